import { anApprovedService } from '../support/a-paid-service';
import { settleMoney } from '../support/a-subscriber-of';
import { aCarrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

let world: World;
let service: number;
let people = 0;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  service = await anApprovedService(world);
});
afterAll(() => world.close());

const aNumber = (): string => `98912${9_000_000 + ++people}`;
const asks = (msisdn: string, own: object = {}) =>
  world.api.post('/subscriptions', {
    ...{ msisdn: `+${msisdn}`, service, channel: 'web', operator: 'mci', language: 'en', ...own },
  });
const standsAt = (msisdn: string, condition: string | null) =>
  world.http.put(`/simulator/handsets/${msisdn}/condition`).send({ condition }).expect(200);

const charges = async (): Promise<number> => {
  const rows = await world.database.sql.query({ text: 'select 1 from charges' });
  return rows.length;
};

describe('POST /subscriptions, where the operator can be asked beforehand', () => {
  test.each(['barred', 'not found', 'under age', 'blacklisted', 'spending limit'])(
    'SUB-12 a number that is "%s" at its operator is sent no password, and whoever asks hears why',
    async (condition) => {
      const msisdn = aNumber();
      await standsAt(msisdn, condition);
      const answer = await asks(msisdn);
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({ code: 'CONFLICT', why: condition });
      await settleMoney(world);
      expect(await world.subscriber(msisdn).received()).toEqual([]);

      await standsAt(msisdn, null);
      await asks(msisdn).expect(201);
      await world.settle();
      expect(await world.subscriber(msisdn).received()).toHaveLength(1);
      expect(await charges()).toBe(0);
    },
  );

  test('SUB-12 where the request names no operator, the one of the last text is asked', async () => {
    const msisdn = aNumber();
    const link = await aCarrier(world, 'mci-link');
    await link.hands({ id: msisdn, from: msisdn, to: '2050', text: 'HELLO', operator: 'mci' });
    await world.settle();
    await standsAt(msisdn, 'barred');
    const answer = await asks(msisdn, { operator: undefined });
    expect([answer.status, (answer.body as { readonly why?: string }).why]).toEqual([409, 'barred']);
  });

  test('SUB-12 an operator that does not answer hinders nobody: the first charge has the last word', async () => {
    const msisdn = aNumber();
    await standsAt(msisdn, 'barred');
    const gateways =
      'update charge_gateways set type = $1 where operator_id = (select id from operators where code = $2)';
    await world.database.sql.run({ text: gateways, values: ['of-another-engine', 'mci'] });
    await new Promise((seen) => setTimeout(seen, 1_100)); // a change of a gateway holds after a second
    expect((await asks(msisdn)).status).toBe(201);
    await world.database.sql.run({ text: gateways, values: ['simulated', 'mci'] });
  });
});
