import fc from 'fast-check';
import { storableJson } from './events';

test('a payload with NUL or half a character is still JSON that can be kept, and the rest of it stays', () => {
  expect(
    JSON.parse(storableJson({ text: 'a\0b\ud83d', fine: '😀 رأی', deep: [{ x: '\udc00' }], n: 1 })),
  ).toEqual({
    text: 'a\ufffdb\ufffd',
    fine: '😀 رأی',
    deep: [{ x: '\ufffd' }],
    n: 1,
  });
});

test('whatever a text holds, no NUL and no lone surrogate is written', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0xd7ff, max: 0xe000 })),
      (text, units) => {
        const { kept } = JSON.parse(storableJson({ kept: text + String.fromCharCode(...units) })) as {
          kept: string;
        };
        expect([kept.isWellFormed(), kept.includes('\0')]).toEqual([true, false]);
      },
    ),
  );
});
