import { aCarrier } from '../support/carrier';
import { IRAN, subscribing, type Offer, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const HOUR_MS = 3_600_000;
let people = 0;
let world: World;
let services: Subscribing;
let stars: Offer;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  services = await subscribing(world, IRAN);
  stars = await services.offers({ name: 'STARS', words: ['STARS', 'FAL'] });
});
afterAll(() => world.close());

const somebody = () => world.subscriber(`98912${5_000_000 + ++people}`);
const stateOf = async (msisdn: string) => (await services.subscriptionsOf(msisdn)).map(({ state }) => state);

test('SUB-03 OPT-08 the price and the terms come first; nothing begins before the yes, and what was shown is kept', async () => {
  const alice = somebody();
  await alice.texts('2050', 'STARS');
  await services.works();
  const [asked = ''] = await alice.received();
  for (const demanded of ['STARS', 'Setareh', '5,000 rials', 'a week', 'YES', 'STOP STARS', 'HELP'])
    expect(asked).toContain(demanded);
  expect([await stateOf(alice.msisdn), await services.chargesOf(alice.msisdn)]).toEqual([['pending'], []]);

  await alice.texts('2050', 'Yes!');
  expect(await stateOf(alice.msisdn)).toEqual(['activating']);
  await services.works();
  expect(await stateOf(alice.msisdn)).toEqual(['active']);
  expect(await services.chargesOf(alice.msisdn)).toEqual([
    { purpose: 'first', state: 'charged', amount: 5_000, refunded: 0 },
  ]);
  expect(await services.consentsOf(alice.msisdn)).toEqual([
    { event: 'asked', channel: 'text', shown: asked },
    { event: 'opt_in', channel: 'text', shown: asked },
  ]);
  const heard = await alice.received();
  expect(heard.some((text) => text.includes('Receipt: 5,000 rials'))).toBe(true);
});

test('SUB-03 in Persian the price is told in rials and Persian figures', async () => {
  const sara = somebody();
  await sara.texts('2050', 'خبر');
  await sara.texts('2050', 'نه');
  await sara.texts('2050', 'STARS');
  await world.api.put(`/subscribers/${sara.msisdn}`, { language: 'fa' }).expect(200);
  await sara.texts('2050', 'خیر');
  await sara.texts('2050', 'FAL');
  expect((await sara.received()).at(-1)).toMatch(/STARS.*۵٬۰۰۰ ریال.*بله.*خاموش/s);
  expect(await stateOf(sara.msisdn)).toEqual(['declined', 'pending']);
});

test('OPT-09 a no, another answer and another keyword are no yes, and what was asked is settled', async () => {
  for (const [answer, heard] of [
    ['NO', 'will not be charged'],
    ['what is this', 'will not be charged'],
    ['HELLO', 'رادیو شهر'],
  ] as const) {
    const alice = somebody();
    await alice.texts('2050', 'STARS');
    await alice.texts('2050', answer);
    await alice.texts('2050', 'YES');
    await services.works();
    expect([await stateOf(alice.msisdn), await services.chargesOf(alice.msisdn)]).toEqual([['declined'], []]);
    expect((await alice.received())[1]).toContain(heard);
    expect((await services.consentsOf(alice.msisdn)).map(({ event }) => event)).toEqual([
      'asked',
      'declined',
    ]);
  }
});

test('OPT-09 STATUS and HELP leave the question open', async () => {
  const alice = somebody();
  await alice.texts('2050', 'STARS');
  await alice.texts('2050', 'HELP');
  await alice.texts('2050', 'STATUS');
  await alice.texts('2050', 'YES');
  expect(await stateOf(alice.msisdn)).toEqual(['activating']);
});

test('OPT-09 somebody else’s yes confirms nothing', async () => {
  const [alice, bob] = [somebody(), somebody()];
  await alice.texts('2050', 'STARS');
  await bob.texts('2050', 'YES');
  expect([await stateOf(alice.msisdn), await stateOf(bob.msisdn)]).toEqual([['pending'], []]);
});

test('OPT-09 cs16 a yes after its time is told so, opens nothing, and the word asks anew', async () => {
  const alice = somebody();
  await alice.texts('2050', 'STARS');
  world.clock.advance(HOUR_MS);
  await services.renews();
  expect(await world.because(await alice.texts('2050', 'YES'))).toBe('said yes too late');
  expect((await alice.received()).at(-1)).toContain('JOIN STARS');
  expect(await stateOf(alice.msisdn)).toEqual(['expired']);
  await alice.texts('2050', 'STARS');
  await alice.texts('2050', 'YES');
  expect(await stateOf(alice.msisdn)).toEqual(['expired', 'activating']);
});

