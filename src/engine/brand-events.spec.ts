import {
  aBrand,
  aCampaign,
  aConfiguration,
  aDedicatedCode,
  aList,
  aShortcode,
  NOW,
} from '../../test/support/builders';
import type { Effect } from '../campaigns/effect';
import type { EventType, Listeners } from '../platform/events';
import { NOBODY_LISTENS } from '../platform/events';
import { BatchPerson } from './batch-person';
import { eventsOf, type Telling } from './brand-events';
import type { Cause } from './cause';

const configuration = aConfiguration({
  brands: [aBrand(), aBrand({ id: 2, code: 'beta' })],
  shortcodes: [aShortcode(), aDedicatedCode({ id: 2, number: '48400', brandId: 2 })],
  lists: [aList()],
  plays: [{ words: ['HELLO'], campaign: aCampaign() }],
});

const hearing = (...heard: readonly (readonly [brandId: number, type: EventType])[]): Listeners => ({
  isEmpty: false,
  listens: (brandId, type) => heard.some(([id, name]) => id === brandId && name === type),
});

const telling = (listeners: Listeners): Telling => ({
  configuration,
  listeners,
  luckOf: (what) => `[${what}]`,
});

const aPerson = (): BatchPerson => {
  const person = new BatchPerson(7, 'hash-of-alice', 1);
  person.msisdn = '447700900001';
  return person;
};

const aCause = (own: Partial<Cause> = {}): Cause => ({
  ...{
    textId: 9,
    person: aPerson(),
    shortcodeId: 1,
    connectorId: 1,
    linkId: null,
    campaignId: 1,
    rule: 'keyword',
  },
  ...{ channel: 'text', words: 'hello', profile: 'uk', profileVersion: 1, stopBlocks: [], evidence: {} },
  ...{ saidAt: NOW, now: NOW },
  ...own,
});

const told = (listeners: Listeners, effects: readonly Effect[] = [], own?: Partial<Cause>) =>
  eventsOf([{ cause: aCause(own), effects }], [41, 42], telling(listeners)).map(
    ({ type, brandId, payload }) => ({
      type,
      brandId,
      payload,
    }),
  );

const replies: readonly Effect[] = [
  { type: 'reply', text: 'one', brandId: 1 },
  { type: 'reply', text: 'two', brandId: 1 },
];

test('API-02 where nobody listens nothing is even looked at', () => {
  const unreadable = new Proxy([], {
    get: () => {
      throw new Error('somebody looked');
    },
  });
  expect(eventsOf(unreadable, [], telling(NOBODY_LISTENS))).toEqual([]);
});

test('API-02 each reply bears the id of its own message, also where only replies are listened to', () => {
  const events = told(hearing([1, 'reply']), replies);
  expect(events.map(({ payload }) => [payload['messageId'], payload['text']])).toEqual([
    ['41', 'one'],
    ['42', 'two'],
  ]);
});

test('API-02 a text is its campaign’s brand’s, else the owner’s of the code, else whose it was passed to', () => {
  const all = hearing([1, 'mo'], [2, 'mo']);
  expect(told(all).map(({ brandId }) => brandId)).toEqual([1]);
  expect(told(all, [], { campaignId: null, shortcodeId: 2 }).map(({ brandId }) => brandId)).toEqual([2]);
  expect(told(all, [], { campaignId: null }).map(({ brandId }) => brandId)).toEqual([]);
  const passed: readonly Effect[] = [{ type: 'reply', text: 'passed on', brandId: 2 }];
  expect(told(all, passed, { campaignId: null }).map(({ brandId }) => brandId)).toEqual([2]);
});

test('API-02 what a timer caused is no text, and what it said is told all the same', () => {
  const events = told(hearing([1, 'mo'], [1, 'reply']), replies.slice(0, 1), { textId: null, words: null });
  expect(events.map(({ type }) => type)).toEqual(['reply']);
});

test('API-02 a STOP on a shared code concerns the brand that spoke last, on a dedicated one its owner', () => {
  const both = hearing([1, 'optout'], [2, 'optout']);
  const ended = (shortcodeId: number): Effect => ({
    ...{
      type: 'consent',
      scope: { type: 'code', shortcodeId },
      event: 'opt_out',
      purpose: 'x',
      language: 'en',
    },
  });
  const cause = aCause();
  cause.person.memories.set(1, { lastBrandId: 1 });
  expect(told(both, [ended(1)], { person: cause.person }).map(({ brandId }) => brandId)).toEqual([1]);
  expect(told(both, [ended(1)])).toEqual([]);
  expect(told(both, [ended(2)], { shortcodeId: 2 })).toEqual([
    expect.objectContaining({
      brandId: 2,
      payload: expect.objectContaining({ scope: 'code', code: '48400' }),
    }),
  ]);
});

test('SEC-03 two brands know one person by two names', () => {
  const [a] = told(hearing([1, 'mo']));
  const [b] = told(hearing([2, 'mo']), [], { campaignId: null, shortcodeId: 2 });
  expect(a?.payload['person']).not.toBe(b?.payload['person']);
});
