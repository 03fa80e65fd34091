import { createWorld, type World } from '../support/world';
import { aReconciling, PRICE, type Carrier, type Reconciling } from '../support/reconciling';

interface Shown {
  readonly id: number;
  readonly state: string;
  readonly category: string;
  readonly proposal: { readonly actor: string } | null;
  readonly adjusted: { readonly minor: string };
}

let world: World;
let office: Reconciling;
let mci: Carrier;
let sara: string;
let ali: string;
beforeAll(async () => {
  world = await createWorld({ demo: false, now: '2026-05-02T05:00:00Z' });
  office = await aReconciling(world.database, '2026-05-02T05:00:00Z');
  mci = await office.aCarrier();
  const keyOf = async (name: string) => {
    const made = await world.api.post('/api-keys', { name, role: 'finance' }).expect(201);
    return (made.body as { key: string }).key;
  };
  [sara, ali] = [await keyOf('Sara'), await keyOf('Ali')];
});
afterAll(() => world.close());

const as = (key: string) => ({
  get: (path: string) => world.http.get(`/api/v1${path}`).set('authorization', `Bearer ${key}`),
  post: (path: string, body: object) =>
    world.http.post(`/api/v1${path}`).set('authorization', `Bearer ${key}`).send(body),
});

let drawn = 0;

/** Somebody was charged, and the operator says otherwise. @returns the finding */
async function aBreak(theirs: number | null): Promise<Shown> {
  const place = ++drawn;
  const ref = `B${place}`;
  const day = `2026-04-${String(place).padStart(2, '0')}`;
  const [msisdn, at] = [`98912${String(place).padStart(7, '0')}`, `${day}T08:00:00Z`];
  await mci.charged([{ ref, remoteId: `S-${place}`, msisdn, at }]);
  await mci.sends(day, theirs === null ? [] : [{ txnId: `S-${place}`, msisdn, at, amount: theirs }]);
  await office.settles();
  const page = await as(sara).get(`/findings?day=${day}`).expect(200);
  const [finding] = (page.body as { items: Shown[] }).items;
  if (!finding) throw new Error('nothing was found');
  return finding;
}

const allow = (minor: number) =>
  world.api
    .put('/incidents/limits', {
      currency: 'IRR',
      fourEyesMinor: String(minor),
      escalationMinor: '1000000000',
      escalationBp: 1_000,
    })
    .expect(200);

const takenOn = (id: number) =>
  as(sara).post(`/findings/${id}/assign`, { assignee: 'Sara', reason: 'mine' }).expect(200);

const owed = async (): Promise<number> => {
  const [row] = await office.query<{ balance: number }>(
    `select coalesce(sum(case when d.code = 'operator-receivable' then t.amount_minor else -t.amount_minor end), 0)::bigint as balance
     from ledger_transfers t join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account
     where t.key like 'finding:%' and 'operator-receivable' in (d.code, c.code)`,
  );
  return row?.balance ?? 0;
};

describe('REC-06 a finding is worked at', () => {
  test('REC-06 it is taken on, sent, and accepted: one balanced entry, and the charge stays as it was', async () => {
    await allow(10_000);
    const before = await owed();
    const { id } = await aBreak(PRICE - 1_000);
    await takenOn(id);
    await as(sara).post(`/findings/${id}/send`, { reason: 'ticket 8841' }).expect(200);
    const done = await as(sara).post(`/findings/${id}/decide`, {
      outcome: 'ACCEPTED',
      reason: 'they are right',
    });
    expect(done.body).toMatchObject({ state: 'ACCEPTED', adjusted: { minor: '-1000', currency: 'IRR' } });
    expect(await owed()).toBe(before - 1_000);
    const history = (await as(ali).get(`/findings/${id}`).expect(200)).body as { steps: object[] };
    expect(history.steps).toMatchObject([
      { step: 'opened', actor: 'system' },
      { step: 'assigned', actor: 'Sara', reason: 'mine' },
      { step: 'sent to the operator', reason: 'ticket 8841' },
      {
        step: 'accepted',
        from: 'SENT_TO_OPERATOR',
        to: 'ACCEPTED',
        amount: { minor: '1000' },
        reason: 'they are right',
      },
    ]);
    const entries = await office.query(
      `select t.key, d.code as debit, c.code as credit, t.amount_minor as minor, t.actor from ledger_transfers t
       join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account where t.key like $1`,
      `finding:${id}:%`,
    );
    expect(entries).toEqual([
      {
        key: `finding:${id}:1`,
        debit: 'adjustments',
        credit: 'operator-receivable',
        minor: 1_000,
        actor: 'Sara',
      },
    ]);
    const [charge] = await office.query(
      `select amount_minor as minor, state from charges where key = 'test:B${drawn}'`,
    );
    expect(charge).toEqual({ minor: PRICE, state: 'charged' });
  });

  test('REC-06 what was closed stays closed, however often its day is run', async () => {
    await allow(10_000);
    const { id } = await aBreak(null);
    await takenOn(id);
    await as(sara).post(`/findings/${id}/decide`, { outcome: 'WRITTEN_OFF', reason: 'bad debt' }).expect(200);
    await mci.runs(`2026-04-${String(drawn).padStart(2, '0')}`);
    expect((await as(sara).get(`/findings/${id}`)).body).toMatchObject({ state: 'WRITTEN_OFF' });
    const again = await as(sara).post(`/findings/${id}/decide`, { outcome: 'ACCEPTED', reason: 'again' });
    expect([again.status, (again.body as { code: string }).code]).toEqual([409, 'CONFLICT']);
  });

  test('REC-06 an entry whose reason has gone comes back to somebody, and can be taken back', async () => {
    await allow(10_000);
    const before = await owed();
    const { id } = await aBreak(null);
    const day = `2026-04-${String(drawn).padStart(2, '0')}`;
    await takenOn(id);
    await as(sara).post(`/findings/${id}/decide`, { outcome: 'ACCEPTED', reason: 'not theirs' }).expect(200);
    expect(await owed()).toBe(before - PRICE);
    await mci.sends(
      day,
      [{ txnId: `S-${drawn}`, msisdn: `98912${String(drawn).padStart(7, '0')}`, at: `${day}T08:00:00Z` }],
      {
        sequence: 900 + drawn,
      },
    );
    await office.settles();
    expect((await as(sara).get(`/findings/${id}`)).body).toMatchObject({
      state: 'OPEN',
      delta: { minor: '0' },
    });
    await takenOn(id);
    await as(sara).post(`/findings/${id}/decide`, { outcome: 'ACCEPTED', reason: 'it came' }).expect(200);
    expect(await owed()).toBe(before);
  });
});

