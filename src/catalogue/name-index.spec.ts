import fc from 'fast-check';
import { isOneEditApart } from '../text/keyword';
import { NameIndex } from './name-index';

const word = fc.stringMatching(/^[a-d]{1,7}$/);

describe('KW-08 keywords one slip away', () => {
  const names = new NameIndex(['join', 'news', 'win', 'offers', 'سلام']);

  test.each([
    ['jion', ['join']],
    ['joi', []],
    ['joinn', ['join']],
    ['newz', ['news']],
    ['ofers', ['offers']],
    ['wins', ['win']],
    ['سلامم', ['سلام']],
    ['join', []],
    ['jxxn', []],
    ['', []],
  ])('KW-08 %j is near %j', (said, near) => {
    expect(names.near(said)).toEqual(near);
  });

  test('KW-08 it finds what comparing with every keyword finds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), word, (keys, said) => {
        const compared = keys.filter(
          (key) => key !== said && key.length >= 3 && said.length >= 4 && isOneEditApart(key, said),
        );
        expect([...new NameIndex(keys).near(said)].sort()).toEqual(compared.sort());
      }),
    );
  });

  test('KW-08 ten thousand keywords cost a look-up, not a comparison each', () => {
    const many = new NameIndex(Array.from({ length: 10_000 }, (_, n) => `keyword${n}`));
    expect(many.near('keywod42')).toEqual(['keyword42']);
  });
});
