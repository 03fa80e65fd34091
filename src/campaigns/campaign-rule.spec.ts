import {
  ruleClashes,
  ruleFaults,
  type Audience,
  type CampaignRule,
  type KeyedRule,
  type OtherRule,
} from './campaign-rule';

const everybody: Audience = { operatorId: null, includeListId: null, excludeListId: null };
const aRule = (word: string | null, own: Partial<Audience> = {}): CampaignRule => ({
  word,
  ...everybody,
  ...own,
});
const mine = (word: string | null, keys: readonly string[], own: Partial<Audience> = {}): KeyedRule => ({
  path: 'keywords[0]',
  word,
  keys,
  ...everybody,
  ...own,
});
const theirs = (key: string | null, own: Partial<Audience> = {}): OtherRule => ({
  campaign: 'Other',
  key,
  ...everybody,
  ...own,
});

describe('KW-02 the rules of one campaign', () => {
  test('KW-02 kv29 a word twice for the same people is refused, however it is spelled', () => {
    for (const [a, b] of [
      ['LOCK', 'lock'],
      ['کد', 'كد'],
      ['win۱', 'WIN1'],
    ] as const)
      expect(ruleFaults([aRule(a), aRule(b)])).toHaveLength(1);
  });

  test('KW-02 kv21 the same word for other people is another rule', () => {
    expect(
      ruleFaults([aRule('LOCK'), aRule('LOCK', { operatorId: 1 }), aRule('LOCK', { includeListId: 1 })]),
    ).toEqual([]);
  });

  test('KW-02 kv23 a rule for a list and against it would be for nobody', () => {
    expect(ruleFaults([aRule('LOCK', { includeListId: 1, excludeListId: 1 })])).toHaveLength(1);
  });

  test('KW-02 kv01 a word of nothing is refused; no word at all is the catch-all, once', () => {
    expect(ruleFaults([aRule(' \u200c ')])).toEqual([
      { path: 'keywords[0]', message: 'needs at least one letter, digit or emoji' },
    ]);
    expect(ruleFaults([aRule(null)])).toEqual([]);
    expect(ruleFaults([aRule(null), aRule(null)])).toEqual([
      { path: 'catchAll', message: 'is there already' },
    ]);
  });
});

describe('KW-17 the rules of two campaigns', () => {
  test('KW-17 kv20 one word, the same people: refused, and the other is named', () => {
    expect(ruleClashes([mine('start', ['start'])], [theirs('start')])).toEqual([
      {
        path: 'keywords[0]',
        message: '"start" is answered by the campaign "Other" for the same people at the same time',
      },
    ]);
  });

  test('KW-17 kv21, kv30 other people or another word: accepted', () => {
    expect(ruleClashes([mine('start', ['start'], { operatorId: 1 })], [theirs('start')])).toEqual([]);
    expect(ruleClashes([mine('start', ['start'])], [theirs('begin')])).toEqual([]);
  });

  test('KW-17 kv24 an alias clashes as the word itself does', () => {
    expect(
      ruleClashes(
        [mine('start', ['start', 'begin'], { includeListId: 1 })],
        [theirs('begin', { includeListId: 1 })],
      ),
    ).toHaveLength(1);
  });

  test('KW-17 kv26, kv27, kv35 only what is published at the same time is in the way', () => {
    expect(ruleClashes([mine('lock', ['lock'])], [])).toEqual([]);
    expect(ruleClashes([mine('lock', ['lock'])], [theirs('lock')])).toHaveLength(1);
  });

  test('KW-17 two catch-alls of one code clash', () => {
    expect(ruleClashes([mine(null, [])], [theirs(null)])).toHaveLength(1);
    expect(ruleClashes([mine(null, [])], [theirs('lock')])).toEqual([]);
  });
});
