import { areNeighbours, neighboursOf } from './neighbours';

const around = (letter: string): string => [...neighboursOf(letter)].sort().join('');

describe('KW-08 the keys around a key', () => {
  test.each([
    ['g', 'bfhtvy'],
    ['q', '12aw'],
    ['m', 'jkn'],
    ['h', 'bgjnuy'],
    ['0', 'opخح'],
    ['چ', 'جگ'],
    ['ژ', ''],
    ['👍', ''],
    ['', ''],
  ])('KW-08 around %j are %j', (letter, expected) => {
    expect(around(letter)).toBe([...expected].sort().join(''));
  });

  test('KW-08 the Persian, the Arabic and the Italian keys have neighbours of their own', () => {
    expect(areNeighbours('گ', 'ک')).toBe(true);
    expect(areNeighbours('ر', 'ز')).toBe(true); // C and V of the Persian layout
    expect(areNeighbours('د', 'ج')).toBe(true); // the bracket keys of the Arabic one
    expect(areNeighbours('خ', 'س')).toBe(false);
    expect(areNeighbours('p', 'e')).toBe(true); // è stands beside P on an Italian keyboard
  });

  test('KW-08 two digits, a key and itself, and two accented keys are none', () => {
    expect(areNeighbours('1', '2')).toBe(false);
    expect(areNeighbours('o', '0')).toBe(true);
    expect(areNeighbours('a', 'a')).toBe(false);
    expect(areNeighbours('o', 'a')).toBe(false); // ò and à
    expect(areNeighbours('', '')).toBe(false);
  });

  test('KW-08 who is beside one has it beside them', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپوء') {
      for (const other of neighboursOf(letter))
        expect([letter, other, neighboursOf(other).includes(letter)]).toEqual([letter, other, true]);
    }
  });
});
