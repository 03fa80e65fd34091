import fc from 'fast-check';
import { parsePostmasterPid } from './postmaster-pid';

const running = (pid: number, port: number, status: string): string =>
  [
    pid,
    '/srv/parola/postgres',
    1772355800,
    port,
    '',
    '127.0.0.1',
    '  65536   9',
    `${status.padEnd(8)}`,
    '',
  ].join('\n');

describe('postmaster.pid', () => {
  test('names the process and its port, whatever they are', () => {
    const pids = fc.integer({ min: 1, max: 4_194_304 });
    const ports = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(pids, ports, (pid, port) => {
        expect(parsePostmasterPid(running(pid, port, 'ready'))).toEqual({ pid, port });
      }),
    );
  });

  test('a server that has not opened its port yet has none', () => {
    expect(parsePostmasterPid('4711\n/srv/parola/postgres\n1772355800\n')).toEqual({ pid: 4711 });
    expect(parsePostmasterPid('4711')).toEqual({ pid: 4711 });
  });

  test('a single-user backend writes its pid negated', () => {
    expect(parsePostmasterPid('-4711\n/srv/parola/postgres\n')?.pid).toBe(4711);
  });

  test.each(['', '\n', '0\n', '--5\n', '47x\n', 'postgres\n', '12345678901\n', ' \n4711\n'])(
    '%j names nobody',
    (contents) => {
      expect(parsePostmasterPid(contents)).toBeUndefined();
    },
  );

  test('never throws, and never invents a pid that cannot be signalled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (contents) => {
        expect(parsePostmasterPid(contents)?.pid ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});
