import fc from 'fast-check';
import { foldCode } from '../../text/fold';
import { freeFrom, keywordForm } from './keyword-form';

test.each(['first', 'phrase', 'only'] as const)('a word for the mode %s is what a keyword may be', (mode) => {
  expect(keywordForm('  Ｗｉｎ  ', mode)).toEqual({ type: 'keyword', word: 'Ｗｉｎ', key: 'win' });
  expect(keywordForm('', mode)).toMatchObject({ type: 'refused' });
});

test('a glued keyword is one word of letters', () => {
  expect(keywordForm('جایزه', 'glued')).toMatchObject({ type: 'keyword', key: 'جایزه' });
  for (const word of ['WIN2', '7', 'a b', '👋'])
    expect(keywordForm(word, 'glued')).toMatchObject({ type: 'refused' });
});

test.each(['AA99', 'xxxxxxxx', ' A9X9A9 ', 'A'.repeat(19) + '9'])('%j is the shape of a code', (shape) => {
  expect(keywordForm(shape, 'pattern')).toMatchObject({ type: 'keyword', word: shape.trim().toUpperCase() });
});

test.each(['', 'A9', 'A99', '9'.repeat(21), 'AAAA', 'AB99', 'A-99', 'A 99', 'Ａ９９９'])(
  '%j is no shape',
  (shape) => {
    expect(keywordForm(shape, 'pattern')).toMatchObject({ type: 'refused' });
  },
);

test('two shapes that look alike have one key, and a shape’s length is the length of its codes', () => {
  const shape = fc.string({ unit: fc.constantFrom('A', '9', 'X', 'a', 'x'), minLength: 4, maxLength: 20 });
  fc.assert(
    fc.property(shape, (raw) => {
      const form = keywordForm(raw, 'pattern');
      if (form.type === 'refused') expect(raw).toMatch(/^a+$/i);
      else expect([form.key, foldCode(form.word).length]).toEqual([raw.toLowerCase(), raw.length]);
    }),
  );
});

test('a word rests for whole days after its lease, and a lease without end has no end to rest after', () => {
  expect(freeFrom(new Date('2026-03-28T23:00:00Z'), 2)).toEqual(new Date('2026-03-30T23:00:00Z'));
  expect(freeFrom(new Date('2026-03-28T23:00:00Z'), 0)).toEqual(new Date('2026-03-28T23:00:00Z'));
  expect(freeFrom(null, 30)).toBeNull();
});
