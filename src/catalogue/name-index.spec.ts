import fc from 'fast-check';
import { editDistance, isOneEditApart } from '../text/keyword';
import { areNeighbours, neighboursOf } from '../text/neighbours';
import { NameIndex } from './name-index';

const word = fc.stringMatching(/^[a-d]{1,7}$/);
const QWERTY = [...'qwertyuiopasdfghjklzxcvbnm'];
const longWord = fc.string({ unit: fc.constantFrom(...QWERTY), minLength: 6, maxLength: 12 });
const keysNear = (keys: readonly string[], said: string) =>
  new NameIndex(keys).near(said).map(({ key, weight }) => [key, weight]);

describe('KW-08 keywords one slip away', () => {
  const names = ['join', 'news', 'win', 'offers', 'سلام'];

  test.each([
    ['jion', [['join', 3]]],
    ['joi', []],
    ['joinn', [['join', 3]]],
    ['newz', [['news', 2]]],
    ['nexs', [['news', 3]]],
    ['ofers', [['offers', 3]]],
    ['wins', [['win', 3]]],
    ['سلامم', [['سلام', 3]]],
    ['سلان', [['سلام', 2]]],
    ['j0in', [['join', 2]]],
    ['join', []],
    ['jxxn', []],
    ['', []],
    ['x'.repeat(1_530), []],
  ])('KW-08 %j is near %j', (said, near) => {
    expect(keysNear(names, said)).toEqual(near);
  });

  test('KW-08 of slips that count alike the key beside the right one comes first, then the shorter, then the alphabet', () => {
    expect(keysNear(['cakes', 'cases', 'cared', 'cars', 'car'], 'cares')).toEqual([
      ['cared', 2],
      ['cars', 3],
      ['cakes', 3],
      ['cases', 3],
    ]);
    expect(keysNear(['mews', 'bews', 'news1'], 'news')).toEqual([
      ['bews', 2],
      ['mews', 2],
      ['news1', 3],
    ]);
  });

  test('KW-08 it finds what comparing with every keyword finds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), word, (keys, said) => {
        const compared = keys.filter(
          (key) => key !== said && key.length >= 3 && said.length >= 4 && isOneEditApart(key, said),
        );
        const near = new NameIndex(keys).near(said).filter(({ weight }) => weight < 4);
        expect(near.map(({ key }) => key).sort()).toEqual(compared.sort());
      }),
    );
  });

  test('KW-08 ten thousand keywords cost a look-up, not a comparison each', () => {
    const many = new NameIndex(Array.from({ length: 10_000 }, (_, n) => `keyword${n}`));
    expect(many.near('keywod42')).toEqual([{ key: 'keyword42', weight: 3 }]);
  });
});

