import { aCodeHash, minutesLater, NOW } from '../../../test/support/builders';
import { aPrize, entryOf, playerOf, typesOf } from '../../../test/support/a-competition';
import type { Talk } from '../../../test/support/talk';
import type { CodeCard } from '../claim';
import { checkCharacter } from '../codes/parola-code';

/** A whole code of ours. */
const GOOD = `7KM49ACFE${checkCharacter('7KM49ACFE')}`;
const aCard = (own: Partial<CodeCard> = {}): CodeCard => ({
  lotId: 5,
  lotState: 'active',
  campaignId: null,
  expiresAt: null,
  attributes: {},
  redeemed: null,
  ...own,
});
const hashOf = (code: string) => ({ type: 'code', hash: aCodeHash(1, code) }) as const;
const codeOf = (talk: Talk, card: CodeCard | null, code = GOOD) => talk.knows(hashOf(code), card);
const taken = (talk: Talk, name: string, count: number) =>
  talk.knows({ type: 'counter', campaignId: 1, name }, count);
const outcomes = (talk: Talk, times: number, word = 'WIN') =>
  Array.from({ length: times }, (_, at) => entryOf(talk.says(word, minutesLater(at)).effects)?.outcome);

describe('CON-01 every way to win', () => {
  test('CON-01 a draw: the entrant keeps one word for the whole competition, in capital letters', () => {
    const talk = playerOf({ mode: { type: 'draw' }, tickets: 2 });
    const first = talk.says('WIN');
    const entry = entryOf(first.effects);
    const nonce = String(entry?.data?.['nonce']);
    expect(nonce).toMatch(/^[A-HJ-NP-Z]{14}$/);
    expect(first.replies).toEqual([
      `You are in the draw. Keep your draw word: ${nonce}. You were not charged for it.`,
    ]);
    expect(entry).toMatchObject({ outcome: 'entered', counted: true, tickets: 2 });
    const second = talk.says('VINCI', minutesLater(5));
    expect(entryOf(second.effects)?.data?.['nonce']).toBe(nonce);
    expect(second.replies[0]).toContain(`Conserva la tua parola: ${nonce}`);
  });

  test('CON-01 the first three win, best prize first; the fourth hears that nothing is left', () => {
    const talk = playerOf({
      mode: { type: 'firstN' },
      prizes: [aPrize('gold', 1), aPrize('silver', 2)],
      winsPerPerson: 9,
    });
    const heard = Array.from({ length: 4 }, (_, at) => talk.says('WIN', minutesLater(at)));
    expect(heard.map(({ effects }) => entryOf(effects)?.data)).toEqual([
      { ordinal: 1, prize: 'gold' },
      { ordinal: 2, prize: 'silver' },
      { ordinal: 3, prize: 'silver' },
      undefined,
    ]);
    expect(heard[3]?.replies[0]).toContain('All prizes have been won');
    expect(typesOf(heard[3]?.effects ?? [])).toEqual(['entry', 'reply']);
  });

  test('CON-01 every third wins, and what the third may not have goes to the next who may', () => {
    const settings = { mode: { type: 'everyNth', every: 3 }, prizes: [aPrize('gold', 2)], winsPerPerson: 2 };
    expect(outcomes(playerOf(settings), 7)).toEqual([
      'lost',
      'lost',
      'won',
      'lost',
      'lost',
      'won',
      'soldOut',
    ]);
    const owed = playerOf(settings);
    taken(owed, 'entries', 3);
    expect(outcomes(owed, 2)).toEqual(['won', 'lost']);
  });

  test('CON-01 one in one always wins, one in a billion hardly ever; luck is of the text', () => {
    const prizes = [aPrize('gold', 1), aPrize('silver', 50)];
    const always = playerOf({ mode: { type: 'instantWin', oneIn: 1 }, prizes, winsPerPerson: 99 });
    const won = Array.from({ length: 51 }, (_, at) =>
      String(entryOf(always.says('WIN', minutesLater(at)).effects)?.data?.['prize']),
    );
    expect([won.filter((key) => key === 'gold').length, won.length]).toEqual([1, 51]);
    const never = playerOf({ mode: { type: 'instantWin', oneIn: 1_000_000_000 }, prizes });
    expect(new Set(outcomes(never, 50))).toEqual(new Set(['lost']));
  });

  test('CON-01 the first to text at or after a winning moment wins; nobody claimed it, so it waits', () => {
    const moments = [minutesLater(30).toISOString(), minutesLater(10).toISOString()];
    const talk = playerOf({
      mode: { type: 'winningMoments', moments },
      prizes: [aPrize('gold', 2)],
      winsPerPerson: 2,
    });
    const at = [9.9, 10, 11, 45, 46].map((minutes) => new Date(NOW.getTime() + minutes * 60_000));
    expect(at.map((when) => entryOf(talk.says('WIN', when).effects)?.outcome)).toEqual([
      'lost',
      'won',
      'lost',
      'won',
      'soldOut',
    ]);
  });

  test('CON-01 a code wins what its lot says, once', () => {
    const talk = playerOf({ mode: { type: 'codeMatch' }, prizes: [aPrize('gold', 1)], codes: {} });
    codeOf(talk, aCard({ attributes: { prize: 'gold' } }));
    const won = talk.says(`WIN ${GOOD}`);
    expect(entryOf(won.effects)).toMatchObject({ outcome: 'won', data: { prize: 'gold', lot: 5 } });
    expect(typesOf(won.effects)).toEqual(['count', 'redeem', 'player', 'event', 'event', 'entry', 'reply']);
    expect(entryOf(talk.says(`WIN ${GOOD}`, minutesLater(1)).effects)?.outcome).toBe('codeYours');
    const other = playerOf({ mode: { type: 'codeMatch' }, prizes: [aPrize('gold', 1)], codes: {} });
    codeOf(other, aCard());
    expect(entryOf(other.says(`WIN ${GOOD}`).effects)?.outcome).toBe('lost');
  });

  test('CON-01 a counter tells everybody their number, in the figures of their language', () => {
    const talk = playerOf({ mode: { type: 'counter' } });
    taken(talk, 'entries', 4_210);
    expect(talk.says('WIN').replies[0]).toContain('You are number 4,211.');
    expect(talk.says('برد', minutesLater(1)).replies[0]).toContain('شما نفر ۴٬۲۱۲ هستید.');
  });
});

