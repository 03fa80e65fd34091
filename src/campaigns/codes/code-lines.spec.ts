import fc from 'fast-check';
import { CodeLines } from './code-lines';

const linesOf = (...pieces: readonly string[]) => {
  const lines = new CodeLines();
  return [...pieces.flatMap((piece) => lines.take(piece)), ...lines.end()];
};

describe('the lines of a file of codes', () => {
  test('CON-03 quotes, blanks, line ends of either kind and a byte order mark are not part of a code', () => {
    expect(linesOf('\ufeffcode\r\n"AB 12"\r\n\r\n  CD34  \n""\nEF56')).toEqual([
      { line: 1, text: 'code' },
      { line: 2, text: 'AB 12' },
      { line: 4, text: 'CD34' },
      { line: 6, text: 'EF56' },
    ]);
  });

  test('CON-03 an empty file has no lines', () => {
    expect(linesOf()).toEqual([]);
    expect(linesOf('', '\n', ' ')).toEqual([]);
  });

  test('CON-03 where the pieces end makes no difference', () => {
    const file = 'code\n7KD4\r\n"9ACF"\n\nXY\n';
    fc.assert(
      fc.property(fc.array(fc.nat(file.length), { maxLength: 6 }), (cuts) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), file.length];
        const pieces = ends.slice(1).map((end, at) => file.slice(ends[at], end));
        expect(linesOf(...pieces)).toEqual(linesOf(file));
      }),
    );
  });

  test('CON-03 a line without end is one line, of which little is kept', () => {
    const found = linesOf('code\n', ...Array.from({ length: 500 }, () => 'A'.repeat(1_000)), '\nB\n');
    expect(found.map(({ line, text }) => [line, text.length])).toEqual([
      [1, 4],
      [2, 100],
      [3, 1],
    ]);
  });
});