describe('KW-08 keywords two slips away', () => {
  test.each([
    ['oggers', 'offers', 4],
    ['odders', 'offers', 4],
    ['fofets', 'offers', 5],
    ['lptteru', 'lottery', 4],
    ['lpttrey', 'lottery', 5],
    ['مسلنقع', 'مسابقه', null],
    ['مشابقخ', 'مسابقه', 4],
    ['ofxxrs', 'offers', null],
    ['foefrs', 'offers', null],
    ['offxrz', 'offers', null],
    ['oders', 'offers', null],
    ['newd', 'news', 2],
    ['nwed', 'news', null],
    ['neqd', 'news', null],
    ['wim2027', 'win2026', null],
  ])('KW-08 %j and %j weigh %p', (said, key, weight) => {
    expect(keysNear([key], said)).toEqual(weight === null ? [] : [[key, weight]]);
  });

  test('KW-08 one slip goes before two', () => {
    expect(keysNear(['offers', 'offets', 'offefz'], 'offerz')).toEqual([
      ['offefz', 2],
      ['offers', 2],
      ['offets', 4],
    ]);
  });

  /** Every way in which the rule says two slips may look, tried one by one. */
  function slipsOf(word: string): Set<string> {
    const replaced = (text: string, at: number) =>
      [...neighboursOf(text[at] ?? '')].map((other) => text.slice(0, at) + other + text.slice(at + 1));
    const swapped = (text: string, at: number) =>
      text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
    const found = new Set<string>();
    for (let one = 0; one < word.length; one++) {
      for (let two = 0; two < word.length; two++) {
        if (one !== two)
          for (const text of replaced(word, one)) for (const both of replaced(text, two)) found.add(both);
        if (two + 1 < word.length && one !== two && one !== two + 1)
          for (const both of replaced(swapped(word, two), one)) found.add(both);
      }
    }
    return found;
  }

  test('KW-08 what two such slips make of a keyword is near it', () => {
    fc.assert(
      fc.property(longWord, fc.nat(), (key, n) => {
        const slips = [...slipsOf(key)].filter((slip) => /^[a-z]+$/.test(slip) && slip !== key);
        const slip = slips[n % slips.length] ?? key;
        if (slip !== key)
          expect(new NameIndex([key, 'another']).near(slip).map((near) => near.key)).toContain(key);
      }),
    );
  });

  test('KW-08 nothing further off is near, however close its letters', () => {
    const close = fc
      .tuple(longWord, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...QWERTY)), { maxLength: 4 }))
      .map(([key, changes]) => {
        const letters = [...key];
        for (const [at, letter] of changes) letters[at % letters.length] = letter;
        return [key, letters.join('')] as const;
      });
    fc.assert(
      fc.property(close, ([key, said]) => {
        const isAllowed = key !== said && (editDistance(key, said, 1) <= 1 || slipsOf(key).has(said));
        expect(new NameIndex([key]).near(said).length > 0).toBe(isAllowed);
      }),
      { numRuns: 300 },
    );
  });

  test('KW-08 a key beside the right one is near its keyword, and nothing goes before it but its like', () => {
    const slip = fc.tuple(
      fc.uniqueArray(longWord, { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
    );
    fc.assert(
      fc.property(slip, ([keys, which, where, beside]) => {
        const key = keys[which % keys.length] ?? '';
        const at = where % key.length;
        const others = neighboursOf(key[at] ?? '');
        const other = others[beside % others.length] ?? '';
        const said = key.slice(0, at) + other + key.slice(at + 1);
        expect(areNeighbours(key[at] ?? '', other)).toBe(true);
        const near = new NameIndex(keys).near(said);
        expect(near).toContainEqual({ key, weight: 2 });
        expect(near[0]?.weight).toBe(2);
      }),
    );
  });

  test('KW-08 among ten thousand keywords a word costs less than a tenth of a millisecond, and finds what comparing with all of them finds', () => {
    const letters = 'etaoinshrdlucmfwypvbgkqjxz';
    let seed = 1;
    const next = (below: number): number => ((seed = (seed * 48_271) % 2_147_483_647) >> 8) % below;
    const random = (chars: number) => Array.from({ length: chars }, () => letters[next(26)]).join('');
    const keys = [...new Set(Array.from({ length: 10_000 }, () => random(6 + next(3))))];
    const many = new NameIndex(keys);
    for (let times = 0; times < 100; times++) {
      const meant = keys[next(keys.length)] ?? '';
      const said = meant.slice(0, -1) + random(1);
      const compared = keys.filter((key) => key !== said && isOneEditApart(key, said));
      const near = many.near(said).filter(({ weight }) => weight < 4);
      expect(near.map(({ key }) => key).sort()).toEqual(compared.sort());
    }
    const words = Array.from({ length: 1_000 }, () => random(6 + next(3)));
    words.forEach((said) => many.near(said));
    const took = words.map((said) => {
      const before = performance.now();
      many.near(said);
      return performance.now() - before;
    });
    expect(took.sort((a, b) => a - b)[500]).toBeLessThan(0.1); // the middle one: the machine may be busy with others
  });
});
