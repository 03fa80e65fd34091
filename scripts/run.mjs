// npm run migrate | verify-consent | verify-draw | verify-ledger | simulate | bench | faults: one of our programs, built first when needed.
import { become } from './become.mjs';
import { stopWith } from './say.mjs';

const PROGRAMS = {
  migrate: 'src/platform/migrate.command.js',
  'verify-consent': 'src/subscribers/verify-consent.command.js',
  'verify-draw': 'src/campaigns/competition/draw/verify-draw.command.js',
  'verify-ledger': 'src/billing/ledger/verify-ledger.command.js',
  simulate: 'src/demo/simulate/simulate.command.js',
  bench: 'test/bench/bench.js',
  faults: 'test/faults/faults.js',
};

const [name, ...args] = process.argv.slice(2);
const program = Object.hasOwn(PROGRAMS, name ?? '') ? PROGRAMS[name] : undefined;
if (!program) stopWith(`Which program? One of ${Object.keys(PROGRAMS).join(', ')}.`);
await become(program, args);
