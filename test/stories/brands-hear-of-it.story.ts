import { WebhookSweep } from '../../src/outreach/webhook-sweep.service';
import { EVENT_TYPES, type EventType } from '../../src/platform/events';
import { ALLOWED } from '../support/brand-events';
import { startBrandServer, type BrandServer, type ToldRequest } from '../support/brand-server';
import { until } from '../support/waiting';
import { tellingKind } from '../support/telling-kind';
import { createWorld, type World } from '../support/world';

type Brand = 'radio-shahr' | 'kafe-naderi' | 'caffe-aurora' | 'souq-alnakheel';

let world: World;
const servers = new Map<Brand, BrandServer>();

beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z', env: ALLOWED, kinds: [tellingKind] });
});
afterAll(async () => {
  await world.close();
  for (const server of servers.values()) await server.close();
});

let people = 0;
const somebody = (prefix = '98912') => world.subscriber(`${prefix}${6_200_000 + ++people}`);

async function listening(brand: Brand, types: readonly EventType[] = EVENT_TYPES): Promise<void> {
  const server = await startBrandServer();
  servers.set(brand, server);
  const made = await world.api.post('/webhooks', { brand, url: server.url, types });
  if (made.status !== 201) throw new Error(made.text);
}

/** Everything a brand was told of this person, each event once, in the order it was first heard. */
async function heard(brand: Brand, msisdn: string, events: number): Promise<readonly ToldRequest['event'][]> {
  const told = (): readonly ToldRequest['event'][] => {
    const mine = (servers.get(brand)?.told() ?? []).filter(({ event }) => event.data['msisdn'] === msisdn);
    return [...new Map(mine.map(({ event }) => [event.id, event])).values()];
  };
  await until(`${brand} heard ${events} events`, async () => {
    await world.app.get(WebhookSweep).sweep();
    return told().length >= events;
  });
  return told();
}

const typesOf = (events: readonly ToldRequest['event'][]): string[] => events.map(({ type }) => type);
const allOf = (events: readonly ToldRequest['event'][], type: EventType) =>
  events.filter((event) => event.type === type).map(({ data }) => data);

async function published(brand: Brand, shortcode: string, word: string): Promise<void> {
  const when = { opensAt: '2026-01-01T00:00:00Z', timezone: 'Europe/Rome', language: 'it' };
  const { body } = await world.api.post('/campaigns', {
    ...{ brand, shortcode, name: word, kind: 'tells', keywords: [word], settings: {}, ...when },
  });
  const { status, text } = await world.api.post(`/campaigns/${(body as { id: number }).id}/publish`);
  if (status !== 200) throw new Error(text);
}

test('API-02 while nobody listens nothing is kept', async () => {
  await somebody().texts('2050', 'سلام');
  await somebody('39333').texts('48400', 'CIAO');
  expect(await world.database.sql.query({ text: 'select 1 from brand_events' })).toEqual([]);
});

test('API-02 mo, reply and dlr: a brand hears what was said to it, what was answered, and that it arrived', async () => {
  await listening('radio-shahr');
  const zahra = somebody();
  const textId = await zahra.texts('2050', 'سلام بچه‌ها');
  const events = await heard('radio-shahr', zahra.msisdn, 3);
  expect(typesOf(events)).toEqual(['mo', 'reply', 'dlr']);
  const [said, answered, arrived] = events.map(({ data }) => data);
  expect(said).toMatchObject({
    text: 'سلام بچه‌ها',
    code: '2050',
    textId,
    campaign: { name: 'سلام رادیو شهر' },
  });
  expect(answered).toMatchObject({ text: (await zahra.received())[0], textId });
  expect(arrived).toMatchObject({
    messageId: answered?.['messageId'],
    state: 'delivered',
    textId,
    code: '2050',
  });
  expect(new Set(events.map(({ data }) => data['person'])).size).toBe(1);
});

test('API-02 on a shared code each brand hears its own, and knows the same person by another name', async () => {
  await listening('kafe-naderi', ['mo', 'optout']);
  const reza = somebody();
  await reza.texts('2050', 'سلام');
  await reza.texts('2050', 'کافه');
  const radio = await heard('radio-shahr', reza.msisdn, 3);
  const cafe = await heard('kafe-naderi', reza.msisdn, 1);
  expect(allOf(radio, 'mo').map(({ text }) => text)).toEqual(['سلام']);
  expect(cafe.map(({ type, data }) => [type, data['text']])).toEqual([['mo', 'کافه']]);
  expect(cafe[0]?.data['person']).not.toBe(radio[0]?.data['person']);
});

