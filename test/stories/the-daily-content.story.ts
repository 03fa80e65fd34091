import { ConfigurationService } from '../../src/catalogue/configuration.service';
import { Clock } from '../../src/platform/clock.service';
import { Database } from '../../src/platform/database.service';
import { Doorbell } from '../../src/platform/doorbell';
import { Metrics } from '../../src/platform/metrics.service';
import { ContentDelivery } from '../../src/subscriptions/content/content-delivery.service';
import { ContentWatch } from '../../src/subscriptions/content/content-watch.service';
import { anApprovedService, aSubscriptionOf } from '../support/a-paid-service';
import { createWorld, type World } from '../support/world';

let world: World;
let people = 0;
const aNumber = (): string => `98912${4_000_000 + ++people}`;

// 8 in the morning in Tehran is 04:30 in Greenwich.
beforeEach(async () => {
  world = await createWorld({ now: '2026-05-01T03:00:00Z' });
});
afterEach(() => world.close());

const send = async (): Promise<void> => {
  await world.app.get(ContentDelivery).deliver();
  await world.settle();
};
const at = async (instant: string): Promise<void> => {
  world.clock.set(instant);
  await send();
};
const content = (id: number, ...items: readonly object[]) =>
  world.api.post(`/services/${id}/content`, items).expect(200);
/** What a handset has received of content: its first line. */
const heard = async (msisdn: string): Promise<string[]> =>
  (await world.subscriber(msisdn).received())
    .filter((text) => text.includes('\n'))
    .map((text) => text.split('\n')[0] ?? '');

test('SUB-07 at eight by the clock of the service everybody hears once, in their own language', async () => {
  const id = await anApprovedService(world);
  const [sara, john] = [aNumber(), aNumber()];
  await aSubscriptionOf(world, id, sara);
  await aSubscriptionOf(world, id, john, { language: 'en' });
  await content(
    id,
    { day: '2026-05-01', body: 'روز خوبی است.' },
    { day: '2026-05-01', language: 'en', body: 'A good day.' },
    { day: '2026-05-02', body: 'فردا' },
  );
  await at('2026-05-01T04:29:00Z');
  expect([await heard(sara), await heard(john)]).toEqual([[], []]);
  await at('2026-05-01T04:30:00Z');
  await send();
  await at('2026-05-01T12:00:00Z');
  expect([await heard(sara), await heard(john)]).toEqual([['روز خوبی است.'], ['A good day.']]);
  expect((await world.subscriber(sara).received()).at(-1)).toMatch(/۵٬۰۰۰ ریال.*خاموش FAL/);
  await at('2026-05-02T04:30:00Z');
  expect([await heard(sara), await heard(john)]).toEqual([['روز خوبی است.', 'فردا'], ['A good day.']]);
});

test('SUB-07 the engine was down for three hours: late once, or not at all, as the service says', async () => {
  const late = await anApprovedService(world, { name: 'LATE' });
  const skip = await anApprovedService(world, { name: 'SKIP', settings: { catchUp: 'skip' } });
  const [ali, reza] = [aNumber(), aNumber()];
  await aSubscriptionOf(world, late, ali);
  await aSubscriptionOf(world, skip, reza);
  for (const id of [late, skip]) await content(id, { day: '2026-05-01', body: 'امروز' });
  await at('2026-05-01T07:30:00Z');
  await send();
  expect([await heard(ali), await heard(reza)]).toEqual([['امروز'], []]);
});

test('SUB-02 nobody hears who has not paid, is suspended or has left', async () => {
  const id = await anApprovedService(world);
  await content(id, { day: '2026-05-01', body: 'امروز' });
  const outside = ['pending', 'activating', 'grace', 'suspended', 'unsubscribed'];
  const numbers = new Map([...outside, 'trial', 'active'].map((state) => [state, aNumber()]));
  for (const [state, msisdn] of numbers) await aSubscriptionOf(world, id, msisdn, { state });
  await at('2026-05-01T04:30:00Z');
  const hearing: string[] = [];
  for (const [state, msisdn] of numbers) if ((await heard(msisdn)).length > 0) hearing.push(state);
  expect(hearing).toEqual(['trial', 'active']);
});

test('SUB-07 who pays during the day hears that day’s item then, and never a second one', async () => {
  const id = await anApprovedService(world);
  await content(
    id,
    { day: '2026-05-01', body: 'امروز' },
    { day: '2026-05-01', language: 'en', body: 'Today' },
  );
  const sara = aNumber();
  const subscription = await aSubscriptionOf(world, id, sara, { state: 'grace' });
  await at('2026-05-01T04:30:00Z');
  expect(await heard(sara)).toEqual([]);
  const change = (set: string) =>
    world.database.sql.run({ text: `update subscriptions set ${set} where id = $1`, values: [subscription] });
  await change(`state = 'active'`);
  await at('2026-05-01T09:00:00Z');
  await change(`language = 'en'`);
  await at('2026-05-01T10:00:00Z');
  expect(await heard(sara)).toEqual(['امروز']);
});