test('OPT-09 nobody waits for a timer: a word after its time opens a new question at once', async () => {
  const alice = somebody();
  await alice.texts('2050', 'STARS');
  world.clock.advance(HOUR_MS);
  await alice.texts('2050', 'STARS');
  expect(await stateOf(alice.msisdn)).toEqual(['expired', 'pending']);
});

test('OPT-09 the same word again sends the same question, as often as the service allows', async () => {
  const alice = somebody();
  for (let n = 0; n < 5; n++) await alice.texts('2050', 'STARS');
  expect(await stateOf(alice.msisdn)).toEqual(['pending']);
  const heard = await alice.received();
  expect([heard.length, new Set(heard).size]).toEqual([3, 1]);
  await alice.texts('2050', 'YES');
  expect(await stateOf(alice.msisdn)).toEqual(['activating']);
});

test('OPT-04 a word said before a STOP opens nothing, and a STOP takes the question back', async () => {
  const alice = somebody();
  const carrier = await aCarrier(world, 'mci-link');
  const at = (minutes: number) => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString();
  const says = (id: string, text: string, minutes: number) =>
    carrier.hands({ id, from: alice.msisdn, to: '2050', text, sentAt: at(minutes), operator: 'mci' });
  await says('s1', 'STOP', -1);
  await world.settle();
  await says('s2', 'STARS', -2);
  await world.settle();
  expect(await stateOf(alice.msisdn)).toEqual([]);
  await says('s3', 'STARS', 0);
  await world.settle();
  await says('s4', 'STOP', 0.5);
  await says('s5', 'YES', 0.6);
  await world.settle();
  expect(await stateOf(alice.msisdn)).toEqual(['declined']);
});

test('SUB-08 STOP and the word again within one batch: the old one ends, the new one is asked for', async () => {
  const alice = somebody();
  await alice.texts('2050', 'STARS');
  await alice.texts('2050', 'YES');
  await services.works();
  const carrier = await aCarrier(world, 'mci-batch');
  const words = ['STOP', 'STARS', 'YES', 'STOP STARS', 'STARS'];
  await carrier.handsAll(
    words.map((text, n) => ({
      ...{ id: `${alice.msisdn}-${n}`, from: alice.msisdn, to: '2050', text, operator: 'mci' },
      sentAt: new Date(world.clock.now().getTime() + n).toISOString(),
    })),
  );
  await world.settle();
  expect(await stateOf(alice.msisdn)).toEqual(['unsubscribed', 'unsubscribed', 'pending']);
});

test('SUB-12 whoever cannot be charged hears why and is never active', async () => {
  const alice = somebody();
  services.operator.takes(() => ({ refuses: 'barred' }));
  await alice.texts('2050', 'STARS');
  await alice.texts('2050', 'YES');
  await services.works();
  services.operator.takes(() => 'takes it');
  expect(await stateOf(alice.msisdn)).toEqual(['failed']);
  expect((await alice.received()).at(-1)).toContain('nothing was charged');
  expect((await services.storyOf(alice.msisdn)).some(({ to }) => to === 'active')).toBe(false);
});

test('SUB-12 another operator’s subscriber and one nobody knows hear that it is not for them', async () => {
  const carrier = await aCarrier(world, 'irancell-link');
  for (const operator of [{ operator: 'irancell' }, {}]) {
    const alice = somebody();
    await carrier.hands({ id: alice.msisdn, from: alice.msisdn, to: '2050', text: 'STARS', ...operator });
    await world.settle();
    expect(await alice.received()).toEqual([expect.stringContaining('not available on your network')]);
    expect(await stateOf(alice.msisdn)).toEqual([]);
  }
});

test('SUB-01 a suspended service is not joined, not even by a yes to a question asked before', async () => {
  const [alice, bob] = [somebody(), somebody()];
  await alice.texts('2050', 'STARS');
  await world.api.post(`/services/${stars.serviceId}/suspend`).expect(200);
  await alice.texts('2050', 'YES');
  await bob.texts('2050', 'STARS');
  await world.api.post(`/services/${stars.serviceId}/resume`).expect(200);
  expect([await stateOf(alice.msisdn), await stateOf(bob.msisdn)]).toEqual([['declined'], []]);
  expect((await bob.received())[0]).toContain('cannot be joined at the moment');
});

test('SUB-01 a campaign that leads to a draft, or to nothing, is not published', async () => {
  const made = await world.api.post('/campaigns', {
    ...{ brand: 'radio-shahr', shortcode: '2050', timezone: 'Asia/Tehran', language: 'fa', name: 'x' },
    ...{ kind: 'subscribe', keywords: ['NOSERVICE'], opensAt: '2026-01-01T00:00:00Z' },
    settings: { service: 999_999 },
  });
  const { id } = made.body as { readonly id: number };
  const refused = await world.api.post(`/campaigns/${id}/publish`);
  expect(refused.text).toContain('There is no service 999999.');
});
