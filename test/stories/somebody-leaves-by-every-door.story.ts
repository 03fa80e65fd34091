import { IRAN, subscribing, type Offer, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

let world: World;
let services: Subscribing;
let stars: Offer;
let people = 0;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  services = await subscribing(world, IRAN);
  stars = await services.offers({ name: 'STARS' });
  await services.offers({ name: 'JOKES' });
});
afterAll(() => world.close());

type Subscriber = ReturnType<World['subscriber']>;

async function aSubscriber(...words: readonly string[]): Promise<Subscriber> {
  const someone = world.subscriber(`98912${6_000_000 + ++people}`);
  for (const word of words) {
    await someone.texts('2050', word);
    await someone.texts('2050', 'YES');
  }
  await services.works();
  return someone;
}

const newest = async ({ msisdn }: Subscriber) => (await services.subscriptionsOf(msisdn)).at(-1);
const cancelling = (channel: string) => async (someone: Subscriber) => {
  const wish = { channel, reason: 'asked for it', actor: 'agent 17' };
  await world.api.post(`/subscriptions/${(await newest(someone))?.id ?? 0}/cancel`, wish).expect(200);
};
const optingOut =
  (scope: object, channel: string) =>
  async ({ msisdn }: Subscriber) => {
    const wish = { scope, channel, reason: 'asked for it' };
    await world.api.post(`/subscribers/${msisdn}/opt-out`, wish).expect(200);
  };

const doors: readonly (readonly [
  door: string,
  channel: string,
  leave: (someone: Subscriber) => Promise<unknown>,
])[] = [
  ['STOP and its name', 'text', ({ msisdn }) => world.subscriber(msisdn).texts('2050', 'STOP STARS')],
  ['STOP', 'text', ({ msisdn }) => world.subscriber(msisdn).texts('2050', 'خاموش')],
  ['STOP ALL', 'text', ({ msisdn }) => world.subscriber(msisdn).texts('2050', 'STOP ALL')],
  ['customer care', 'care', cancelling('care')],
  ['the operator', 'operator', cancelling('operator')],
  ['a portal such as *800#', 'portal', cancelling('portal')],
  ['the API', 'api', cancelling('api')],
  ['an opt-out of its list', 'care', (someone) => optingOut({ list: stars.listId }, 'care')(someone)],
  ['an opt-out of its brand', 'api', optingOut({ brand: 'radio-shahr', code: '2050' }, 'api')],
  ['an opt-out of everything', 'operator', optingOut({ all: true }, 'operator')],
];

test.each(doors)(
  'SUB-08 by %s it ends at once, in the same state, with one event',
  async (_, channel, leave) => {
    const someone = await aSubscriber('STARS');
    expect((await newest(someone))?.state).toBe('active');
    await leave(someone);
    await world.settle();
    expect(await newest(someone)).toMatchObject({ state: 'unsubscribed', endReason: 'stopped' });
    const ends = (await services.storyOf(someone.msisdn)).filter(({ event }) => event === 'stopped');
    expect(ends).toEqual([
      {
        event: 'stopped',
        to: 'unsubscribed',
        channel,
        reason: 'stopped',
        actor: channel === 'text' ? null : (expect.any(String) as string),
      },
    ]);
    expect((await services.consentsOf(someone.msisdn)).at(-1)?.event).toBe('opt_out');
    // Seven days on, nothing is asked for any more.
    world.clock.advance(7 * 24 * 3_600_000);
    await services.renews();
    await services.works();
    expect(await services.chargesOf(someone.msisdn)).toHaveLength(1);
  },
);

test('SUB-08 done twice it is done once', async () => {
  const someone = await aSubscriber('STARS');
  await cancelling('care')(someone);
  await cancelling('portal')(someone);
  await someone.texts('2050', 'STOP STARS');
  expect((await services.storyOf(someone.msisdn)).filter(({ event }) => event === 'stopped')).toHaveLength(1);
});

