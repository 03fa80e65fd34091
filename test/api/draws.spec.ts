import type { Proof } from '../../src/campaigns/competition/draw/proof';
import { aCarrier, type Carrier } from '../support/carrier';
import { aDrawCompetition, BEACON, drawsOf, TIMES, verified } from '../support/drawing';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'slow-link');
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-05-01T08:00:00Z'));

const people = Array.from({ length: 5 }, (_, at) => `39333${7_700_000 + at}`);
let contests = 0;

async function played(own: { readonly settings?: object } = {}) {
  const word = `GARA${String.fromCharCode(65 + contests++)}`;
  const id = await aDrawCompetition(world, word, own);
  for (const msisdn of people) await world.subscriber(msisdn).texts('48400', word);
  return { id, word, draws: drawsOf(world, id) };
}

describe('CON-07 freezing is refused', () => {
  let contest: Awaited<ReturnType<typeof played>>;
  beforeAll(async () => {
    world.clock.set('2026-05-01T08:00:00Z');
    contest = await played();
  });
  const reason = async (own: object = {}) =>
    ((await contest.draws.freeze(own)).body as { status: number; reason?: string }).reason;

  test('CON-07 while it is open, to its last millisecond', async () => {
    expect(await reason()).toBe('open');
    world.clock.freeze('2026-05-01T11:59:59.999Z');
    expect(await reason({ graceMinutes: 0 })).toBe('open');
  });

  test('CON-07 for a grace after the close', async () => {
    world.clock.freeze('2026-05-01T12:09:59.999Z');
    expect(await reason()).toBe('grace');
  });

  test('CON-07 while a text said before the close is unhandled', async () => {
    world.clock.set(TIMES.frozenAt);
    const textId = await stuck(
      `insert into pending (lane, text_id, sender, urgent) values (64, $1, gen_random_uuid(), false)`,
    );
    expect(await reason()).toBe('texts waiting');
    await world.database.sql.run({ text: 'delete from pending where text_id = $1', values: [textId] });
  });

  test('CON-07 while a part of a long text said before the close waits for its others', async () => {
    world.clock.set('2026-05-01T11:59:00Z');
    const to = '48400';
    await carrier.hands({
      id: 'half',
      from: '393337709999',
      to,
      text: 'GARA',
      concat: { ref: 9, part: 1, total: 2 },
    });
    world.clock.set('2026-05-01T12:00:30Z');
    expect(await reason({ graceMinutes: 0 })).toBe('parts waiting');
    world.clock.set(TIMES.frozenAt);
    await world.settle();
  });

  test('CON-07 while a text said before the close is set aside, unless one says so', async () => {
    world.clock.set(TIMES.frozenAt);
    const textId = await stuck(
      `insert into set_aside (text_id, lane, sender, error, tries, at) values ($1, 1, gen_random_uuid(), 'broke', 2, now())`,
    );
    expect(await reason()).toBe('texts set aside');
    // Past this check, and stopped by another.
    expect(await reason({ despiteSetAside: true, beaconNotBefore: TIMES.frozenAt })).toBe(undefined);
    await world.database.sql.run({ text: 'delete from set_aside where text_id = $1', values: [textId] });
  });

  test('CON-07 with a beacon that may be known, too many to draw, or an entry outside the window', async () => {
    world.clock.set(TIMES.frozenAt);
    const known = await contest.draws.freeze({ beaconNotBefore: TIMES.frozenAt });
    expect(known.body).toMatchObject({ status: 409, code: 'CONFLICT' });
    expect((await contest.draws.freeze({ prizes: 100_000, reserves: 1 })).status).toBe(422);
    expect((await contest.draws.freeze({ prizes: 0 })).status).toBe(422);
    await world.database.sql.run({
      text: `update campaigns set opens_at = '2026-05-01T09:30:00Z' where id = $1`,
      values: [contest.id],
    });
    expect(await reason()).toBe('said outside the window');
    await world.database.sql.run({
      text: `update campaigns set opens_at = $2 where id = $1`,
      values: [contest.id, TIMES.opensAt],
    });
    expect((await contest.draws.freeze()).status).toBe(201);
  });

  test('CON-07 when nobody took part, or nothing is drawn there', async () => {
    world.clock.set('2026-05-01T08:00:00Z');
    const empty = await aDrawCompetition(world, 'NESSUNO');
    const counter = await aDrawCompetition(world, 'CONTA', { settings: { mode: { type: 'counter' } } });
    world.clock.set(TIMES.frozenAt);
    expect((await drawsOf(world, empty).freeze()).body).toMatchObject({ reason: 'empty' });
    expect((await drawsOf(world, counter).freeze()).body).toMatchObject({ reason: 'no draw' });
  });

  /** A text to the code, said before the close, that a statement makes wait. */
  async function stuck(text: string): Promise<number> {
    const [row] = await world.database.sql.query<{ id: number }>({
      text: `insert into texts (id, connector_id, sender_hash, lane, code, said_at, received_at)
             select nextval('text_ids'), min(id), gen_random_uuid(), 1, '48400', '2026-05-01T11:00:00Z', now() from connectors returning id`,
    });
    await world.database.sql.run({ text, values: [row?.id] });
    return row?.id ?? 0;
  }
});

