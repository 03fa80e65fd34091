const { default: Sequencer } = require('@jest/test-sequencer');

/** Where the long suites lie. One that begins last keeps everybody waiting while half the machine is idle. */
const FIRST = [
  '/test/grouped/',
  '/test/faults/',
  '/test/contracts/',
  '/test/properties/',
  '/test/stories/',
  '/test/api/',
];

const rank = ({ path }) => {
  const at = FIRST.findIndex((folder) => path.includes(folder));
  return at === -1 ? FIRST.length : at;
};

/** The folders of long suites first; within a folder as jest has it: by how long they took, or by their size. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
