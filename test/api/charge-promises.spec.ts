import type { Database } from '../../src/platform/database.service';
import { aDatabase, bookkeeping } from '../support/bookkeeping';

let database: Database;
let close: () => Promise<void>;
let chargeId: number;
let subscriptionId: number;
beforeAll(async () => {
  ({ database, close } = await aDatabase());
  const books = bookkeeping(database);
  const till = await books.aTill();
  ({ chargeId } = await books.pays({ till, amountMinor: 500n, at: '2026-04-10T10:00:00Z' }));
  const [row] = await database.sql.query<{ id: number }>({
    text: `with tariff as (
             insert into tariffs (service_id, effective_from, amount_minor, currency, created_at)
             values ($1, '2026-01-01Z', 500, 'EUR', '2026-01-01Z') returning id
           )
           insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state,
             tariff_id, shown, joined_at)
           select $1, (select min(id) from subscribers), $2, 1, $3, 'it', 'text', 'active', tariff.id, 'as shown', '2026-04-10Z' from tariff
           returning id`,
    values: [till.serviceId, till.shortcodeId, till.operatorId],
  });
  subscriptionId = row?.id ?? 0;
});
afterAll(() => close());

const NOBODY = 987_654_321;

/** What PostgreSQL says to a statement of somebody's own hand, which is undone whatever comes of it. */
async function answerTo(text: string): Promise<{ code: string; constraint: string }> {
  const undo = new Error('undone');
  const answer = await database
    .transaction<void>(async ({ sql }) => {
      await sql.run({ text });
      throw undo;
    })
    .catch((error: unknown) => error);
  if (answer === undo) return { code: '', constraint: '' };
  const { code = '', constraint = '' } = answer as { code?: string; constraint?: string };
  return { code, constraint };
}

/** Copies of the charge there is, of which one is like nobody's. */
function copies(count: number, own: Readonly<Record<string, number>> = {}): string {
  const columns = [
    'service_id',
    'brand_id',
    'shortcode_id',
    'subscriber_id',
    'operator_id',
    'gateway_id',
    'tariff_id',
  ];
  const values = columns.map((column) =>
    column in own ? `case n when 1 then ${own[column]} else ${column} end` : column,
  );
  return `insert into charges (key, purpose, ${columns.join(', ')}, amount_minor, currency, due_at, expires_at, created_at)
    select key || ':' || n, purpose, ${values.join(', ')}, amount_minor, currency, due_at, expires_at, created_at
    from charges, generate_series(1, ${count}) n where id = ${chargeId}`;
}

describe('BIL-08 whose a charge is', () => {
  test.each(['brand_id', 'shortcode_id', 'subscriber_id', 'operator_id', 'gateway_id'])(
    'BIL-08 charges of which one names a %s that is not there are refused together',
    async (column) => {
      expect(await answerTo(copies(50))).toEqual({ code: '', constraint: '' });
      expect(await answerTo(copies(50, { [column]: NOBODY }))).toEqual({
        code: '23503',
        constraint: 'charges_parties',
      });
      // It may go to another gateway, which has to be there; it is never somebody else's.
      expect(await answerTo(`update charges set ${column} = ${NOBODY} where id = ${chargeId}`)).toMatchObject(
        {
          code: column === 'gateway_id' ? '23503' : '23001',
        },
      );
    },
  );

  const attempt = (charge: number): string =>
    `insert into charge_attempts (charge_id, ordinal, correlator, amount_minor, sent_at)
     values (${chargeId}, 7, 'one', 1, '2026-04-10Z'), (${charge}, 8, 'two', 1, '2026-04-10Z')`;
  const news = (charge: number): string =>
    `insert into charge_news (charge_id) values (${charge}) on conflict do nothing`;
  const event = (subscription: number): string =>
    `insert into subscription_events (subscription_id, event, to_state, at)
     values (${subscriptionId}, 'due', 'active', '2026-04-10Z'), (${subscription}, 'due', 'active', '2026-04-10Z')`;

  test.each([
    ['an attempt', () => attempt(chargeId), () => attempt(NOBODY), 'charge_attempts_charge_id'],
    ['news', () => news(chargeId), () => news(NOBODY), 'charge_news_charge_id'],
    ['an event', () => event(subscriptionId), () => event(NOBODY), 'subscription_events_subscription_id'],
  ])('BIL-08 %s of what is not there is refused', async (_, right, wrong, constraint) => {
    expect(await answerTo(right())).toEqual({ code: '', constraint: '' });
    expect(await answerTo(wrong())).toEqual({ code: '23503', constraint });
  });

  test('BIL-08 an attempt, a piece of news and an event stay whose they are', async () => {
    for (const [made, table, column] of [
      [attempt(chargeId), 'charge_attempts', 'charge_id'],
      [news(chargeId), 'charge_news', 'charge_id'],
      [event(subscriptionId), 'subscription_events', 'subscription_id'],
    ])
      expect(await answerTo(`${made}; update ${table} set ${column} = ${column}`)).toMatchObject({
        code: '23001',
      });
  });

  test.each([
    'brands',
    'shortcodes',
    'operators',
    'charge_gateways',
    'subscribers',
    'subscriptions',
    'charges',
  ])('BIL-08 what money may refer to is never deleted and never becomes another: %s', async (table) => {
    expect(await answerTo(`delete from ${table}`)).toMatchObject({ code: '23001' });
    expect(await answerTo(`truncate ${table} cascade`)).toMatchObject({ code: '23001' });
    // Where a foreign key is left, it may be the first to say so.
    const { code } = await answerTo(`update ${table} set id = default`);
    expect(['23001', '23503']).toContain(code);
  });
});
