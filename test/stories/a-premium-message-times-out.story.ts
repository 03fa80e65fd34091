import { GatewayNews } from '../../src/billing/gateways/gateway-news.service';
import { chargesOf, settleMoney, subscribes } from '../support/a-subscriber-of';
import { aDraft } from '../support/a-paid-service';
import { KANNEL_USER, startKannelCarrier } from '../support/carriers/kannel-carrier';
import { createWorld, type World } from '../support/world';

const ALICE = '989120000001';
const BOB = '989120000002';
const CAROL = '989120000003';

/** The carrier hangs in some of this, and answers at once in the rest. */
const LINK_TIMEOUT_MS = 1_000;

let world: World;
let carrier: Awaited<ReturnType<typeof startKannelCarrier>>;
let serviceId: number;

/** A service whose messages are what the person pays for, on a link of their own. */
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  world.clock.freeze('2026-05-01T08:00:00Z');
  carrier = await startKannelCarrier();
  const settings = { url: `${carrier.url}/cgi-bin/sendsms`, ...KANNEL_USER, timeoutMs: LINK_TIMEOUT_MS };
  await world.api.post('/connectors', { name: 'premium', protocol: 'kannel', settings }).expect(201);
  await world.database.sql.run({
    text: `insert into charge_gateways (name, type, operator_id, settings, created_at)
           select 'premium-sms', 'mt', id, '{"connector":"premium"}', $1 from operators where code = 'mci'`,
    values: [world.clock.now()],
  });
  serviceId = await aDraft(world);
  const through = { gateway: 'premium-sms', isApproved: true };
  await world.api.put(`/services/${serviceId}/operators/mci`, through).expect(200);
  await world.api.post(`/services/${serviceId}/submit`).expect(200);
  await world.api.post(`/services/${serviceId}/approve`).expect(200);
});
afterAll(async () => {
  await world.close();
  await carrier.close();
});
beforeEach(() => {
  carrier.mood = 'well';
});

interface Sent {
  readonly id: number;
  readonly state: string | null;
  readonly reason: string | null;
  readonly attempts: number | null;
  readonly resends: number | null;
}

/** The premium messages to somebody, and what is known of them. */
const premiumOf = (msisdn: string): Promise<Sent[]> =>
  world.database.sql.query<Sent & Record<string, unknown>>({
    text: `select o.id, d.state, d.reason, d.attempts, d.resends from outbound o join carried_charges k on k.outbound_id = o.id
           join subscribers p on p.id = o.subscriber_id left join deliveries d on d.outbound_id = o.id
           where p.msisdn = $1 order by o.id`,
    values: [msisdn],
  });

/** How often the carrier was asked to send something to somebody. */
const submitsTo = (msisdn: string): number =>
  carrier.calls.filter(({ query }) => query.get('to') === `+${msisdn}`).length;

/** The carrier tells what became of a message, at the address it was given with it. */
async function reports(msisdn: string, kind: 'delivered' | 'failed'): Promise<void> {
  const call = carrier.calls.find(({ query }) => query.get('to') === `+${msisdn}`);
  const url = new URL((call?.query.get('dlr-url') ?? '').replaceAll('%%', '%'));
  url.searchParams.set('type', kind === 'delivered' ? '1' : '2');
  for (const name of ['smscid', 'at', 'answer']) url.searchParams.delete(name);
  await world.http.get(`${url.pathname}${url.search}`).expect((answer) => {
    if (answer.status >= 300) throw new Error(answer.text);
  });
  await world.settle();
  await world.app.get(GatewayNews).tellAll();
  await settleMoney(world);
}

/** An hour goes by, in which whatever wanted to be tried again has been. */
async function anHourGoesBy(): Promise<void> {
  for (let minutes = 0; minutes < 60; minutes += 10) {
    world.clock.freeze(new Date(world.clock.now().getTime() + 600_000));
    await settleMoney(world);
  }
}

describe('BIL-02 a message that is paid for on delivery', () => {
  test('BIL-02 the carrier takes it and does not answer: it is not sent again, and the late report settles the charge', async () => {
    carrier.mood = 'hang';
    const id = await subscribes(world, serviceId, ALICE);
    await settleMoney(world);
    carrier.mood = 'well';
    await anHourGoesBy();
    expect(submitsTo(ALICE)).toBe(1);
    const unanswered = { state: 'sent', reason: 'NO_ANSWER', attempts: 1, resends: 0 };
    expect(await premiumOf(ALICE)).toMatchObject([unanswered]);
    expect(await chargesOf(world, id)).toMatchObject([{ state: 'unknown' }]);

    await reports(ALICE, 'delivered');
    expect(await premiumOf(ALICE)).toMatchObject([{ state: 'delivered', resends: 0 }]);
    expect(await chargesOf(world, id)).toMatchObject([{ state: 'charged', amount: '5000' }]);
    await reports(ALICE, 'delivered');
    expect(await chargesOf(world, id)).toMatchObject([{ state: 'charged', amount: '5000' }]);
    expect(submitsTo(ALICE)).toBe(1);
  });

  test('BIL-02 the process that had it on the wire is gone: it is not sent again, and a report that it failed costs nothing', async () => {
    carrier.mood = 'throttle';
    const id = await subscribes(world, serviceId, BOB);
    await settleMoney(world);
    expect(submitsTo(BOB)).toBe(1);
    carrier.mood = 'well';
    await world.database.sql.run({
      text: `update outbox o set state = 'sending', lease = gen_random_uuid(), leased_until = clock_timestamp() - interval '1 second'
             from carried_charges k, charges c where k.outbound_id = o.outbound_id and c.id = k.charge_id and c.subscription_id = $1`,
      values: [id],
    });
    await anHourGoesBy();
    expect(submitsTo(BOB)).toBe(1);
    expect(await premiumOf(BOB)).toMatchObject([{ state: 'sent', reason: 'NO_ANSWER', resends: 0 }]);

    await reports(BOB, 'failed');
    expect((await chargesOf(world, id))[0]).toMatchObject({ state: 'refused' });
  });

  test('WIRE-06 a free message of the same link is sent again: only what costs money is not', async () => {
    carrier.mood = 'hang';
    await subscribes(world, serviceId, CAROL);
    const [free] = await world.database.sql.query<{ id: number }>({
      text: `with said as (
               insert into outbound (subscriber_id, connector_id, shortcode_id, class, body, created_at, expires_at)
               select p.id, c.id, s.id, 'service', 'It costs nothing', $2, $2::timestamptz + interval '1 day'
               from subscribers p, connectors c, shortcodes s where p.msisdn = $1 and c.name = 'premium' and s.number = '2050'
               returning *)
             insert into outbox (outbound_id, connector_id, priority, subscriber_id, shortcode_id, due_at)
             select id, connector_id, 1, subscriber_id, shortcode_id, created_at from said returning outbound_id as id`,
      values: [CAROL, world.clock.now()],
    });
    await settleMoney(world);
    carrier.mood = 'well';
    await anHourGoesBy();
    const texts = carrier.calls.filter(({ query }) => query.get('text') === 'It costs nothing');
    expect(texts).toHaveLength(2);
    const [row] = await world.database.sql.query<{ state: string; resends: number }>({
      text: 'select state, resends from deliveries where outbound_id = $1',
      values: [free?.id],
    });
    expect(row).toEqual({ state: 'sent', resends: 1 });
  });
});
