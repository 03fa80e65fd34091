import fc from 'fast-check';
import { aStanding, minutesLater, NOW } from '../../test/support/builders';
import { maySend, newestWord, scopeKey, scopesAbove, wasStoppedSince, type Standing } from './standing';

const scopes = scopesAbove({ listId: 3, brandId: 2, shortcodeId: 7 });
const said = (
  words: Readonly<Record<string, readonly [Standing['status'], number]>>,
): ReadonlyMap<string, Standing> =>
  new Map(
    Object.entries(words).map(([scope, [status, minute]]) => [
      scope,
      aStanding({ status, saidAt: minutesLater(minute) }),
    ]),
  );

describe('OPT-02 scopes', () => {
  test('OPT-02 a list lies in its brand on the code, the code, and everything', () => {
    expect(scopes).toEqual(['list:3', 'brand:2:7', 'code:7', 'all']);
    expect(scopesAbove({ shortcodeId: 7 })).toEqual(['code:7', 'all']);
    expect(scopesAbove({ listId: null, brandId: 2, shortcodeId: 7 })).toEqual(['brand:2:7', 'code:7', 'all']);
  });

  test('OPT-02 each scope has a name of its own', () => {
    const keys = [
      scopeKey({ type: 'list', listId: 3, shortcodeId: 7, brandId: 2 }),
      scopeKey({ type: 'brand', brandId: 2, shortcodeId: 7 }),
      scopeKey({ type: 'code', shortcodeId: 7 }),
      scopeKey({ type: 'all' }),
    ];
    expect(keys).toEqual(scopes);
  });
});

describe('OPT-10 may we send?', () => {
  test('OPT-10 somebody who said nothing has not said no', () => {
    expect(maySend(new Map(), scopes)).toBe(true);
  });

  test.each(['list:3', 'brand:2:7', 'code:7', 'all'])('OPT-03 a STOP of %s forbids', (scope) => {
    expect(maySend(said({ [scope]: ['out', 0] }), scopes)).toBe(false);
  });

  test('NWS-01 a STOP of another list, brand or code does not', () => {
    expect(
      maySend(said({ 'list:4': ['out', 0], 'brand:9:7': ['out', 0], 'code:8': ['out', 0] }), scopes),
    ).toBe(true);
  });

  test('OPT-07 the newest word counts, wherever it was said', () => {
    expect(maySend(said({ all: ['out', 0], 'list:3': ['in', 1] }), scopes)).toBe(true);
    expect(maySend(said({ 'list:3': ['in', 0], all: ['out', 1] }), scopes)).toBe(false);
  });

  test('OPT-07 at the same instant a no outweighs a yes', () => {
    expect(maySend(said({ 'list:3': ['in', 0], 'code:7': ['out', 0] }), scopes)).toBe(false);
    expect(maySend(said({ 'list:3': ['out', 0], 'code:7': ['in', 0] }), scopes)).toBe(false);
  });

  test('OPT-09 a question that nobody answered is no word', () => {
    expect(newestWord(said({ 'list:3': ['asked', 5] }), scopes)).toBeNull();
    expect(maySend(said({ 'list:3': ['asked', 5], all: ['out', 0] }), scopes)).toBe(false);
  });
});

describe('OPT-04 said before a STOP', () => {
  test('OPT-04 what was said before it was stopped since; what was said with or after it was not', () => {
    const stopped = said({ 'code:7': ['out', 0] });
    expect([-1, 0, 1].map((minute) => wasStoppedSince(stopped, scopes, minutesLater(minute)))).toEqual([
      true,
      false,
      false,
    ]);
    expect(wasStoppedSince(new Map(), scopes, NOW)).toBe(false);
  });

  test('OPT-04 the order of the words in the map never matters', () => {
    const word = fc.tuple(
      fc.constantFrom(...scopes),
      fc.constantFrom('in' as const, 'out' as const, 'asked' as const),
      fc.integer({ min: 0, max: 3 }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(word, { selector: ([scope]) => scope }), (words) => {
        const [there, back] = [words, [...words].reverse()].map((list) =>
          said(Object.fromEntries(list.map(([scope, ...rest]) => [scope, rest]))),
        );
        expect(maySend(there ?? new Map(), scopes)).toBe(maySend(back ?? new Map(), [...scopes].reverse()));
      }),
    );
  });
});
