import { Logger } from '@nestjs/common';
import { ChargingService } from '../../src/billing/charges/charging.service';
import { GatewayNews } from '../../src/billing/gateways/gateway-news.service';
import { createGatewayTypes } from '../../src/billing/gateways/gateway-types.service';
import { ChargeGateways } from '../../src/billing/gateways/gateways.service';
import { readFaults } from '../../src/billing/ledger/verification.store';
import { NO_FAULTS } from '../../src/connectors/simulator/faults';
import { NOBODY_LISTENS } from '../../src/platform/events';
import { InProcessDoorbell } from '../../src/platform/in-process-doorbell.service';
import { Metrics } from '../../src/platform/metrics.service';
import { aGatewayHouse, operatorOn, type GatewayHouse } from '../support/gateways/gateway-house';
import { PRICE } from '../support/gateways/gateway-peer';
import { until } from '../support/waiting';

Logger.overrideLogger(false); // gateways that are left alone are warned of, and that is the point here

const HOUR_MS = 3_600_000;
const LATE_DAYS = 90;

let house: GatewayHouse;
beforeEach(async () => {
  house = await aGatewayHouse();
});
afterEach(() => house.close());

/** Charging as a worker runs it, over the gateway of the house in the shape that is named. */
async function charging(type: string, settings: object) {
  const { database, clock, till } = house;
  await house.query(
    'update charge_gateways set type = $2, settings = $3 where id = $1',
    ...[till.gatewayId, type, JSON.stringify(settings)],
  );
  const { network, operator, post } = operatorOn(database.pool, clock);
  const doorbell = new InProcessDoorbell();
  const types = createGatewayTypes({ operator, post, database, clock, doorbell });
  const gateways = new ChargeGateways(database, types, { value: 'https://parola.example' });
  const service = new ChargingService(database, gateways, clock, new Metrics(), NOBODY_LISTENS, doorbell);
  gateways.listen((gatewayId, notices) => service.noticed(gatewayId, notices));
  return {
    network,
    charging: service,
    news: new GatewayNews(database, gateways, service, clock),
    close: async () => {
      await gateways.beforeApplicationShutdown();
      await post.onModuleDestroy();
    },
  };
}

/** Somebody with a thousand who owes a hundred, and whom nobody has asked yet. */
async function owing(count: number) {
  const attempts = [];
  for (let at = 0; at < count; at++) {
    const attempt = await house.anAttempt();
    await house.hasMoney(attempt);
    attempts.push(attempt);
  }
  await house.query('delete from charge_attempts');
  await house.query(`update charges set expires_at = due_at + interval '30 days'`);
  return attempts;
}

const statesOf = async (): Promise<Record<string, number>> => {
  const rows = await house.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from charges group by state',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

/** The operator's postman goes his rounds beside us, and what he is telling is locked. */
const everythingIsTold = (): Promise<void> =>
  until('the operator owes nobody a word', async () => {
    const owed = await house.query('select 1 from simulator.callbacks limit 1');
    return owed.length === 0;
  });

test.each([
  ['simulated', {}],
  ['simulated', { answers: 'later' }],
  ['simulated-two-step', {}],
])(
  'BIL-02 through %s %j, on a bad day: everybody has paid once in the end, and the books agree',
  async (type, settings) => {
    const attempts = await owing(60);
    const { network, charging: service, close } = await charging(type, { ...settings, timeoutMs: 30_000 });
    const { gatewayId } = house.till;
    await network.setFaults({
      ...NO_FAULTS,
      throttle: 0.2,
      lose: 0.2,
      timeoutAfterCharge: 0.3,
      reports: 'twice',
    });
    for (let day = 0; day < 8; day++) {
      if (day === 5) await network.setFaults(NO_FAULTS);
      while ((await service.charge(gatewayId)) > 0);
      await service.ask(gatewayId);
      house.clock.advance(HOUR_MS);
    }
    await everythingIsTold();
    // A reservation that lapsed was refused: it is for the next rung of a ladder, and nobody has paid for it.
    const states = await statesOf();
    expect((states['charged'] ?? 0) + (states['refused'] ?? 0)).toBe(attempts.length);
    if (type === 'simulated') expect(states).toEqual({ charged: attempts.length });
    for (const attempt of attempts) {
      const [row] = await house.query<{ state: string }>(
        'select state from charges where id = $1',
        attempt.chargeId,
      );
      expect(await house.inTheBooks(attempt)).toBe(row?.state === 'charged' ? PRICE : 0n);
    }
    expect(await readFaults(house.database.sql, LATE_DAYS)).toEqual([]);
    await close();
  },
);

test('mo10 MT-billed: reserved when it leaves us, posted when it is delivered, voided when it is not, each once', async () => {
  const attempts = await owing(4);
  await house.query(
    `insert into connectors (name, protocol, key_hash) values ('premium', 'simulator', 'none')`,
  );
  const { charging: service, news, close } = await charging('mt', { connector: 'premium' });
  await service.charge(house.till.gatewayId);
  expect(await statesOf()).toEqual({ unknown: 4 });
  await news.tellAll();
  expect(await statesOf()).toEqual({ unknown: 4 });

  await house.query(
    `with gone as (delete from outbox returning outbound_id, connector_id)
     insert into deliveries (outbound_id, connector_id, remote_id, state, reason, attempts, at, final_at)
     select g.outbound_id, g.connector_id, 'm-' || g.outbound_id,
       (array['delivered', 'failed', 'delivered', 'sent'])[row_number() over (order by g.outbound_id)],
       case when row_number() over (order by g.outbound_id) = 2 then '5001: no such customer' end, 1, $1, $1
     from gone g`,
    house.clock.now(),
  );
  await news.tellAll();
  await news.tellAll();
  expect(await statesOf()).toEqual({ charged: 2, refused: 1, unknown: 1 });
  const [refused] = await house.query<{ failure: string }>(
    `select failure from charges where state = 'refused'`,
  );
  expect(refused).toEqual({ failure: 'not found' });
  const [messages] = await house.query<{ count: number }>('select count(*)::int as count from outbound');
  expect(messages?.count).toBe(attempts.length);
  expect(await readFaults(house.database.sql, LATE_DAYS)).toEqual([]);
  await close();
});

test('mo11 MT-billed over a connector that is not there: nothing is sent, reserved or taken, until it is', async () => {
  await owing(2);
  const { charging: service, news, close } = await charging('mt', { connector: 'nobody' });
  await service.charge(house.till.gatewayId);
  await news.tellAll();
  const messages = 'select 1 from outbound union all select 1 from outbox';
  expect(await house.query(messages)).toEqual([]);
  expect(await statesOf()).toEqual({ requested: 2 });
  expect(await readFaults(house.database.sql, LATE_DAYS)).toEqual([]);
  await close();
});