test('API-02 mo: words without a keyword are heard by the brand they were passed to', async () => {
  const mina = somebody();
  await mina.texts('2050', 'کافه');
  await mina.texts('2050', 'یک میز برای چهار نفر لطفا');
  const events = await heard('kafe-naderi', mina.msisdn, 2);
  expect(allOf(events, 'mo').map(({ text }) => text)).toEqual(['کافه', 'یک میز برای چهار نفر لطفا']);
});

test('API-02 unmatched: the owner of a code hears what nobody understood; on a shared code nobody does', async () => {
  await listening('caffe-aurora');
  const luca = somebody('39333');
  await luca.texts('48400', 'qwzx kjhg');
  const events = await heard('caffe-aurora', luca.msisdn, 2);
  expect(allOf(events, 'unmatched')).toEqual([expect.objectContaining({ text: 'qwzx kjhg', code: '48400' })]);
  const stranger = somebody();
  await stranger.texts('2050', 'qwzx kjhg');
  const rows = await world.database.sql.query({
    text: `select 1 from brand_events where payload ->> 'msisdn' = $1`,
    values: [stranger.msisdn],
  });
  expect(rows).toEqual([]);
});

test('API-02 optout: a list’s end and a code’s end are told to whom they concern, and to nobody else', async () => {
  const sara = somebody();
  await sara.texts('2050', 'خبر');
  await sara.texts('2050', 'بله');
  await sara.texts('2050', 'لغو خبر');
  const radio = await heard('radio-shahr', sara.msisdn, 4);
  expect(allOf(radio, 'optout')).toEqual([
    expect.objectContaining({
      scope: 'list',
      list: expect.objectContaining({ name: 'NEWS' }),
      channel: 'text',
    }),
  ]);
  const paolo = somebody('39333');
  await paolo.texts('48400', 'STOP');
  const aurora = await heard('caffe-aurora', paolo.msisdn, 2);
  expect(allOf(aurora, 'optout')).toEqual([
    expect.objectContaining({ scope: 'code', list: null, code: '48400' }),
  ]);
  const cafe = servers.get('kafe-naderi')?.told() ?? [];
  expect(cafe.filter(({ event }) => event.type === 'optout')).toEqual([]);
});

test('API-02 optout: what an agent ends for a person is told as well', async () => {
  const elena = somebody('39333');
  const wish = { scope: { code: '48400' }, channel: 'care', reason: 'asked by telephone' };
  const { status, text } = await world.api.post(`/subscribers/${elena.msisdn}/opt-out`, wish);
  expect([status, text]).toEqual([200, expect.anything()]);
  const events = await heard('caffe-aurora', elena.msisdn, 1);
  expect(events.map(({ type, data }) => [type, data['channel']])).toEqual([['optout', 'care']]);
});

test('API-02 entry, vote, coupon, win, answer: what was played is told in the order in which it happened', async () => {
  await published('caffe-aurora', '48400', 'GIOCO');
  const anna = somebody('39333');
  await anna.texts('48400', 'GIOCO vote entry');
  await anna.texts('48400', 'GIOCO win coupon answer');
  const events = await heard('caffe-aurora', anna.msisdn, 11);
  const played = events.filter(({ type }) => type !== 'dlr');
  expect(typesOf(played)).toEqual(['mo', 'reply', 'vote', 'entry', 'mo', 'reply', 'win', 'coupon', 'answer']);
  expect(allOf(events, 'entry')).toEqual([
    expect.objectContaining({ n: 2, campaign: expect.objectContaining({ name: 'GIOCO' }) }),
  ]);
});

test('API-02 dlr: a reply that could not leave for six hours is told as expired, once', async () => {
  await listening('souq-alnakheel', ['dlr']);
  await world.putsOff();
  const omar = somebody('96650');
  await omar.texts('70070', 'مرحبا');
  world.clock.advance(7 * 3_600_000);
  await world.takesAgain();
  await world.settle();
  const events = await heard('souq-alnakheel', omar.msisdn, 1);
  expect(events.map(({ type, data }) => [type, data['state'], data['reason'], data['code']])).toEqual([
    ['dlr', 'expired', 'EXPIRED_LOCAL', '70070'],
  ]);
  expect(await omar.received()).toEqual([]);
});
