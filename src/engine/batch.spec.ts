import { aCampaign, aConfiguration, aShortcode, LUCK, minutesLater, NOW } from '../../test/support/builders';
import type { CampaignKind } from '../campaigns/campaign-kind';
import { claimKey, KnownClaims, type Claim } from '../campaigns/claim';
import { decided } from '../campaigns/effect';
import { kindsByName, PRODUCTION_KINDS, type AnyKind } from '../campaigns/kinds';
import type { TakenText } from '../messages/lane.store';
import { NOBODY_LISTENS } from '../platform/events';
import { decideAll, type Batch } from './batch';
import { BatchPerson } from './batch-person';
import { ClaimBook } from './claim-book';
import { decide } from './decide';
import { claimsFrom, type Facts } from './snapshot';

const PRIZES = 2;
const stock: Claim = { type: 'counter', campaignId: 7, name: 'prize' };
const own: Claim = { type: 'player', campaignId: 7 };

/** Wins while stock lasts; asks for the stock only once it knows that the person has not won before. */
const luckyDip: CampaignKind = {
  name: 'lucky-dip',
  readSettings: (raw) => ({ settings: raw }),
  lint: () => [],
  claims: ({ claims }) =>
    claims.has(own) && claims.get(own as { type: 'player'; campaignId: 7 }) === null ? [own, stock] : [own],
  decide: ({ claims }) => {
    const before = claims.get({ type: 'player', campaignId: 7 });
    if (before) return decided('keyword', 'has played before');
    const taken = claims.get({ type: 'counter', campaignId: 7, name: 'prize' });
    const played = { type: 'player', campaignId: 7, state: { played: true } } as const;
    if (taken >= PRIZES) return decided('keyword', 'nothing is left', played);
    return decided('keyword', 'won', played, { type: 'count', campaignId: 7, name: 'prize', amount: 1 });
  },
};

const configuration = aConfiguration({
  shortcodes: [aShortcode()],
  plays: [
    { words: ['DIP'], campaign: aCampaign({ id: 7, kind: 'lucky-dip', settings: {} }) },
    { words: ['HELLO'], campaign: aCampaign() },
  ],
});

function batchOf(kind: AnyKind, people: number): Batch {
  const names = Array.from({ length: people }, (_, at) => `person ${at + 1}`);
  return {
    people: new Map(names.map((name, at) => [name, new BatchPerson(at + 1, name, 1)])),
    handling: {
      configuration,
      kinds: kindsByName([...PRODUCTION_KINDS, kind]),
      now: NOW,
      luckOf: () => LUCK,
      codeHashOf: (_, code) => code,
      listeners: NOBODY_LISTENS,
    },
    book: new ClaimBook(),
    heard: new Map(),
    handled: [],
    caused: [],
  };
}

const textOf = (id: number, person: number, body: string): TakenText => ({
  ...{
    id,
    place: `(0,${id})`,
    lane: 1,
    connectorId: 1,
    code: '2050',
    operator: null,
    linkId: null,
    flags: null,
  },
  ...{ senderHash: `person ${person}`, sender: `44790000000${person}`, body, saidAt: minutesLater(0) },
});

/** As the pipeline does, but that everything wanted is found not to be there yet. @returns the rounds it took. */
function decideToTheEnd(texts: readonly TakenText[], batch: Batch): number {
  let undecided = decideAll(texts, batch);
  let rounds = 1;
  for (; undecided.texts.length > 0; rounds++) {
    for (const { claim, subscriberId } of undecided.wanted)
      if (!batch.book.has(claim, subscriberId))
        batch.book.enter(claim, subscriberId, (claim.type === 'counter' ? 0 : null) as never);
    undecided = decideAll(undecided.texts, batch);
  }
  return rounds;
}

const becauseOf = ({ handled }: Batch, id: number) => handled.find((row) => row.id === id)?.because;

test('CON-05 texts of one batch share the stock: the last prize goes to one of them', () => {
  const batch = batchOf(luckyDip as AnyKind, 5);
  decideToTheEnd(
    [1, 2, 3, 4, 5].map((n) => textOf(n, n, 'DIP')),
    batch,
  );
  expect([1, 2, 3, 4, 5].map((n) => becauseOf(batch, n))).toEqual([
    ...['won', 'won'],
    ...['nothing is left', 'nothing is left', 'nothing is left'],
  ]);
});

test('a person’s later texts wait behind the one that is not decided yet, and nobody else does', () => {
  const batch = batchOf(luckyDip as AnyKind, 2);
  const first = decideAll([textOf(1, 1, 'DIP'), textOf(2, 1, 'HELLO'), textOf(3, 2, 'HELLO')], batch);
  expect(first.texts.map(({ id }) => id)).toEqual([1, 2]);
  expect(batch.handled.map(({ id }) => id)).toEqual([3]);
  decideToTheEnd(first.texts, batch);
  expect(batch.handled.map(({ id }) => id)).toEqual([3, 1, 2]);
});

test('the second text of a person in a batch sees what the first has done', () => {
  const batch = batchOf(luckyDip as AnyKind, 1);
  decideToTheEnd([textOf(1, 1, 'DIP'), textOf(2, 1, 'DIP')], batch);
  expect([1, 2].map((id) => becauseOf(batch, id))).toEqual(['won', 'has played before']);
});

test('claims that depend on claims are read round by round, however many texts ask for them', () => {
  const batch = batchOf(luckyDip as AnyKind, 200);
  const texts = Array.from({ length: 200 }, (_, at) => textOf(at + 1, at + 1, 'DIP'));
  expect(decideToTheEnd(texts, batch)).toBe(3);
});

test('texts that reach no such kind are decided at once and ask for nothing', () => {
  const batch = batchOf(luckyDip as AnyKind, 1);
  expect(decideAll([textOf(1, 1, 'HELLO'), textOf(2, 1, 'unheard of')], batch)).toEqual({
    texts: [],
    wanted: [],
  });
});

test('KW-15 what a decision claimed stands among its facts, and makes the same decision again', () => {
  const batch = batchOf(luckyDip as AnyKind, 3);
  decideToTheEnd(
    [1, 2, 3].map((n) => textOf(n, n, 'DIP')),
    batch,
  );
  for (const { because, facts } of batch.handled) {
    const kept = JSON.parse(JSON.stringify(facts)) as Facts;
    expect(kept.claims?.map(([key]) => key)).toContain(claimKey(own));
    const snapshot = {
      ...{
        configuration,
        kinds: batch.handling.kinds,
        shortcode: aShortcode(),
        sender: 'handset' as const,
        operatorId: null,
      },
      profile: configuration.profileOf(aShortcode(), NOW),
      person: new BatchPerson(1, 'anybody', 1).seenFrom(1),
      ...{ claims: claimsFrom(kept), luck: () => LUCK, codeHash: (_: number, code: string) => code },
    } as const;
    expect(decide(snapshot, 'DIP', { saidAt: NOW, now: NOW }).because).toBe(because);
  }
});

test('a kind that looks at what it never claimed has a bug, and is told so', () => {
  expect(() => new KnownClaims().get(stock)).toThrow('nobody claimed counter:7:prize');
});
