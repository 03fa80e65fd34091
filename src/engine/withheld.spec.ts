import { aCampaign, aConfiguration, aSnapshot, minutesLater } from '../../test/support/builders';
import { Talk } from '../../test/support/talk';
import type { PlayerState } from '../campaigns/claim';
import type { Flow } from '../campaigns/flow/flow';
import { ClaimBook } from './claim-book';
import { decide } from './decide';
import { claimsFrom, factsOf, personFrom, type Facts } from './snapshot';
import { restored, shownEffect } from './withheld';

const flow: Flow = {
  ...{ flow: 1, languages: ['en'], first: 'email', ttlMinutes: 30, maxTries: 2 },
  steps: {
    email: {
      type: 'ask',
      texts: { en: 'Your e-mail?' },
      accept: { type: 'email' },
      ...{ save: 'email', purpose: 'newsletter', next: 'age' },
    },
    age: {
      type: 'ask',
      texts: { en: 'Your age?' },
      accept: { type: 'number', isWhole: true },
      ...{ save: 'age', purpose: 'age limit', next: 'colour' },
    },
    colour: { type: 'ask', texts: { en: 'Colour?' }, accept: { type: 'text' }, save: 'colour', next: 'may' },
    may: {
      type: 'branch',
      cases: [{ when: { type: 'gt', name: 'age', value: 17 }, next: 'end' }],
      otherwise: 'young',
    },
    end: { type: 'end', outcome: 'done', texts: { en: 'We shall write to {email}.' } },
    young: { type: 'end', outcome: 'young', texts: { en: 'In some years.' } },
  },
  tooManyTries: { texts: { en: 'Enough.' } },
};
const ADDRESS = 'sara@example.com';
const at = { saidAt: minutesLater(3), now: minutesLater(3) };
const configuration = aConfiguration({
  plays: [{ words: ['HELLO'], campaign: aCampaign({ kind: 'conversation', settings: { flow } }) }],
});
const brandOf = (id: number) => configuration.campaigns.get(id)?.brandId;
const profile = [
  { brandId: 1, name: 'email', value: ADDRESS },
  { brandId: 1, name: 'age', value: '44' },
  { brandId: 2, name: 'email', value: 'elsewhere@example.com' },
];

/** Somebody who has told their address and their age, and is asked for one thing more. */
function someoneAsked() {
  const talk = new Talk({ configuration });
  talk.says('HELLO');
  talk.says(ADDRESS, minutesLater(1));
  const { effects } = talk.says('44', minutesLater(2));
  const player = effects.flatMap((effect) => (effect.type === 'player' ? [effect.state] : [])).at(-1);
  return { talk, effects, player: player as PlayerState };
}

/** What is decided of their last text, and what is kept beside it. */
function decidedLast() {
  const { talk, player } = someoneAsked();
  const book = new ClaimBook();
  book.enter({ type: 'player', campaignId: 1 }, 1, player);
  book.enter({ type: 'attributes', brandId: 1 }, 1, { email: ADDRESS });
  const claims = book.openFor(1);
  const snapshot = aSnapshot({ configuration, person: talk.person.seenFrom(1), claims });
  const decision = decide(snapshot, 'green', at);
  claims.get({ type: 'attributes', brandId: 1 });
  return { decision, facts: JSON.parse(JSON.stringify(factsOf(snapshot))) as Facts };
}

const decideAgain = (facts: Facts | null) =>
  decide(aSnapshot({ configuration, person: personFrom(facts), claims: claimsFrom(facts) }), 'green', at);

const repliesOf = ({ effects }: ReturnType<typeof decide>) =>
  effects.flatMap((effect) => (effect.type === 'reply' ? [effect.text] : []));

test('DAT-01 what the person told a brand is not written down beside what is decided later', () => {
  const { decision, facts } = decidedLast();
  expect(repliesOf(decision)).toEqual([`We shall write to ${ADDRESS}.`]);
  expect(JSON.stringify(facts)).not.toMatch(/sara|44/);
  expect(facts.conversations?.[0]?.state).toMatchObject({ hidden: { email: '‹text›', age: '‹number›' } });
  expect(facts.claims).toContainEqual(['attributes:1', { email: '‹text›' }]);
});

test('KW-15 with what the profile still has, the same decision comes out', () => {
  const { decision, facts } = decidedLast();
  const again = restored(facts, profile, brandOf);
  expect(again.withheld).toEqual([]);
  expect(decideAgain(again.facts)).toEqual(decision);
});

test('KW-15 what stands nowhere any more is named, and the decision is made without it', () => {
  const { facts } = decidedLast();
  const again = restored(facts, profile.slice(1), brandOf);
  expect(again.withheld).toEqual(['email']);
  expect(repliesOf(decideAgain(again.facts))).toEqual(['We shall write to ‹text›.']);
  expect(restored(null, profile, brandOf)).toEqual({ facts: null, withheld: [] });
});

test('KW-15 what an older decision has in plain words is left as it was', () => {
  const claims: Facts['claims'] = [['attributes:1', { email: 'then@example.com', town: '‹text›' }]];
  expect(restored({ claims }, profile, brandOf)).toEqual({
    facts: { claims },
    withheld: ['town'],
  });
});

test('DAT-01 neither does an explanation show it', () => {
  const { effects } = someoneAsked();
  const kept = effects.filter(({ type }) => type === 'remember' || type === 'player');
  expect(kept.map((effect) => JSON.stringify(effect).includes('sara'))).toEqual([true, true]);
  expect(JSON.stringify(kept.map(shownEffect))).not.toMatch(/sara|44/);
});
