import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { aCampaign, aConfiguration, aKeyword, NOW, type Play } from '../../test/support/builders';
import { parse } from '../text/said';
import {
  hasShape,
  routeCatchAll,
  routeKeyword,
  routePattern,
  type Candidate,
  type RouteContext,
} from './route';

interface Case {
  readonly id: string;
  readonly given: { readonly text: string; readonly code?: string | null; readonly who?: string };
  readonly expect: string;
}

interface PeerRule {
  readonly id: string;
  readonly kw?: string;
  readonly mode?: 'first' | 'only';
  readonly code?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

interface Suite {
  readonly id: string;
  readonly setup: {
    readonly rules: readonly PeerRule[];
    readonly subscribers: Readonly<Record<string, readonly string[]>>;
  };
  readonly cases: readonly Case[];
}

const { suites } = JSON.parse(
  readFileSync(join(__dirname, '../../test/data/acceptance-cases.json'), 'utf8'),
) as { readonly suites: readonly Suite[] };
const casesOf = (id: string) => suites.find((suite) => suite.id === id)?.cases ?? [];

/** What the suite calls a code is an operator here: a rule of one of the networks that a number lives on. */
const OPERATORS: Readonly<Record<string, number>> = { code1: 1, code2: 2 };
const LISTS: Readonly<Record<string, number>> = { Doctors: 1, Testers: 2 };

const nobody: RouteContext = { saidAt: NOW, operatorId: null, isOn: () => false };

function indexOf(plays: readonly Play[]) {
  return aConfiguration({ plays }).code(1);
}

const named = (id: number, name: string, words?: Play['words'], more: Omit<Play, 'campaign'> = {}): Play => ({
  ...(words && { words }),
  ...more,
  campaign: aCampaign({ id, name }),
});

function routed(plays: readonly Play[], text: string, context: RouteContext = nobody): string | null {
  const index = indexOf(plays);
  const said = parse(text);
  const match =
    routeKeyword(index, said, context) ?? routePattern(index, said, context) ?? routeCatchAll(index, context);
  return match?.rule.campaign.name ?? null;
}

describe('KW-04 routing by specificity', () => {
  const { rules, subscribers } = suites.find(({ id }) => id === 'route-specificity')?.setup ?? {
    rules: [],
    subscribers: {},
  };
  const plays = rules.map(({ id, kw, mode, code, include, exclude }, at) =>
    named(at + 1, id, kw === undefined ? undefined : [aKeyword(kw, mode ? { mode } : {})], {
      ...(code !== undefined && { operatorId: OPERATORS[code] ?? 0 }),
      ...(include && { includeListId: LISTS[include[0] ?? ''] ?? 0 }),
      ...(exclude && { excludeListId: LISTS[exclude[0] ?? ''] ?? 0 }),
    }),
  );
  const table = casesOf('route-specificity').filter(({ id }) => id < 'rs90');

  test.each(table.map((row) => [row.id, row.given.text, row] as const))(
    'KW-04 %s %j',
    (_, text, { given, expect: expected }) => {
      const lists = (subscribers[given.who ?? ''] ?? []).map((name) => LISTS[name]);
      const context = {
        ...nobody,
        operatorId: OPERATORS[given.code ?? ''] ?? null,
        isOn: (id: number) => lists.includes(id),
      };
      expect(routed(plays, text, context)).toBe(expected);
    },
  );

  test('KW-04 no case of the suite was left out', () => {
    expect(table.length + 2).toBe(casesOf('route-specificity').length);
  });

  test('KW-04 rs90 of two rules that are alike the older one wins, in whatever order they were read', () => {
    const [old, young] = [named(3, 'old', ['JOIN']), named(7, 'young', ['JOIN'])];
    expect([routed([old, young], 'join'), routed([young, old], 'join')]).toEqual(['old', 'old']);
  });

  test('KW-04 rs91 a rule of one operator does not match a text whose operator is unknown', () => {
    const bound = named(1, 'bound', ['JOIN'], { operatorId: 1 });
    expect(routed([bound, named(2, 'any', ['JOIN'])], 'JOIN')).toBe('any');
    expect(routed([bound], 'JOIN')).toBeNull();
  });
});

describe('KW-04 the longest phrase', () => {
  const plays = [
    named(1, 'sport', [aKeyword('NEWS SPORT', { mode: 'phrase' })]),
    named(2, 'news', ['NEWS']),
    named(3, 'all', undefined),
  ];

  test('KW-04 NEWS SPORT 5 hits the two-word keyword before NEWS, and the trace says why', () => {
    const trace: Candidate[] = [];
    const match = routeKeyword(indexOf(plays), parse('NEWS SPORT 5'), nobody, trace);
    expect(match).toMatchObject({ words: 2, rule: { campaign: { name: 'sport' } } });
    expect(trace).toContainEqual(
      expect.objectContaining({ won: true, why: 'longest and most particular match' }),
    );
  });

  test.each([
    ['news', 'news'],
    ['News weather', 'news'],
    ['news, sport!', 'sport'],
    ['ＮＥＷＳ ｓｐｏｒｔ', 'sport'],
    ['sport news', 'all'],
    ['newssport', 'all'],
  ])('KW-04 %j is %s', (text, name) => {
    expect(routed(plays, text)).toBe(name);
  });

  test('KW-03 spellings that fold alike reach one keyword', () => {
    for (const word of ['يک', 'یک', 'یك', 'ﯾک']) expect(routed([named(1, 'one', ['یک'])], word)).toBe('one');
  });

  test('KW-04 a keyword that must stand alone lets a longer text go', () => {
    const only = named(1, 'only', [aKeyword('RESIST', { mode: 'only' })]);
    expect([routed([only], ' Resist! '), routed([only], 'resist this')]).toEqual(['only', null]);
  });
});

describe('prefix traps', () => {
  const inContains = ['pt8'];
  const rows = casesOf('prefix-trap') as unknown as readonly {
    readonly id: string;
    readonly given: { readonly kw: string; readonly text: string };
    readonly expect: string;
  }[];

  test.each(rows.map((row) => [row.id, row.given.text, row] as const))(
    'KW-04 %s %j',
    (id, text, { given, expect: expected }) => {
      const found = routed([named(1, 'trap', [given.kw])], text) !== null;
      expect(found).toBe(!inContains.includes(id) && expected === 'match');
    },
  );

  test('KW-04 no longer word is ever taken for the keyword it begins with', () => {
    const letters = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(letters, fc.stringMatching(/^[a-z]{1,5}$/), (word, ending) => {
        expect(routed([named(1, 'word', [word])], `${word}${ending}`)).toBeNull();
        expect(routed([named(1, 'word', [word])], `${word} ${ending}`)).toBe('word');
      }),
    );
  });
});