test('SUB-08 leaving one service leaves the other alone', async () => {
  const someone = await aSubscriber('STARS', 'JOKES');
  await someone.texts('2050', 'STOP STARS');
  expect((await services.subscriptionsOf(someone.msisdn)).map(({ state }) => state)).toEqual([
    'unsubscribed',
    'active',
  ]);
});

test('cs11 cs13 the bare word ends nothing, and who leaves and comes back has two histories', async () => {
  const someone = await aSubscriber('STARS');
  await someone.texts('2050', 'STARS');
  expect((await newest(someone))?.state).toBe('active');
  await someone.texts('2050', 'STOP STARS');
  await someone.texts('2050', 'STARS');
  await someone.texts('2050', 'YES');
  await services.works();
  expect((await services.subscriptionsOf(someone.msisdn)).map(({ state }) => state)).toEqual([
    'unsubscribed',
    'active',
  ]);
});

test('cs10 leaving what one never had is answered, and opens nothing', async () => {
  const someone = await aSubscriber();
  await someone.texts('2050', 'STARS OFF');
  expect([await newest(someone), (await someone.received()).length]).toEqual([undefined, 1]);
});

test('SUB-09 a STOP while the first charge is on its way ends at nothing', async () => {
  const someone = world.subscriber(`98912${6_000_000 + ++people}`);
  await someone.texts('2050', 'STARS');
  await someone.texts('2050', 'YES');
  await someone.texts('2050', 'STOP');
  await services.works();
  expect(await services.chargesOf(someone.msisdn)).toEqual([
    { purpose: 'first', state: 'voided', amount: 5_000, refunded: 0 },
  ]);
  expect(services.operator.netOf(someone.msisdn)).toBe(0n);
});

test('SUB-15 a file of dead numbers ends everything without a word, and the next owner is somebody new', async () => {
  const [dead, ported, moved] = [
    await aSubscriber('STARS'),
    await aSubscriber('STARS'),
    await aSubscriber('JOKES'),
  ];
  const stranger = `98912${6_900_000 + ++people}`;
  const heard = (await dead.received()).length;
  const csv = [
    'msisdn,kind,at,operator',
    `+${dead.msisdn},deactivated,,`,
    `+${ported.msisdn},deactivated,,`,
    `+${ported.msisdn},ported,,irancell`,
    `+${moved.msisdn},recycled,2026-05-01,`,
    `+${stranger},terminated,,`,
    'nobody,terminated,,',
    `+${dead.msisdn},sleeping,,`,
  ].join('\n');
  const report = () => world.api.post('/number-deaths').set('content-type', 'text/csv').send(csv);
  const first = await report();
  expect(first.body).toMatchObject({
    counts: { closed: 1, moved: 1, unknown: 1, newer: 1, duplicate: 1, invalid: 2 },
  });
  const again = await report();
  expect(again.body).toMatchObject({ counts: { closed: 0, moved: 1, unknown: 2, newer: 1 } });
  await world.settle();

  expect(await newest(dead)).toMatchObject({ state: 'barred', endReason: 'deactivated' });
  expect(await newest(ported)).toMatchObject({ state: 'barred', endReason: 'ported' });
  expect(await newest(moved)).toMatchObject({ state: 'active' });
  expect(await dead.received()).toHaveLength(heard);
  const tenures = (msisdn: string) =>
    services.query<{ open: boolean; out: number }>(
      `select ended_at is null as open, (select count(*)::int from consent_states where subscriber_id = p.id and status = 'out') as out
       from subscribers p where msisdn = $1 order by id`,
      msisdn,
    );
  expect([await tenures(dead.msisdn), await tenures(ported.msisdn)]).toEqual([
    [{ open: false, out: 2 }],
    [{ open: true, out: 1 }],
  ]);
  await dead.texts('2050', 'STATUS');
  expect((await tenures(dead.msisdn)).map(({ open, out }) => [open, out])).toEqual([
    [false, 2],
    [true, 0],
  ]);
  expect((await dead.received()).at(-1)).not.toContain('STARS');
});