test('CON-07 a competition closed by hand is frozen a grace later, and closed when it was closed', async () => {
  const { id, draws } = await played();
  await draws.post('/close');
  world.clock.set('2026-05-01T08:05:00Z');
  expect((await draws.freeze()).body).toMatchObject({ reason: 'grace' });
  world.clock.set('2026-05-01T08:20:00Z');
  const { body } = await draws.freeze();
  expect(body).toMatchObject({ state: 'committed', campaign: id, announcement: { list: { lines: 5 } } });
});

test('CON-07 who is barred, tries out or is excluded by a file takes no part, each with the reason', async () => {
  const { id, draws, word } = await played();
  await world.api.put(`/campaigns/${id}/players/${people[0]}`, {
    barred: 'dipendente\n',
  });
  await world.api.put(`/campaigns/${id}/players/${people[1]}`, { tryOut: true });
  const file = await world.http
    .post(`/api/v1/campaigns/${id}/exclusions/import`)
    .set('authorization', `Bearer ${world.adminKey}`)
    .type('text/csv')
    .send(
      `msisdn,reason\n+${people[2]},"minore, dichiarato"\n+${people[3]},errore\n+393339999999,mai visto\n`,
    );
  expect(file.body).toEqual({ excluded: 3 });
  const lift = () =>
    world.http
      .delete(`/api/v1/campaigns/${id}/exclusions/${people[3]}`)
      .set('authorization', `Bearer ${world.adminKey}`);
  expect([(await lift()).status, (await lift()).status]).toEqual([204, 404]);
  const tryOut = world.subscriber('393337700077');
  await world.api.put(`/campaigns/${id}/players/${tryOut.msisdn}`, { tryOut: true });
  await tryOut.texts('48400', word);
  expect((await draws.post('/exclusions', [{ msisdn: '12', reason: 'x' }])).status).toBe(422);
  const { id: drawId } = await draws.frozen({ prizes: 2, reserves: 5 });
  await draws.drawn(drawId);
  const proof = JSON.parse(await draws.proof(drawId)) as Proof;
  expect(proof.announcement.list.lines).toBe(5);
  expect(proof.exclusions).toEqual([
    { line: 1, reason: 'barred: dipendente' },
    { line: 2, reason: 'tries the competition out' },
    { line: 3, reason: 'minore, dichiarato' },
  ]);
  expect((await draws.results(drawId)).map(({ line }) => line).sort()).toEqual([4, 5]);
});

