import fixture from '../data/recon_fixture.json';
import { beginRun, queueRun } from '../../src/reconciliation/matching/runs.store';
import { aDatabase } from '../support/bookkeeping';
import {
  aReconciling,
  PRICE,
  type Carrier,
  type OurCharge,
  type Reconciling,
  type TheirRow,
} from '../support/reconciling';

const DAY = '2026-05-01';
/** The next morning in Tehran, when the operator has sent its file. */
const MORNING = '2026-05-02T05:00:00Z';
const DAY_MS = 86_400_000;

let close: () => Promise<void>;
let office: Reconciling;
let mci: Carrier;
beforeEach(async () => {
  const { database, close: end } = await aDatabase();
  close = end;
  office = await aReconciling(database, MORNING);
  mci = await office.aCarrier();
});
afterEach(async () => {
  expect(await office.failures()).toEqual([]);
  await close();
});

const STATES: Readonly<Record<string, OurCharge['state']>> = {
  CHARGED: 'charged',
  FAILED_INSUFFICIENT: 'refused',
  UNKNOWN_TIMEOUT: 'unknown',
};

const orNull = (text: string | number | undefined): string | null =>
  text === undefined || text === '' ? null : String(text);

/** The month of the fixture: our side as charges and one refund, theirs as the rows of one file. */
async function theFixture(): Promise<void> {
  const ours = fixture.ours.filter(([ref]) => ref !== 'R1');
  await mci.charged(
    ours.map(([ref, remoteId, msisdn, , at, amount, state]) => ({
      ref: String(ref),
      remoteId: orNull(remoteId),
      msisdn: String(msisdn),
      at: String(at),
      amount: Number(amount),
      state: STATES[String(state)] ?? 'charged',
    })),
  );
  await mci.refunded([{ ref: 'R1', of: 'C1', remoteId: 'SDP-R1', at: '2026-05-01T10:00:00Z' }]);
  await mci.sends(
    DAY,
    fixture.operator.map(([txnId, ref, msisdn, , local, amount]): TheirRow => ({
      txnId: orNull(txnId),
      ref: orNull(ref),
      msisdn: String(msisdn),
      at: `${local}+03:30`,
      amount: Number(amount),
    })),
  );
}

describe('REC-03 a day is compared with the operator’s file', () => {
  test('REC-03 mo17 the fixture gives exactly the expected map', async () => {
    await theFixture();
    await office.settles();
    const found = Object.fromEntries(
      (await mci.results(DAY)).map(({ name, category, via }) => [
        name,
        via === 'fuzzy' ? `${category} by fallback key` : category,
      ]),
    );
    const known = Object.entries(fixture.expect).map(([name, expected]) => [name, expected] as const);
    for (const [name, expected] of known) {
      const said = found[name] ?? 'MATCHED';
      expect([name, expected.startsWith(said)]).toEqual([name, true]);
    }
    expect(Object.keys(found).sort()).toEqual(
      known
        .map(([name]) => name)
        .filter((name) => name !== 'C1')
        .sort(),
    );
    const c2 = (await mci.results(DAY)).find(({ name }) => name === 'C2');
    expect(c2?.deltaMinor).toBe(-1_000);
    expect(await mci.figures(DAY)).toMatchObject({ theirs: 9, fuzzy: 1 });
  });

  test('REC-03 an unknown charge is healed by the file, and its finding closes by itself', async () => {
    await theFixture();
    await office.settles();
    const [c5] = await office.query<{ state: string; remoteId: string }>(
      `select state, remote_id as "remoteId" from charges where key = 'test:C5'`,
    );
    expect(c5).toEqual({ state: 'charged', remoteId: 'SDP-5' });
    expect(await office.stepsOf('C5')).toMatchObject([
      { step: 'opened', category: 'STATUS_MISMATCH', to: 'OPEN' },
      { step: 'resolved', to: 'RESOLVED', actor: 'system' },
    ]);
    const transfers = await office.query(`select key from ledger_transfers where key like 'charge:%'`);
    expect(transfers).toHaveLength(1);
    // It was settled on another day than it was made: no finding of that day either, and none comes back on this one.
    await mci.sends('2026-05-02', []);
    await office.settles();
    await mci.runs(DAY);
    await mci.runs('2026-05-02');
    expect(await mci.findings('2026-05-02')).toEqual({});
    expect(await mci.findings(DAY)).not.toHaveProperty('C5');
  });

  test('REC-03 a charge that a file healed a week later is found in the file of the day it was sent', async () => {
    await mci.charged([{ ref: 'O1', msisdn: '989120000009', at: '2026-05-01T08:00:00Z', state: 'unknown' }]);
    office.clock.advance(8 * DAY_MS);
    await mci.sends(DAY, [{ txnId: 'T-9', ref: 'O1', msisdn: '989120000009', at: '2026-05-01T08:00:01Z' }]);
    await office.settles();
    const [healed] = await office.query<{ state: string; settledAt: Date }>(
      `select state, settled_at as "settledAt" from charges where key = 'test:O1'`,
    );
    expect(healed).toEqual({ state: 'charged', settledAt: new Date('2026-05-10T05:00:00Z') });
    await mci.sends('2026-05-10', []);
    await office.settles();
    expect(await mci.findings('2026-05-10')).toEqual({});
    expect(await mci.figures('2026-05-10')).toMatchObject({ ours: 1, matched: 1 });
  });
});