describe('glued arguments', () => {
  const plays = [named(1, 'win', [aKeyword('WIN', { mode: 'glued' }), aKeyword('جایزه', { mode: 'glued' })])];

  test.each([
    ['WIN123', '123'],
    ['win123abC', '123abC'],
    ['جایزه۱۲۳', '۱۲۳'],
  ])('KW-04 se39 %j carries %j', (text, argument) => {
    expect(routeKeyword(indexOf(plays), parse(text), nobody)?.argument).toBe(argument);
  });

  test.each(['WINNER', 'WINx1', '1WIN'])('KW-04 %j is another word', (text) => {
    expect(routed(plays, text)).toBeNull();
  });

  test('KW-04 se39 digits glued to a keyword of whole words are no argument', () => {
    expect(routed([named(1, 'prize', ['جایزه'])], 'جایزه۱۲۳')).toBeNull();
  });
});

describe('the shape of a unique code', () => {
  const plays = [named(1, 'coupon', [aKeyword('AA9999', { mode: 'pattern' })]), named(2, 'win', ['WIN'])];

  test.each([
    ['KX1234', 'coupon'],
    ['kx۱۲۳۴', 'coupon'],
    ['KX12345', null],
    ['K11234', 'coupon'],
    ['KXABCD', null],
    ['win', 'win'],
    ['', null],
  ])('KW-04 %j is %s', (text, name) => {
    expect(routed(plays, text)).toBe(name);
  });

  test('KW-04 O and 0, I and 1 are one only in the shape of a code', () => {
    expect([hasShape('A0', 'AX'), hasShape('0A', 'AA'), hasShape('AB', '99')]).toEqual([true, true, false]);
    expect(routed([named(1, 'code', ['CODE O1L'])], 'CODE 011')).toBeNull();
  });
});

describe('what a rule needs to count', () => {
  const until = new Date(NOW.getTime());

  test.each(['draft', 'paused', 'closed'] as const)('sp08 a campaign that is %s is no match', (state) => {
    const play = { words: ['START'], campaign: aCampaign({ state }) };
    expect(routed([play, named(9, 'all', undefined)], 'start')).toBe('all');
  });

  test('KW-02 a lease is half-open: at its last instant the word is free again', () => {
    const leased = named(1, 'leased', [
      aKeyword('WIN', { leasedFrom: new Date(NOW.getTime() - 1000), leasedUntil: until }),
    ]);
    const before = { ...nobody, saidAt: new Date(until.getTime() - 1) };
    expect([routed([leased], 'win', before), routed([leased], 'win')]).toEqual(['leased', null]);
  });

  test('KW-06 an open campaign goes before one that has ended on the same word', () => {
    const ended = { words: ['WIN'], campaign: aCampaign({ id: 1, name: 'ended', closesAt: until }) };
    expect(routed([ended, named(2, 'open', ['WIN'])], 'win')).toBe('open');
  });
});