describe('CON-07 a draw that is announced', () => {
  test('CON-07 the seed is told to nobody before the draw, and the beacon is taken once', async () => {
    const { draws } = await played();
    const announced = await draws.frozen();
    const [{ seed = '' } = {}] = await world.database.sql.query<{ seed: string }>({
      text: 'select server_seed as seed from draws where id = $1',
      values: [announced.id],
    });
    expect(seed).toMatch(/^[0-9a-f]{64}$/);
    const open = await world.http.get(`/api/v1/public/draws/${announced.id}`).expect(200);
    for (const { text } of [open, await draws.get('/draws'), await draws.get(`/draws/${announced.id}`)]) {
      expect(text).not.toContain(seed);
      expect(text).toContain(announced.announcementHash);
    }
    expect((await draws.get(`/draws/${announced.id}/proof`)).body).toMatchObject({ status: 409 });
    const say = (value: string) => draws.post(`/draws/${announced.id}/beacon`, { value });
    expect((await say(BEACON)).body).toMatchObject({ status: 409 });
    world.clock.set(TIMES.beaconAt);
    expect((await say('not hex')).body).toMatchObject({ status: 409, reason: 'would not verify' });
    const notice = await draws.post(`/draws/${announced.id}/beacon`, {
      value: BEACON,
      notify: { texts: { en: 'You won {x}' } },
    });
    expect(notice.body).toMatchObject({ status: 422, errors: [{ path: 'notify.texts.en' }] });
    const both = await Promise.all([say(BEACON), say(` ${BEACON} `)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await say('00'.repeat(32))).status).toBe(409);
    expect(await draws.proof(announced.id)).toContain(seed);
    const list = await draws.get(`/draws/${announced.id}/entries.txt`).buffer();
    expect(list.text.split('\n')).toHaveLength(6);
    const results = await world.database.sql.query({
      text: 'select 1 as n from draw_results where draw_id = $1',
      values: [announced.id],
    });
    expect(results).toHaveLength(4);
  });

  test('CON-13 winners are masked; whole numbers are for administrators', async () => {
    const { id, draws } = await played();
    const { id: drawId } = await draws.frozen();
    await draws.drawn(drawId);
    const masked = await draws.results(drawId);
    expect(masked.map(({ msisdn }) => msisdn)).toEqual(
      masked.map(() => expect.stringMatching(/^39333\*\*\*77\d\d$|^39333\*\*\*\d{4}$/)),
    );
    const whole = await draws.results(drawId, '?full=1');
    for (const { msisdn } of whole) expect(people).toContain(msisdn);
    const key = await world.api.post('/api-keys', {
      name: `aurora-${id}`,
      role: 'brand',
      brand: 'caffe-aurora',
    });
    const brand = drawsOf(world, id, (key.body as { key: string }).key);
    expect(await brand.results(drawId)).toEqual(masked);
    expect((await brand.get(`/draws/${drawId}/winners?full=1`)).status).toBe(403);
  });

  test('CON-07 another brand sees nothing of it and does nothing to it', async () => {
    const { id, draws } = await played();
    const { id: drawId } = await draws.frozen();
    await draws.drawn(drawId);
    const key = await world.api.post('/api-keys', {
      name: `naderi-${id}`,
      role: 'brand',
      brand: 'kafe-naderi',
    });
    const other = drawsOf(world, id, (key.body as { key: string }).key);
    const gets = [
      '/draws',
      `/draws/${drawId}`,
      `/draws/${drawId}/proof`,
      `/draws/${drawId}/entries.txt`,
      '/audit.csv',
    ];
    for (const path of [...gets, `/draws/${drawId}/winners`, `/draws/${drawId}/contacts`])
      expect((await other.get(path)).status).toBe(404);
    expect((await other.freeze()).status).toBe(404);
    expect((await other.post(`/draws/${drawId}/beacon`, { value: BEACON })).status).toBe(404);
    expect((await other.post(`/draws/${drawId}/results/1/claim`)).status).toBe(404);
    expect((await other.post('/exclusions', [{ msisdn: `+${people[0]}`, reason: 'spite' }])).status).toBe(
      404,
    );
    for (const path of ['0', '99999999999999', 'x', String(drawId + 1_000)])
      expect((await draws.get(`/draws/${path}`)).status).toBe(404);
    for (const rank of ['0', '5', '99999999999'])
      expect((await draws.post(`/draws/${drawId}/results/${rank}/claim`)).status).toBe(404);
  });
});

test('CON-13 a third party verifies the chain of the audit export', async () => {
  const { draws, word } = await played({ settings: { limits: { total: 1 } } });
  await world.subscriber(people[0] ?? '').texts('48400', word);
  const response = await draws.get('/audit.csv').buffer();
  expect(response.headers['content-type']).toMatch(/^text\/csv/);
  const csv = response.text;
  expect(csv.trimEnd().split('\r\n')).toHaveLength(7);
  expect(csv).toContain(',duplicate,');
  for (const msisdn of people) expect(csv).not.toContain(msisdn);
  const whole = await verified({ 'audit.csv': csv }, ['--audit', 'audit.csv']);
  expect(whole.code).toBe(0);
  const changed = csv.replace(',duplicate,', ',entered,');
  expect((await verified({ 'audit.csv': changed }, ['--audit', 'audit.csv'])).code).toBe(1);
  const cut = csv.split('\r\n').toSpliced(3, 1).join('\r\n');
  expect((await verified({ 'audit.csv': cut }, ['--audit', 'audit.csv'])).code).toBe(1);
});

test('CON-08 the brand’s server hears who holds a prize', async () => {
  const { id, draws } = await played();
  const hook = await world.api.post('/webhooks', {
    brand: 'caffe-aurora',
    url: 'https://brand.example/hook',
    types: ['win'],
  });
  expect(hook.status).toBe(201);
  const { id: drawId } = await draws.frozen();
  await draws.drawn(drawId);
  const events = await world.database.sql.query<{ payload: object }>({
    text: `select payload from brand_events where type = 'win' order by id`,
  });
  expect(events.map(({ payload }) => payload)).toEqual([
    expect.objectContaining({ campaign: id, draw: drawId, rank: 1, prize: 1 }),
    expect.objectContaining({ campaign: id, draw: drawId, rank: 2, prize: 2 }),
  ]);
});