describe('REC-04 what comes late', () => {
  const late = { ref: 'L1', remoteId: 'T-1', msisdn: '989120000001', at: '2026-05-01T20:29:58Z' };

  test('REC-04 a row that arrives at T+2 turns PENDING_LATE into a match, and the history stays', async () => {
    await mci.charged([late]);
    await mci.sends(DAY, []);
    await office.settles();
    expect(await mci.findings(DAY)).toEqual({ L1: 'PENDING_LATE' });

    office.clock.advance(2 * DAY_MS);
    await mci.sends('2026-05-03', [{ txnId: 'T-1', msisdn: late.msisdn, at: '2026-05-01T20:30:01Z' }]);
    await office.settles();
    expect(await mci.findings(DAY)).toEqual({});
    expect(await mci.findings('2026-05-03')).toEqual({});
    expect(await office.stepsOf('L1')).toMatchObject([
      { step: 'opened', category: 'PENDING_LATE' },
      { step: 'resolved', category: 'PENDING_LATE', to: 'RESOLVED' },
    ]);
  });

  test('REC-04 what has not come by the end of the late window is missing, without anybody asking', async () => {
    await mci.charged([late]);
    await mci.sends(DAY, []);
    await office.settles();
    office.clock.advance(2 * DAY_MS);
    await office.settles();
    expect(await mci.findings(DAY)).toEqual({ L1: 'PENDING_LATE' });
    office.clock.advance(2 * DAY_MS);
    await office.settles();
    expect(await mci.findings(DAY)).toEqual({ L1: 'MISSING_AT_OPERATOR' });
    expect((await office.stepsOf('L1')).map(({ step }) => step)).toEqual(['opened', 'changed']);
  });

  test('REC-03 the same charge on another settlement day is a finding, unless it stood at the edge of the day', async () => {
    await mci.charged([
      late,
      { ref: 'N1', remoteId: 'T-2', msisdn: '989120000002', at: '2026-05-01T08:00:00Z' },
    ]);
    await mci.sends(DAY, []);
    await mci.sends('2026-05-02', [
      { txnId: 'T-1', msisdn: late.msisdn, at: late.at },
      { txnId: 'T-2', msisdn: '989120000002', at: '2026-05-01T08:00:00Z' },
    ]);
    await office.settles();
    expect(await mci.findings(DAY)).toEqual({ N1: 'PERIOD_MISMATCH' });
    expect(await mci.findings('2026-05-02')).toEqual({});
  });

  test('REC-03 a pair without ids is found across midnight', async () => {
    await mci.charged([{ ref: 'M1', msisdn: '989120000003', at: '2026-05-01T20:29:59Z' }]);
    await mci.sends(DAY, []);
    await mci.sends('2026-05-02', [{ txnId: 'T-3', msisdn: '989120000003', at: '2026-05-01T20:30:04Z' }]);
    await office.settles();
    expect(await mci.findings(DAY)).toEqual({});
    expect(await mci.findings('2026-05-02')).toEqual({});
  });
});