describe('REC-06 four eyes', () => {
  test('REC-06 above the sum a decision is a proposal, which only another key may approve', async () => {
    await allow(999);
    const before = await owed();
    const { id } = await aBreak(PRICE - 1_000);
    await takenOn(id);
    const proposed = await as(sara).post(`/findings/${id}/decide`, {
      outcome: 'ACCEPTED',
      reason: 'they are right',
    });
    expect(proposed.body).toMatchObject({
      state: 'ASSIGNED',
      proposal: { actor: 'Sara', amount: { minor: '1000' } },
    });
    expect(await owed()).toBe(before);

    const alone = await as(sara).post(`/findings/${id}/approve`, { reason: 'me again' });
    expect([alone.status, (alone.body as { code: string }).code]).toEqual([409, 'FOUR_EYES']);
    await world.api.post(`/findings/${id}/approve`, { reason: 'no finance key' }).expect(403);
    expect(await owed()).toBe(before);

    const approved = await as(ali).post(`/findings/${id}/approve`, { reason: 'seen the ticket' });
    expect(approved.body).toMatchObject({ state: 'ACCEPTED', proposal: null });
    expect(await owed()).toBe(before - 1_000);
    await as(ali).post(`/findings/${id}/approve`, { reason: 'twice' }).expect(409);
    expect(await owed()).toBe(before - 1_000);
  });

  test('REC-06 exactly the sum may be moved alone, and a proposal can be withdrawn', async () => {
    await allow(1_000);
    const { id } = await aBreak(PRICE - 1_001);
    await takenOn(id);
    await as(sara).post(`/findings/${id}/decide`, { outcome: 'WRITTEN_OFF', reason: 'too much' }).expect(200);
    const gone = await as(ali).post(`/findings/${id}/withdraw`, { reason: 'only a part' });
    expect(gone.body).toMatchObject({ state: 'ASSIGNED', proposal: null });
    const part = { outcome: 'WRITTEN_OFF', reason: 'a part', amountMinor: '1000' };
    const done = await as(sara).post(`/findings/${id}/decide`, part);
    expect(done.body).toMatchObject({ state: 'WRITTEN_OFF', adjusted: { minor: '-1000' } });
  });

  test('REC-06 twenty approvals at once post one entry', async () => {
    await allow(0);
    const before = await owed();
    const { id } = await aBreak(PRICE - 500);
    await takenOn(id);
    await as(sara)
      .post(`/findings/${id}/decide`, { outcome: 'ACCEPTED', reason: 'they are right' })
      .expect(200);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => as(ali).post(`/findings/${id}/approve`, { reason: 'yes' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await owed()).toBe(before - 500);
  });

  test('REC-06 a step cannot be unwritten', async () => {
    for (const statement of [
      'update finding_steps set reason = $1',
      'delete from finding_steps where reason <> $1',
    ])
      await expect(world.database.sql.run({ text: statement, values: ['another'] })).rejects.toThrow(
        'append-only',
      );
  });
});
