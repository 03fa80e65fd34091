import { aReconciling, PRICE, type Carrier, type Reconciling } from '../support/reconciling';
import { createWorld, type World } from '../support/world';

const NOW = '2026-05-02T05:00:00Z';
const DAY = '2026-05-01';
const AT = '2026-05-01T08:00:00Z';

let world: World;
let office: Reconciling;
let mci: Carrier;
beforeAll(async () => {
  world = await createWorld({ demo: false, now: NOW });
  office = await aReconciling(world.database, NOW);
  mci = await office.aCarrier();
});
afterAll(() => world.close());

interface Answer<T> {
  readonly items: readonly T[];
}

describe('who may see and change what', () => {
  test('REC-06 findings, runs and reports are for finance and administrators', async () => {
    const made = await world.api.post('/api-keys', { name: 'care desk', role: 'care' }).expect(201);
    const { key } = made.body as { key: string };
    const care = (path: string) => world.http.get(`/api/v1${path}`).set('authorization', `Bearer ${key}`);
    for (const path of ['/findings', '/reconciliations', '/incidents', '/reports/ageing'])
      expect([path, (await care(path)).status]).toEqual([path, 403]);
    expect((await care('/charges/999999/evidence')).status).toBe(404);
    expect((await world.http.get('/api/v1/findings')).status).toBe(401);
  });

  test.each([
    ['/findings?state=DONE', 422],
    ['/findings?day=2026-02-30', 422],
    ['/findings?operator=nobody', 404],
    ['/findings/0', 404],
    ['/findings/1x', 404],
    ['/findings/999999', 404],
    ['/reconciliations/999999', 404],
    ['/reconciliations/999999/diff', 404],
    ['/reconciliations/terms/nobody', 404],
    ['/incidents/999999', 404],
    ['/incidents/999999/evidence', 404],
    ['/reports/control-totals?from=2026-05-02&to=2026-05-01', 422],
    ['/reports/attempts?from=2026-05-02T00:00:00Z&until=2026-05-02T00:00:00Z', 422],
    ['/reports/attempts?from=2026-05-01T00:00:00Z&until=2026-05-02T00:00:00Z&zone=Mars', 422],
    ['/reports/regulator?from=2026-05-01T00:00:00Z&until=2026-05-02T00:00:00Z&brand=nobody', 404],
  ])('GET %s is answered %d', async (path, status) => {
    const response = await world.api.get(path);
    expect([response.status, response.headers['content-type']]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
  });

  test('a finding nobody took on cannot be decided, and nothing is decided without a reason', async () => {
    await mci.charged([{ ref: 'W1', remoteId: 'W-1', msisdn: '989120000001', at: AT }]);
    await mci.sends(DAY, []);
    await office.settles();
    const [finding] = ((await world.api.get(`/findings?day=${DAY}`)).body as Answer<{ id: number }>).items;
    const path = `/findings/${finding?.id}/decide`;
    expect((await world.api.post(path, { outcome: 'ACCEPTED', reason: 'so' })).status).toBe(409);
    expect((await world.api.post(path, { outcome: 'ACCEPTED', reason: ' ' })).status).toBe(422);
    expect((await world.api.post(path, { outcome: 'FORGOTTEN', reason: 'so' })).status).toBe(422);
    await world.api.post(`/findings/${finding?.id}/assign`, { assignee: 'Sara', reason: 'hers' }).expect(200);
    const more = await world.api.post(path, {
      outcome: 'ACCEPTED',
      reason: 'so',
      amountMinor: String(PRICE + 1),
    });
    expect([more.status, (more.body as { code: string }).code]).toEqual([409, 'CONFLICT']);
  });
});

describe('terms and runs', () => {
  test('REC-05 terms are set for an operator, and a run goes by them', async () => {
    const operator = mci.till.operator;
    const terms = {
      ...{ zone: 'Asia/Tehran', cutOffMinutes: 0, amountMinor: '9', percentBp: 10, timeMs: 60_000 },
      ...{ edgeMs: 60_000, lateDays: 2, fileDays: 1 },
    };
    expect((await world.api.put(`/reconciliations/terms/${operator}`, terms).expect(200)).body).toEqual(
      terms,
    );
    for (const wrong of [{ zone: 'Mars' }, { amountMinor: '-1' }, { lateDays: 32 }, { cutOffMinutes: 720 }])
      await world.api.put(`/reconciliations/terms/${operator}`, { ...terms, ...wrong }).expect(422);

    const asked = await world.api.post('/reconciliations', { operator, day: '2026-04-20' }).expect(202);
    const again = await world.api.post('/reconciliations', { operator, day: '2026-04-20' }).expect(202);
    const { id } = asked.body as { id: number };
    if ((asked.body as { state: string }).state === 'queued')
      expect((again.body as { id: number }).id).toBe(id);
    await office.settles();
    expect((await world.api.get(`/reconciliations/${id}`)).body).toMatchObject({
      state: 'done',
      terms,
      ordinal: 1,
    });
  });

  test('REC-06 a second run says what it says otherwise than the first', async () => {
    const day = '2026-04-21';
    const at = '2026-04-21T08:00:00Z';
    await mci.charged([
      { ref: 'D1', remoteId: 'D-1', msisdn: '989120000011', at },
      { ref: 'D2', remoteId: 'D-2', msisdn: '989120000012', at },
    ]);
    const first = await mci.sends(day, [{ txnId: 'D-1', msisdn: '989120000011', at, amount: 1_000 }]);
    await office.settles();
    await mci.sends(day, [{ txnId: 'D-2', msisdn: '989120000012', at }], { supersedes: first });
    await office.settles();
    await mci.runs(day);
    const runs = ((await world.api.get(`/reconciliations?day=${day}`)).body as Answer<{ id: number }>).items;
    const diffs = [];
    for (const { id } of runs)
      diffs.push((await world.api.get(`/reconciliations/${id}/diff`).expect(200)).body);
    expect(diffs).toMatchObject([
      { with: null, items: [] },
      {
        with: runs[0]?.id,
        items: [
          { before: 'AMOUNT_MISMATCH', after: 'MISSING_AT_OPERATOR', deltaAfter: { minor: String(-PRICE) } },
          { before: 'MISSING_AT_OPERATOR', after: null, deltaAfter: null },
        ],
      },
      { with: runs[1]?.id, items: [] },
    ]);
  });
});
