import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());

let people = 0;
const somebody = () => world.subscriber(`39333${5_000_000 + ++people}`);

interface Fate {
  readonly state: string;
  readonly effects: readonly string[];
}

/** What became of the answer to one text, and what each of its reports did. */
async function fateOf(textId: string): Promise<Fate> {
  const [row] = await world.database.sql.query<Fate>({
    text: `select d.state, array(select effect from reports r where r.outbound_id = o.id order by r.id) as effects
           from outbound o join deliveries d on d.outbound_id = o.id where o.text_id = $1`,
    values: [textId],
  });
  return row ?? { state: 'nowhere', effects: [] };
}

/** The simulated network reports a little later; then everything is matched. */
async function reported(): Promise<void> {
  for (let n = 0; n < 3; n++) {
    world.clock.advance(1_000);
    await world.settle();
  }
}

test.each([
  ['normal', ['applied']],
  ['early', ['applied']],
  ['hex', ['applied']],
  ['twice', ['applied', 'late']],
  ['late', ['applied', 'late']],
] as const)('WIRE-06 with reports %s it is delivered once', async (reports, effects) => {
  await world.faults({ reports });
  const id = await somebody().texts('48400', 'CIAO');
  await reported();
  expect(await fateOf(id)).toEqual({ state: 'delivered', effects });
});

test('WIRE-06 without any report it stays sent, and nothing is made up', async () => {
  await world.faults({ reports: 'none' });
  const id = await somebody().texts('48400', 'CIAO');
  await reported();
  expect(await fateOf(id)).toEqual({ state: 'sent', effects: [] });
});

describe('a carrier that reports by itself', () => {
  const ENROUTE = 'enroute';

  async function answered(): Promise<{
    readonly textId: string;
    readonly remoteId: string;
    readonly tell: (state: string, id?: string) => Promise<number>;
  }> {
    await world.faults({ reports: 'none' });
    const textId = await somebody().texts('48400', 'CIAO');
    const [sent] = await world.database.sql.query<{ remote_id: string }>({
      text: 'select d.remote_id from outbound o join deliveries d on d.outbound_id = o.id where o.text_id = $1',
      values: [textId],
    });
    const remoteId = sent?.remote_id ?? '';
    const key = await world.api.post('/connectors/simulator/key');
    const bearer = `Bearer ${(key.body as { key: string }).key}`;
    await world.settle();
    const tell = async (state: string, id = remoteId) =>
      (await world.http.post('/carriers/simulator/dlr').set('authorization', bearer).send({ id, state }))
        .status;
    return { textId, remoteId, tell };
  }

  test('WIRE-06 ENROUTE, DELIVRD, DELIVRD again and a late ENROUTE: delivered once', async () => {
    const { textId, tell } = await answered();
    for (const state of [ENROUTE, 'delivered', 'delivered', ENROUTE]) {
      expect(await tell(state)).toBe(200);
      await world.settle();
    }
    expect(await fateOf(textId)).toEqual({
      state: 'delivered',
      effects: ['late', 'applied', 'late', 'late'],
    });
  });

  test('WIRE-06 a final state is never taken back', async () => {
    const { textId, tell } = await answered();
    for (const state of ['failed', 'delivered', 'expired']) {
      await tell(state);
      await world.settle();
    }
    expect((await fateOf(textId)).state).toBe('failed');
  });

  test('WIRE-06 the id may come back in hex', async () => {
    const { textId, remoteId, tell } = await answered();
    await tell('delivered', BigInt(remoteId).toString(16).toUpperCase());
    await world.settle();
    expect((await fateOf(textId)).state).toBe('delivered');
  });

  test('WIRE-06 a report about nothing we sent is kept, and disturbs nobody', async () => {
    const { textId, tell } = await answered();
    expect(await tell('delivered', '999999999999')).toBe(200);
    await tell('delivered');
    const [waiting] = await world.database.sql.query<{ count: number }>({
      text: `select count(*)::int as count from reports where remote_id = '999999999999' and effect is null`,
    });
    expect(waiting?.count).toBe(1);
    await world.database.sql.run({
      text: `update reports set effect = 'orphan' where remote_id = '999999999999'`,
    });
    await world.settle();
    expect((await fateOf(textId)).state).toBe('delivered');
  });
});
