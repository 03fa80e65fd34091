import fc from 'fast-check';
import { parseProcessStat } from './process-stat';

const lineOf = (name: string, state: string, startTicks: string): string =>
  `4711 (${name}) ${state} 1 4711 4711 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 ${startTicks} 1000 200 18446744073709551615\n`;

describe('/proc/<pid>/stat', () => {
  test('finds the state and the start time, whatever the process calls itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (name, ticks) => {
        expect(parseProcessStat(lineOf(name, 'S', String(ticks)))).toEqual({
          state: 'S',
          startTicks: String(ticks),
        });
      }),
    );
  });

  test.each(['node', 'postgres: io worker 0', 'a) Z 9 (b', ''])('a process named %j', (name) => {
    expect(parseProcessStat(lineOf(name, 'Z', '164438'))).toEqual({ state: 'Z', startTicks: '164438' });
  });

  test.each(['', '4711', '4711 (node) S 1 2 3', lineOf('node', 'S', 'soon')])(
    '%j is no stat line',
    (line) => {
      expect(parseProcessStat(line)).toBeUndefined();
    },
  );
});
