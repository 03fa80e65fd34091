import { ITALY, subscribing, type Subscribing } from '../support/subscribing';
import { migrating } from '../support/migrating';
import { createWorld, type World } from '../support/world';

let world: World;
let services: Subscribing;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  services = await subscribing(world, ITALY);
});
afterAll(() => world.close());

const newest = async (msisdn: string) => (await services.subscriptionsOf(msisdn)).at(-1);

test('SUB-14 Anna is asked in Italian, and only the password of the question moves her', async () => {
  const moving = migrating(world);
  const old = await services.offers({ name: 'OROSCOPO' });
  const next = await services.offers({ name: 'STELLE', price: { minor: '299', currency: 'EUR' } });
  const anna = world.subscriber('393335000001');
  await anna.texts('48400', 'OROSCOPO');
  await anna.texts('48400', (await newest(anna.msisdn))?.token ?? '');
  await services.works();
  await moving.asks(await moving.begins(old.serviceId, next.serviceId));
  const { token, shown } = (await newest(anna.msisdn)) ?? {};
  expect((await anna.received()).at(-1)).toBe(shown);
  expect(shown).toMatch(
    new RegExp(
      `^Al posto di OROSCOPO, che termina con il tuo sì: .*STELLE.*2,99 euro a settimana.*${token ?? ''}`,
    ),
  );
  await anna.texts('48400', 'SI');
  expect((await newest(anna.msisdn))?.state).toBe('pending');
  await anna.texts('48400', token ?? '');
  expect(
    (await services.subscriptionsOf(anna.msisdn)).map(({ service, state, endReason }) => [
      service,
      state,
      endReason,
    ]),
  ).toEqual([
    ['OROSCOPO', 'unsubscribed', 'migrated'],
    ['STELLE', 'active', null],
  ]);
  await anna.texts('48400', 'STOP STELLE');
  expect((await services.subscriptionsOf(anna.msisdn)).map(({ state }) => state)).toEqual([
    'unsubscribed',
    'unsubscribed',
  ]);
});