describe('CON-05 prizes', () => {
  const firstN = (prize: object) => ({ mode: { type: 'firstN' }, prizes: [prize], winsPerPerson: 99 });

  test('CON-05 two a day, and not more: tomorrow there are two again', () => {
    const talk = playerOf(firstN(aPrize('gold', 5, { perDay: 2, rollsOver: false })));
    expect(outcomes(talk, 3)).toEqual(['won', 'won', 'soldOutToday']);
    const tomorrow = [24, 25, 26].map((hours) => minutesLater(hours * 60));
    expect(tomorrow.map((at) => entryOf(talk.says('WIN', at).effects)?.outcome)).toEqual([
      'won',
      'won',
      'soldOutToday',
    ]);
  });

  test('CON-05 what a day did not give away rolls over to the next', () => {
    const opensAt = minutesLater(-24 * 60);
    const talk = playerOf(firstN(aPrize('gold', 50, { perDay: 2 })), { opensAt });
    expect(outcomes(talk, 5)).toEqual(['won', 'won', 'won', 'won', 'soldOutToday']);
  });

  test('CON-05 whoever has won once leaves the rest to the others', () => {
    const talk = playerOf({ mode: { type: 'firstN' }, prizes: [aPrize('gold', 5)] });
    expect(outcomes(talk, 2)).toEqual(['won', 'alreadyWon']);
  });
});

