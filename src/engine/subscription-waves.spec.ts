import fc from 'fast-check';
import { BatchPerson } from './batch-person';
import type { Cause } from './cause';
import { wavesOf, type SubscriptionAct } from './subscription-waves';

const people = [1, 2, 3].map((id) => new BatchPerson(id, `hash ${id}`, id));
const acts = {
  subscribe: {
    type: 'subscribe',
    serviceId: 1,
    operatorId: 1,
    tariffId: 1,
    language: 'en',
    token: null,
    shown: '',
  },
  confirm: { type: 'subscription', serviceId: 1, event: 'confirmed' },
  stop: { type: 'consent', scope: { type: 'all' }, event: 'opt_out', purpose: '', language: 'en' },
} as const;
type Name = keyof typeof acts;

const act = (person: number, name: Name): SubscriptionAct => ({
  cause: { person: people[person - 1] } as Cause,
  effect: acts[name],
});
const inOrder = (given: readonly SubscriptionAct[]): SubscriptionAct[] =>
  wavesOf(given).flatMap(({ opening, moving, ending }) => [...opening, ...moving, ...ending]);
const of = (id: number, given: readonly SubscriptionAct[]) =>
  given.filter(({ cause }) => cause.person.id === id);

test('SUB-08 SUB, YES and STOP take one wave; STOP and SUB again take two', () => {
  expect(wavesOf([act(1, 'subscribe'), act(1, 'confirm'), act(1, 'stop')])).toHaveLength(1);
  expect(wavesOf([act(1, 'stop'), act(1, 'subscribe')])).toHaveLength(2);
  expect(wavesOf([act(1, 'stop'), act(2, 'subscribe')])).toHaveLength(1);
  expect(wavesOf([])).toEqual([]);
});

test('SUB-02 nothing is lost, and everybody’s own order is kept', () => {
  const someAct = fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom<Name>('subscribe', 'confirm', 'stop'),
  );
  fc.assert(
    fc.property(fc.array(someAct, { maxLength: 30 }), (script) => {
      const given = script.map(([person, name]) => act(person, name));
      const written = inOrder(given);
      expect(written).toHaveLength(given.length);
      for (const id of [1, 2, 3]) expect(of(id, written)).toEqual(of(id, given));
      for (const wave of wavesOf(given)) expect(Object.values(wave).flat().length).toBeGreaterThan(0);
    }),
  );
});
