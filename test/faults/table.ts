import type { Finding } from './tally';

/** For people to read: what was promised, what was counted. */
export function tableOf(title: string, findings: readonly Finding[]): string {
  const rows = findings.map(({ what, found, wanted, isRight }) => [
    isRight ? ' ' : '✗',
    what,
    String(found),
    wanted,
  ]);
  const head = ['', title, 'found', 'wanted'];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