describe('CON-06 each outcome has its own words, in the language of the word', () => {
  const limited = { mode: { type: 'draw' }, limits: { total: 1 } };
  const codes = { mode: { type: 'draw' }, codes: {} };
  const late = new Date('2026-06-01T18:00:00Z');
  const early = { opensAt: minutesLater(60) };
  const asked = { mode: { type: 'draw' }, age: { least: 18 } };
  type Played = readonly [name: string, play: (word: string) => string | undefined];
  const PLAYED: readonly Played[] = [
    ['ok', (word) => playerOf(limited).says(word).replies[0]],
    ['duplicate', (word) => second(playerOf(limited), word)],
    ['over limit', (word) => second(playerOf({ ...limited, limits: { perDay: 1 } }), word)],
    ['invalid code', (word) => playerOf(codes).says(`${word} ${GOOD}`).replies[0]],
    ['early', (word) => playerOf(limited, early).says(word).replies[0]],
    ['late', (word) => playerOf(limited).says(word, late).replies[0]],
    ['barred', (word) => known(playerOf(limited), { barred: 'staff' }).says(word).replies[0]],
    ['under age', (word) => born(playerOf(asked), '2010-01-01').says(word).replies[0]],
  ];
  const second = (talk: Talk, word: string) => {
    talk.says(word);
    return talk.says(word, minutesLater(1)).replies[0];
  };
  const known = (talk: Talk, state: Readonly<Record<string, unknown>>) => {
    talk.knows({ type: 'player', campaignId: 1 }, state);
    return talk;
  };
  const born = (talk: Talk, birthDate: string) => {
    talk.knows({ type: 'attributes', brandId: 1 }, { birthDate });
    return talk;
  };

  test.each([
    ['WIN', 'You were not charged for it.'],
    ['VINCI', 'Non ti è stato addebitato.'],
    ['برد', 'هزینه‌ای از شما کم نشد.'],
  ])('CON-06 eight answers to %s, all different, each saying that it cost nothing', (word, charged) => {
    const replies = PLAYED.map(([, play]) => play(word));
    expect(new Set(replies).size).toBe(PLAYED.length);
    for (const reply of replies) expect(reply).toContain(charged);
  });

  test.each([
    ['codeUsed', aCard({ redeemed: { byThem: false, at: NOW.toISOString() } })],
    ['codeExpired', aCard({ expiresAt: NOW.toISOString() })],
    ['codeInvalid', aCard({ lotState: 'revoked' })],
    ['codeInvalid', aCard({ campaignId: 77 })],
    ['entered', aCard({ expiresAt: minutesLater(1).toISOString() })],
  ])('CON-06 a code is %s', (outcome, card) => {
    const talk = playerOf(codes);
    codeOf(talk, card);
    expect(entryOf(talk.says(`VINCI ${GOOD}`).effects)).toMatchObject({
      outcome,
      counted: outcome === 'entered',
    });
  });

  test('CON-03 five wrong codes, and nothing is looked up for a while; a bare word is no guess', () => {
    const talk = playerOf(codes);
    expect(entryOf(talk.says('WIN').effects)?.outcome).toBe('codeMissing');
    const wrong = Array.from({ length: 6 }, (_, at) => talk.says(`WIN ${GOOD}`, minutesLater(at / 10)));
    expect(wrong.map(({ effects }) => entryOf(effects)?.outcome)).toEqual([
      ...Array.from({ length: 5 }, () => 'codeInvalid'),
      'cooling',
    ]);
    codeOf(talk, aCard());
    expect(entryOf(talk.says(`WIN ${GOOD}`, minutesLater(14)).effects)?.outcome).toBe('cooling');
    expect(entryOf(talk.says(`WIN ${GOOD}`, minutesLater(20)).effects)?.outcome).toBe('entered');
  });

  test('CON-06 whoever tries it out hears the same, and takes nothing from anybody', () => {
    const talk = known(
      playerOf({ mode: { type: 'firstN' }, prizes: [aPrize('gold', 1)], winsPerPerson: 9 }),
      { tryOut: true },
    );
    for (const at of [0, 1]) {
      const { effects, replies } = talk.says('WIN', minutesLater(at));
      expect(typesOf(effects)).toEqual(['player', 'entry', 'reply']);
      expect(entryOf(effects)).toMatchObject({ outcome: 'won', counted: false, data: { tryOut: true } });
      expect(replies[0]).toContain('You have won: the gold!');
    }
  });

  test('CON-06 the brand’s own words come before ours, where it has them in the language', () => {
    const texts = { duplicate: { it: 'Una volta basta! {charged}' } };
    const talk = playerOf({ ...limited, texts });
    expect(second(talk, 'VINCI')).toBe('Una volta basta! Non ti è stato addebitato.');
    expect(second(playerOf({ ...limited, texts }), 'WIN')).toContain('one entry each');
  });
});

describe('CON-04 when it was said is what counts', () => {
  test.each([
    ['2026-06-01T17:59:59Z', 'entered', true],
    ['2026-06-01T18:00:00Z', 'late', false],
  ])('CON-04 said at %s and handled an hour later: %s', (at, outcome, counted) => {
    const talk = playerOf({ mode: { type: 'draw' } });
    const { effects } = talk.says('VINCI', new Date(at), { lateMs: 3_600_000 });
    expect(entryOf(effects)).toMatchObject({ outcome, counted });
  });

  test('CON-04 outside the hours of the day it is closed, and says so', () => {
    const talk = playerOf({ mode: { type: 'draw' }, hours: [{ from: '20:00', to: '22:00' }] });
    const { effects, replies } = talk.says('VINCI');
    expect(entryOf(effects)).toMatchObject({ outcome: 'closed', counted: false });
    expect(replies[0]).toContain('il concorso è chiuso');
  });
});

describe('CON-09 tickets', () => {
  test.each([
    [3, 5],
    [5_000, 1_000],
    [-4, 2],
    ['two', 2],
  ])('CON-09 a lot that adds %s makes it %i', (bonus, tickets) => {
    const talk = playerOf({ mode: { type: 'draw' }, tickets: 2, codes: {} });
    codeOf(talk, aCard({ attributes: { tickets: bonus } }));
    expect(entryOf(talk.says(`WIN ${GOOD}`).effects)?.tickets).toBe(tickets);
  });
});

test('SUB-16 nothing anybody enters starts a subscription or asks for one', () => {
  const all = [
    playerOf({ mode: { type: 'draw' } }).says('WIN'),
    playerOf({ mode: { type: 'firstN' }, prizes: [aPrize('gold', 1)] }).says('VINCI'),
    playerOf({ mode: { type: 'draw' }, age: { least: 18 } }).says('برد'),
    playerOf({ mode: { type: 'draw' } }).says('WIN', new Date('2027-01-01T00:00:00Z')),
  ].flatMap(({ effects }) => typesOf(effects));
  expect(all.filter((type) => ['consent', 'ask', 'settle'].includes(type))).toEqual([]);
  expect(all).toContain('entry');
});