describe('REC-06 a closed day is run again', () => {
  test('REC-06 the same rows give the same results, and the difference is empty', async () => {
    await theFixture();
    await office.settles();
    await mci.runs(DAY);
    const first = await mci.results(DAY);
    await mci.runs(DAY);
    expect(await mci.results(DAY)).toEqual(first);
    const steps = await office.query(`select step from finding_steps where step = 'reopened'`);
    expect(steps).toEqual([]);
  });

  test('REC-06 whoever asks for a day just as its run begins is given a run all the same', async () => {
    const { database } = office;
    const by = { actor: 'care', at: office.clock.now() };
    const subject = { operatorId: mci.till.operatorId, day: DAY };
    const turns = Array.from({ length: 8 }, (_, at) => at);
    const asked = await Promise.all(
      turns.flatMap(() => [
        database.transaction((tx) => queueRun(tx, subject, by)),
        beginRun(database.sql).then(() => null),
      ]),
    );
    await office.settles();
    const ids = asked.filter((id) => id !== null);
    expect(ids).toHaveLength(turns.length);
    const done = await office.query<{ id: number }>(`select id from reconciliations where state = 'done'`);
    expect(done.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });

  test('REC-02 an amended file takes the place of the first, and only what it changed changes', async () => {
    await mci.charged([
      { ref: 'A1', remoteId: 'T-1', msisdn: '989120000001', at: '2026-05-01T08:00:00Z' },
      { ref: 'A2', remoteId: 'T-2', msisdn: '989120000002', at: '2026-05-01T08:00:01Z' },
    ]);
    const rowOf = (at: number) => ({
      txnId: `T-${at}`,
      msisdn: `98912000000${at}`,
      at: '2026-05-01T08:00:00Z',
    });
    const first = await mci.sends(DAY, [{ ...rowOf(1), amount: PRICE - 7 }]);
    await office.settles();
    expect(await mci.findings(DAY)).toEqual({ A1: 'AMOUNT_MISMATCH', A2: 'MISSING_AT_OPERATOR' });
    await mci.sends(DAY, [{ ...rowOf(1), amount: PRICE - 7 }, rowOf(2)], { supersedes: first });
    await office.settles();
    expect(await mci.findings(DAY)).toEqual({ A1: 'AMOUNT_MISMATCH' });
    expect((await office.stepsOf('A1')).map(({ step }) => step)).toEqual(['opened']);
    expect((await office.stepsOf('A2')).map(({ step }) => step)).toEqual(['opened', 'resolved']);
  });
});

describe('REC-05 tolerances and incidents', () => {
  test('REC-05 what is within the tolerance is no finding, what is a unit beyond is', async () => {
    const mtn = await office.aCarrier({ amountMinor: 5 });
    const charge = (at: number) => ({
      ref: `X${at}`,
      remoteId: `U-${at}`,
      msisdn: `9891200001${at}`,
      at: '2026-05-01T08:00:00Z',
    });
    await mtn.charged([charge(1), charge(2)]);
    await mtn.sends(DAY, [
      { txnId: 'U-1', msisdn: '98912000011', at: '2026-05-01T08:00:00Z', amount: PRICE - 5 },
      { txnId: 'U-2', msisdn: '98912000012', at: '2026-05-01T08:00:00Z', amount: PRICE + 6 },
    ]);
    await office.settles();
    expect(await mtn.findings(DAY)).toEqual({ X2: 'AMOUNT_MISMATCH' });
  });

  test('REC-05 a day that is more than ten percent and the sum apart is an incident; either alone is not', async () => {
    const limits = (minor: number) =>
      office.query(
        `insert into reconciliation_limits (currency, four_eyes_minor, escalation_minor, escalation_bp, updated_by, updated_at)
         values ('IRR', 0, $1, 1000, 'test', '2026-01-01Z')
         on conflict (currency) do update set escalation_minor = excluded.escalation_minor`,
        minor,
      );
    const charges = Array.from({ length: 20 }, (_, at) => ({
      ref: `I${at}`,
      remoteId: `V-${at}`,
      msisdn: `98912000${100 + at}`,
      at: '2026-05-01T08:00:00Z',
    }));
    const rows = charges.map(({ remoteId, msisdn, at }) => ({ txnId: remoteId, msisdn, at }));
    await mci.charged(charges);
    const incidents = () =>
      office.query(
        'select difference_minor::int as minor, difference_bp as bp from reconciliation_incidents',
      );

    await limits(4 * PRICE);
    const first = await mci.sends(DAY, rows.slice(0, 17));
    await office.settles();
    expect(await incidents()).toEqual([]);
    await limits(PRICE);
    const second = await mci.sends(DAY, rows.slice(0, 18), { supersedes: first });
    await office.settles();
    expect(await incidents()).toEqual([]);
    await mci.sends(DAY, rows.slice(0, 17), { supersedes: second });
    await office.settles();
    expect(await incidents()).toEqual([{ minor: -3 * PRICE, bp: 1_500 }]);
  });
});