/** A worker of its own, as another process has one. */
const anotherWorker = (): ContentDelivery => {
  const of = world.app.get.bind(world.app);
  return new ContentDelivery(of(Database), of(ConfigurationService), of(Doorbell), of(Clock), new Metrics());
};

test('SUB-07 five workers race over pages of people, and everybody is sent it once', async () => {
  const id = await anApprovedService(world);
  await content(id, { day: '2026-05-01', body: 'امروز' });
  const msisdn = aNumber();
  const first = await aSubscriptionOf(world, id, msisdn);
  await world.database.sql.run({
    text: `with people as (
             insert into subscribers (sender_hash, lane, msisdn, created_at)
             select md5(n::text)::uuid, n % 64, (989350000000 + n)::text, $2 from generate_series(1, 2500) n returning id)
           insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state,
             tariff_id, shown, joined_at)
           select s.service_id, p.id, s.shortcode_id, s.connector_id, s.operator_id, 'fa', 'text', 'active', s.tariff_id, '', $2
           from people p, subscriptions s where s.id = $1`,
    values: [first, world.clock.now()],
  });
  world.clock.set('2026-05-01T04:30:00Z');
  await Promise.all(Array.from({ length: 5 }, () => anotherWorker().deliver()));
  await world.app.get(ContentDelivery).deliver();
  const rows = await world.database.sql.query({
    text: `select count(*) as sent, count(distinct d.subscription_id) as people, count(distinct m.subscriber_id) as messages
           from content_deliveries d join outbound m on m.id = d.outbound_id join subscriptions s on s.id = d.subscription_id
           where m.subscriber_id = s.subscriber_id`,
  });
  expect(rows).toEqual([{ sent: 2_501, people: 2_501, messages: 2_501 }]);
  const [queued] = await world.database.sql.query({
    text: `select count(*) as count from outbound where list_id is not null and text_id is null`,
  });
  expect(queued).toEqual({ count: 2_501 });
}, 60_000);

test('SUB-08 a STOP holds back what has not left, and ends what would come', async () => {
  const id = await anApprovedService(world);
  const sara = aNumber();
  await aSubscriptionOf(world, id, sara);
  await content(id, { day: '2026-05-01', body: 'امروز' }, { day: '2026-05-02', body: 'فردا' });
  world.clock.set('2026-05-01T04:30:00Z');
  await world.putsOff();
  await send();
  await world.subscriber(sara).texts('2050', 'خاموش');
  await world.takesAgain();
  await at('2026-05-01T04:32:00Z');
  expect((await world.subscriber(sara).received()).at(-1)).toContain('لغو شد');
  await at('2026-05-01T06:00:00Z');
  await at('2026-05-02T04:30:00Z');
  expect(await heard(sara)).toEqual([]);
});

test('SUB-14 a suspended service sends nothing, and goes on where it was once resumed', async () => {
  const id = await anApprovedService(world);
  const sara = aNumber();
  await aSubscriptionOf(world, id, sara);
  await content(id, { day: '2026-05-01', body: 'امروز' });
  await world.api.post(`/services/${id}/suspend`).expect(200);
  await at('2026-05-01T04:30:00Z');
  expect(await heard(sara)).toEqual([]);
  await world.api.post(`/services/${id}/resume`).expect(200);
  await at('2026-05-01T06:00:00Z');
  expect(await heard(sara)).toEqual(['امروز']);
});

test('NWS-03 no content for tomorrow raises the alarm; filling the gap ends it', async () => {
  const id = await anApprovedService(world, { settings: { languages: ['fa'] } });
  await content(id, { day: '2026-05-01', body: 'امروز' });
  const watch = world.app.get(ContentWatch);
  expect((await watch.look()).map(({ day, language }) => `${day} ${language}`)).toEqual(['2026-05-02 fa']);
  const metrics = async (): Promise<string> => (await world.http.get('/metrics')).text;
  expect(await metrics()).toContain('parola_content_gaps{service="fal"} 1');
  const gaps = await world.api.get(`/services/${id}/content/gaps?days=2`);
  expect(gaps.body).toEqual({ isAlarming: true, items: [{ day: '2026-05-02', language: 'fa' }] });
  await content(id, { day: '2026-05-02', body: 'فردا' });
  expect(await watch.look()).toEqual([]);
  expect(await metrics()).toContain('parola_content_gaps{service="fal"} 0');
});
