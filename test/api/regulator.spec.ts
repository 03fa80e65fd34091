import { countAgain, readRaw, type Line } from '../support/counted-again';
import { IRAN, subscribing, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const MAY = { from: new Date('2026-04-30T20:30:00Z'), until: new Date('2026-05-31T20:30:00Z') };
const IN_MAY = 'month=2026-05&zone=Asia/Tehran';

let world: World;
let services: Subscribing;
let people = 0;
beforeAll(async () => {
  world = await createWorld({ now: '2026-04-30T19:00:00Z' });
  services = await subscribing(world, IRAN);
  await services.offers({ name: 'STARS' });
  await live();
}, 60_000);
afterAll(() => world.close());

const somebody = () => world.subscriber(`98912${5_600_000 + ++people}`);
type Person = ReturnType<typeof somebody>;

async function joins(): Promise<Person> {
  const person = somebody();
  await person.texts('2050', 'STARS');
  await person.texts('2050', 'YES');
  await services.works();
  return person;
}

const chargeOf = async ({ msisdn }: Person): Promise<number> => {
  const [charge] = await services.query<{ id: number }>(
    'select c.id from charges c join subscribers p on p.id = c.subscriber_id where p.msisdn = $1 order by c.id',
    msisdn,
  );
  return charge?.id ?? 0;
};

/** A little of everything: before the month, in it, and after it. */
async function live(): Promise<void> {
  const before = await joins();
  await before.texts('2050', 'STOP STARS');
  world.clock.set('2026-05-10T08:00:00Z');
  const [refunded, capped, leaving, gone, complaining] = [
    await joins(),
    await joins(),
    await joins(),
    await joins(),
    await joins(),
  ];
  await somebody().texts('2050', 'STARS');
  await leaving.texts('2050', 'STOP STARS');
  await gone.texts('2050', 'STOP');
  await complaining.texts('2050', 'STOP STARS');
  const amount = { minor: '1500', currency: 'IRR' };
  const wish = { reason: 'did not mean to', amount };
  await world.api.post(`/charges/${await chargeOf(refunded)}/refunds`, wish).expect(201);
  await world.api.post(`/charges/${await chargeOf(gone)}/refunds`, { reason: 'twice' }).expect(201);
  await services.works();
  const heard = { channel: 'telephone', words: 'Why?', send: false };
  await world.api.post('/complaints', { ...heard, charge: await chargeOf(complaining) }).expect(201);
  const alone = { msisdn: capped.msisdn, brand: 'radio-shahr', shortcode: '2050' };
  await world.api.post('/complaints', { ...heard, ...alone }).expect(201);
  await world.settle();
  await makeItInteresting(capped, refunded);
  world.clock.set('2026-06-02T08:00:00Z');
  await (await joins()).texts('2050', 'STOP STARS');
}

/** Hours in which nothing else happens, a cap that was reached, and somebody who never said yes. */
async function makeItInteresting(capped: Person, refunded: Person): Promise<void> {
  await services.query(
    `update texts set said_at = said_at - id % 7 * interval '1 second' where body like 'STOP%'`,
  );
  await services.query(`update refunds set created_at = created_at - id * interval '31 hours'`);
  await services.query(
    `insert into charges (key, purpose, service_id, brand_id, shortcode_id, subscriber_id, operator_id, gateway_id, tariff_id,
       amount_minor, currency, state, failure, due_at, expires_at, created_at, settled_at)
     select 'test:cap:' || n, 'one-off', service_id, brand_id, shortcode_id, subscriber_id, operator_id, gateway_id, tariff_id,
       amount_minor, currency, 'refused', 'our cap', settled_at, settled_at, settled_at, settled_at
     from charges, generate_series(1, 3) n where id = $1`,
    await chargeOf(capped),
  );
  await services.query(
    `delete from subscription_events e using charges c where c.id = $1 and e.subscription_id = c.subscription_id and e.event = 'confirmed'`,
    await chargeOf(refunded),
  );
}

interface Told extends Omit<Line, 'value'> {
  readonly value: Line['value'] | { readonly minor: string; readonly currency: string };
}

async function report(query: string): Promise<readonly Told[]> {
  const { body } = await world.api.get(`/reports/regulator?${query}`).expect(200);
  return (body as { readonly items: readonly Told[] }).items;
}

const idOf = async (table: 'brands' | 'operators', code: string): Promise<number> => {
  const [row] = await services.query<{ id: number }>(`select id from ${table} where code = $1`, code);
  return row?.id ?? 0;
};

/** Without what was asked for, and without the last bits of what was divided. */
const line = ({ figure, currency, value, counted, sha256 }: Told | Line) => ({
  ...{ figure, currency, counted, sha256 },
  value:
    typeof value === 'number'
      ? Math.round(value * 1e6) / 1e6
      : typeof value === 'object' && value !== null
        ? value.minor
        : value,
});

describe('REG-02 what a regulator asks for', () => {
  test.each([
    ['all', {}],
    ['a brand', { brand: 'radio-shahr' }],
    ['another brand', { brand: 'kafe-naderi' }],
    ['an operator', { operator: 'mci' }],
    ['another operator', { operator: 'tim' }],
    ['a brand with an operator', { brand: 'radio-shahr', operator: 'mci' }],
  ] as const)('REG-02 of %s, every figure is what counting the rows again comes to', async (_, named) => {
    const { brand, operator } = named as { readonly brand?: string; readonly operator?: string };
    const scope = {
      ...MAY,
      brandId: brand === undefined ? null : await idOf('brands', brand),
      operatorId: operator === undefined ? null : await idOf('operators', operator),
    };
    const query = Object.entries(named).map(([name, value]) => `&${name}=${String(value)}`);
    const told = await report(`${IN_MAY}${query.join('')}`);
    const counted = countAgain(await readRaw(world.database), scope);
    expect(told.map(line)).toEqual(counted.map(line));
  });

  test('REG-02 nothing is counted that is not there, and nothing passed over', async () => {
    const told = new Map((await report(IN_MAY)).map(({ figure, value }) => [figure, value]));
    expect(Object.fromEntries(told)).toMatchObject({
      ...{ stops: 3, joinsAsked: 6, joinsUnanswered: 2, joinsUnconfirmed: 1, subscriptions: 4 },
      ...{ complaints: 2, complaintsPer1000Subscriptions: 500, charges: 5 },
      ...{ refunds: 2, refunded: { minor: '6500', currency: 'IRR' }, capsHit: 1, chargesStoppedByCaps: 3 },
    });
    expect(Number(told.get('stopToEndP95Ms'))).toBeGreaterThan(0);
    expect(Number(told.get('stopToConfirmationP95Ms'))).toBeGreaterThanOrEqual(
      Number(told.get('stopToEndP95Ms')),
    );
  });

  test('REG-02 the same question has the same digests, a line names what was asked, and a row more shows', async () => {
    const before = await report(IN_MAY);
    expect(await report(IN_MAY)).toEqual(before);
    const stretch = `from=${MAY.from.toISOString()}&until=${MAY.until.toISOString()}`;
    expect((await report(stretch)).map(line)).toEqual(before.map(line));
    expect(before[0]).toMatchObject({
      ...{
        from: MAY.from.toISOString(),
        until: MAY.until.toISOString(),
        month: '2026-05',
        zone: 'Asia/Tehran',
      },
      ...{ brand: null, operator: null },
    });
    const csv = await world.api.get(`/reports/regulator?${IN_MAY}`).set('accept', 'text/csv').expect(200);
    const [header, ...lines] = csv.text.trim().split('\n');
    expect(header).toBe('figure,currency,value,counted,sha256,from,until,month,zone,brand,operator');
    expect(lines.length).toBe(before.length);
    expect(lines).toContainEqual(expect.stringMatching(/^refunded,IRR,6500,2,[0-9a-f]{64},/));

    await services.query(
      `insert into complaints (code, brand_id, subscriber_id, shortcode_id, channel, opened_at, opened_by, changed_at, changed_by)
       select 'BY-LETTER', brand_id, subscriber_id, shortcode_id, 'letter', $1, 'Sara', $1, 'Sara' from complaints limit 1`,
      '2026-05-20T08:00:00Z',
    );
    const after = await report(IN_MAY);
    const changed = after
      .filter(({ sha256 }, place) => before[place]?.sha256 !== sha256)
      .map(({ figure }) => figure);
    expect(changed).toEqual(['complaints', 'complaintsPer1000Subscriptions']);
  });

  test.each([
    ['', 'month'],
    ['from=2026-05-01T00:00:00Z', 'month'],
    ['month=2026-05&from=2026-05-01T00:00:00Z&until=2026-06-01T00:00:00Z', 'month'],
    ['month=2026-13', 'month'],
    ['zone=Asia/Tehran&from=2026-05-01T00:00:00Z&until=2026-06-01T00:00:00Z', 'zone'],
    ['month=2026-05&zone=Tehran', 'zone'],
    ['from=2026-06-01T00:00:00Z&until=2026-05-01T00:00:00Z', 'until'],
  ])('REG-02 "%s" is no time', async (query, path) => {
    const { body } = await world.api.get(`/reports/regulator?${query}`).expect(422);
    expect((body as { readonly errors: readonly { readonly path: string }[] }).errors[0]?.path).toBe(path);
  });
});
