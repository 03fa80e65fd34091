import fc from 'fast-check';
import { minutesLater } from '../../test/support/builders';
import type { Talk } from '../../test/support/talk';
import { memberOfAll, talkOn } from '../../test/support/two-brands';
import type { Effect } from '../campaigns/effect';
import type { Shortcode } from '../catalogue/configuration';
import { scopeKey, type Standing } from '../subscribers/standing';
import {
  codesRead,
  ownerOf,
  standingsOf,
  takeBack,
  type LedgerEntry,
  type Restored,
  type TakenBack,
} from './taken-back';

const WISH = 'please leave me alone';

/** A conversation whose ledger is written down as it goes, as the engine writes it. */
class Recorded {
  readonly entries: LedgerEntry[] = [];

  constructor(
    readonly talk: Talk,
    private minute = 0,
  ) {}

  says(text: string): Recorded {
    const saidAt = minutesLater(++this.minute);
    this.note(this.talk.says(text, saidAt).effects, saidAt);
    return this;
  }

  /** Silence until every question has closed. */
  waits(effects: readonly Effect[]): void {
    this.note(this.talk.waitsFor(effects), minutesLater(this.minute));
    this.minute += 30;
  }

  get standings(): ReadonlyMap<string, Standing> {
    return new Map(this.talk.person.standings);
  }

  /** What keeping somebody does to ledger and standings. */
  isKept(): TakenBack {
    const taken = takeBack(this.entries, 1);
    if (taken.type === 'restored') for (const scope of taken.scopes) this.restore(scope);
    return taken;
  }

  private restore({ scope, standing, takesBack, purpose, language }: Restored): void {
    if (standing) this.talk.person.standings.set(scopeKey(scope), standing);
    else this.talk.person.standings.delete(scopeKey(scope));
    const entry = {
      scope: scopeKey(scope),
      ...idsOf(scope),
      event: 'restored',
      purpose,
      language,
      read: null,
    };
    const named = takesBack.map((seq) => ({ seq }));
    this.entries.push({
      seq: this.entries.length + 1,
      ...entry,
      saidAt: minutesLater(++this.minute),
      takesBack: named,
    });
  }

  private note(effects: readonly Effect[], saidAt: Date): void {
    for (const effect of effects) {
      if (effect.type !== 'consent') continue;
      const { scope, event, purpose, language, read = null } = effect;
      const entry = { scope: scopeKey(scope), ...idsOf(scope), event, purpose, language, saidAt, read };
      this.entries.push({ seq: this.entries.length + 1, ...entry, takesBack: null });
    }
  }
}

const idsOf = (scope: Restored['scope']) => ({
  shortcodeId: scope.type === 'all' ? null : scope.shortcodeId,
  brandId: 'brandId' in scope ? scope.brandId : null,
  listId: scope.type === 'list' ? scope.listId : null,
});

const stranger = (own: Partial<Shortcode> = {}) => new Recorded(talkOn({ intentPolicy: 'review', ...own }));
const member = (own: Partial<Shortcode> = {}) => {
  const recorded = stranger(own);
  return recorded.says('NEWS').says('OFFERS').says('TIPS');
};

const ownWords = fc.constantFrom(
  'NEWS',
  'OFFERS',
  'TIPS',
  'STOP',
  'STOP NEWS',
  'STOP ALL',
  'START',
  'HELP',
  'COLOUR',
  'red',
  'what is on tonight',
);
const policies = fc.constantFrom('code', 'last', 'menu') as fc.Arbitrary<'code' | 'last' | 'menu'>;

describe('OPT-06 what we read into somebody’s words can be taken back', () => {
  test('OPT-06 whatever they said before, "keep" restores exactly the standings before', () => {
    let restored = 0;
    fc.assert(
      fc.property(fc.array(ownWords, { maxLength: 12 }), policies, (words, stopPolicy) => {
        const person = stranger({ stopPolicy });
        for (const word of words) person.says(word);
        const before = person.standings;
        const read = person.says(WISH).entries.filter((entry) => entry.read);
        const taken = person.isKept();
        if (read.length === 0) return;
        restored += taken.type === 'restored' ? 1 : 0;
        expect(person.standings).toEqual(before);
      }),
    );
    expect(restored).toBeGreaterThan(10);
  });

  test('OPT-06 the ledger adds up to the standings, before and after', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(ownWords, fc.constant(WISH)), { maxLength: 12 }), (words) => {
        const person = stranger();
        for (const word of words) person.says(word);
        expect(standingsOf(person.entries)).toEqual(person.standings);
        person.isKept();
        expect(standingsOf(person.entries)).toEqual(person.standings);
      }),
    );
  });

  test('OPT-06 nothing that was said in so many words is ever lifted', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(ownWords, fc.constant(WISH)), { maxLength: 12 }), (words) => {
        const person = member();
        for (const word of words) person.says(word);
        person.says(WISH).says('STOP');
        const before = person.standings;
        expect(person.isKept().type).not.toBe('restored');
        expect(person.standings).toEqual(before);
      }),
    );
  });

  test('OPT-06 doing it again does nothing, and says so', () => {
    const person = member().says(WISH);
    expect(person.isKept().type).toBe('restored');
    const { length } = person.entries;
    expect(person.isKept().type).toBe('taken back already');
    expect(person.entries).toHaveLength(length);
    person.says('STOP');
    expect(person.isKept().type).toBe('not read');
  });

  test.each([
    ['STOP', 'not read'],
    ['STOP ALL', 'not read'],
    ['HELP', 'not read'],
    [WISH, 'restored'],
  ])('OPT-06 after %s there is: %s', (text, type) => {
    expect(member().says(text).isKept().type).toBe(type);
  });

  test('OPT-06 what was read on one code is nothing to another', () => {
    const { entries } = member().says(WISH);
    expect([codesRead(entries), takeBack(entries, 2).type]).toEqual([[1], 'not read']);
  });

  test('OPT-06 a STOP from before lies below the reading: a list joined since comes back, the code does not', () => {
    const person = member().says('STOP').says('NEWS');
    const before = person.standings;
    person.says(WISH).isKept();
    expect(person.standings).toEqual(before);
    expect(person.standings.get('code:1')?.status).toBe('out');
  });

  test('OPT-06 a wish and a plain STOP before it: nothing would come back, so nothing is taken back', () => {
    const person = member({ intentPolicy: 'optOut' }).says('STOP').says(WISH);
    expect(person.isKept().type).toBe('not read');
  });

  test('OPT-06 a list left by name after the reading stays left; the others come back', () => {
    const person = member().says(WISH).says('STOP NEWS');
    const taken = person.isKept();
    expect(taken.type === 'restored' && taken.scopes.map(({ scope }) => scopeKey(scope))).toEqual([
      'list:2',
      'list:3',
      'code:1',
    ]);
    expect(person.standings.get('list:1')?.status).toBe('out');
  });

  test('OPT-06 two wishes in a row are taken back together, with a list joined in between kept', () => {
    const person = member({ intentPolicy: 'optOut' });
    const before = person.standings;
    person.says(WISH).says('NEWS').says('stopp plz');
    const taken = person.isKept();
    expect(
      taken.type === 'restored' && taken.scopes.find(({ scope }) => scope.type === 'code')?.takesBack,
    ).toHaveLength(2);
    expect([...person.standings.keys()]).toEqual([...before.keys()]);
    expect(person.standings.get('list:1')?.saidAt).toEqual(minutesLater(5));
    expect(person.standings.get('list:2')).toEqual(before.get('list:2'));
  });

  test('OPT-06 silence after "which one?" is our reading if the question was asked about one', () => {
    for (const [text, type] of [
      [WISH, 'restored'],
      ['STOP', 'not read'],
    ] as const) {
      const person = member({ intentPolicy: 'optOut', stopPolicy: 'menu' });
      person.waits(person.talk.says(text, minutesLater(4)).effects);
      expect(person.standings.get('code:1')?.status).toBe('out');
      expect(person.isKept().type).toBe(type);
    }
  });

  test('OPT-06 whose it is: the owner of the code, else the one brand of all that was left', () => {
    const taken = stranger().says('NEWS').says(WISH).isKept();
    const ofAll = memberOfAll({ intentPolicy: 'review' });
    const recorded = new Recorded(ofAll).says(WISH).isKept();
    if (taken.type !== 'restored' || recorded.type !== 'restored') throw new Error('nothing was read');
    expect([
      ownerOf(taken.scopes, null),
      ownerOf(recorded.scopes, null),
      ownerOf(recorded.scopes, 7),
    ]).toEqual([1, null, 7]);
  });
});
