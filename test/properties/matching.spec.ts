import fc from 'fast-check';
import type { Database } from '../../src/platform/database.service';
import { aDatabase } from '../support/bookkeeping';
import {
  aReconciling,
  PRICE,
  type OurCharge,
  type OurRefund,
  type Reconciling,
  type TheirRow,
} from '../support/reconciling';

const DAY = '2026-05-01';
const FROM_MS = Date.parse('2026-04-30T20:30:00Z');
const HOUR_MS = 3_600_000;
const RUNS = 6;

let close: () => Promise<void>;
let database: Database;
let office: Reconciling;
beforeAll(async () => {
  ({ database, close } = await aDatabase());
  office = await aReconciling(database, '2026-05-02T05:00:00Z');
});
afterAll(() => close());

/** Both sides of a day, and what is to be found in it: the name of the charge, refund or row, and its category. */
class Field {
  readonly charges: OurCharge[] = [];
  readonly refunds: OurRefund[] = [];
  readonly rows: TheirRow[] = [];
  readonly expected: [string, string][] = [];
}

interface Spot {
  readonly name: string;
  readonly msisdn: string;
  readonly at: string;
  readonly later: (ms: number) => string;
}

type Plant = (field: Field, spot: Spot) => void;

const charge = ({ name, msisdn, at }: Spot, own: Partial<OurCharge> = {}): OurCharge => ({
  ref: name,
  remoteId: `T${name}`,
  msisdn,
  at,
  ...own,
});
const row = ({ name, msisdn, at }: Spot, own: Partial<TheirRow> = {}): TheirRow => ({
  txnId: `T${name}`,
  msisdn,
  at,
  ...own,
});

const planted =
  (
    category: string,
    ours: (spot: Spot) => Partial<OurCharge> | null,
    theirs: (spot: Spot) => Partial<TheirRow> | null,
  ): Plant =>
  (field, spot) => {
    const [our, their] = [ours(spot), theirs(spot)];
    if (our) field.charges.push(charge(spot, our));
    if (their) field.rows.push(row(spot, their));
    if (category !== '') field.expected.push([our ? spot.name : `T${spot.name}`, category]);
  };

const same = () => ({});
const none = () => null;

/** What may be planted, by name; the empty category is a plain match, or nobody's business. */
const PLANTS: Readonly<Record<string, Plant>> = {
  'by the operator’s id': planted('', same, same),
  'by our reference': planted('', same, ({ name }) => ({ txnId: `other-${name}`, ref: name })),
  'by the message id in hex': planted(
    '',
    ({ name }) => ({ remoteId: (900_000_000 + Number(name.slice(1))).toString(16) }),
    ({ name }) => ({ txnId: `0${900_000_000 + Number(name.slice(1))}` }),
  ),
  'by likeness': (field, spot) => {
    planted(
      'MATCHED',
      () => ({ remoteId: null }),
      ({ later }) => ({ at: later(540_000) }),
    )(field, spot);
  },
  'a refusal on both sides': planted(
    '',
    () => ({ state: 'refused' }),
    () => ({ status: 'refused' }),
  ),
  'a refusal of ours alone': planted('', () => ({ state: 'refused', remoteId: null }), none),
  'a refusal of theirs alone': planted('', none, () => ({ status: 'refused' })),
  'within the tolerance': planted('', same, () => ({ amount: PRICE + 1 })),
  'too little': planted('AMOUNT_MISMATCH', same, () => ({ amount: PRICE - 2 })),
  'missing there': planted('MISSING_AT_OPERATOR', same, none),
  'missing here': planted('MISSING_AT_US', none, same),
  'no price of ours': planted('TARIFF_UNKNOWN', none, () => ({ amount: 4_321 })),
  'no service of ours': planted('TARIFF_UNKNOWN', none, () => ({ serviceId: null })),
  'we failed': planted('STATUS_MISMATCH', () => ({ state: 'refused' }), same),
  'they failed': planted('STATUS_MISMATCH', same, () => ({ status: 'refused' })),
  'nobody knew': planted(
    'STATUS_MISMATCH',
    () => ({ state: 'unknown', remoteId: null }),
    ({ name }) => ({ ref: name }),
  ),
  'another person': planted('IDENTITY_MISMATCH', same, ({ msisdn }) => ({ msisdn: `${msisdn}9` })),
  'another day': planted('PERIOD_MISMATCH', same, () => ({ day: '2026-05-02' })),
  'twice there': (field, spot) => {
    planted('DUPLICATE_AT_OPERATOR', same, same)(field, spot);
    field.rows.push(row(spot));
  },
  'twice there under one reference': (field, spot) => {
    planted('DUPLICATE_AT_OPERATOR', same, ({ name }) => ({ ref: name }))(field, spot);
    field.rows.push(row(spot, { txnId: `again-${spot.name}`, ref: spot.name }));
  },
  'twice here': (field, spot) => {
    planted('', same, same)(field, spot);
    field.charges.push(charge(spot, { ref: `${spot.name}b`, at: spot.later(60_000) }));
    field.expected.push([`${spot.name}b`, 'DUPLICATE_AT_US']);
  },
  'given back on both sides': (field, spot) => refund(field, spot, { amount: -PRICE }, ''),
  'given back here alone': (field, spot) => refund(field, spot, null, 'REFUND_UNMATCHED'),
  'given back there alone': (field, spot) => {
    planted('', same, same)(field, spot);
    field.rows.push(
      row(spot, { txnId: `R${spot.name}`, amount: -PRICE, status: 'refunded', at: spot.later(HOUR_MS) }),
    );
    field.expected.push([`R${spot.name}`, 'REFUND_UNMATCHED']);
  },
  'given back twice there': (field, spot) => {
    refund(field, spot, { amount: -PRICE }, 'DUPLICATE_AT_OPERATOR');
    const again = field.rows.at(-1);
    if (again) field.rows.push({ ...again });
  },
  'another sum given back': (field, spot) =>
    refund(field, spot, { amount: 10 - PRICE }, 'REFUND_AMOUNT_MISMATCH'),
};

function refund(field: Field, spot: Spot, theirs: Partial<TheirRow> | null, category: string): void {
  planted('', same, same)(field, spot);
  const at = spot.later(HOUR_MS);
  field.refunds.push({ ref: `r${spot.name}`, of: spot.name, remoteId: `R${spot.name}`, at });
  if (theirs) field.rows.push(row(spot, { txnId: `R${spot.name}`, status: 'refunded', at, ...theirs }));
  if (category !== '') field.expected.push([`r${spot.name}`, category]);
}

let drawn = 0;

/** Somebody new, at some hour that is far from both ends of the day. */
function aSpot(minute: number): Spot {
  const place = ++drawn;
  const startMs = FROM_MS + HOUR_MS + minute * 60_000;
  const later = (ms: number) => new Date(startMs + ms).toISOString();
  return { name: `p${place}`, msisdn: `9891${String(place).padStart(8, '0')}`, at: later(0), later };
}

/** What a run says of a day with this field on it. */
async function foundIn(field: Field): Promise<(readonly [string, string])[]> {
  const carrier = await office.aCarrier({ amountMinor: 1 });
  await carrier.charged(field.charges);
  await carrier.refunded(field.refunds);
  await carrier.sends(DAY, field.rows);
  await office.settles();
  expect(await office.failures()).toEqual([]);
  return (await carrier.results(DAY)).map(({ name, category }) => [name, category] as const);
}

const inOrder = (found: readonly (readonly [string, string])[]) => found.map((pair) => pair.join(' ')).sort();

describe('REC-03 matching finds what is there', () => {
  test('REC-03 what was planted at random is found, all of it and nothing else', async () => {
    const plants = fc.array(
      fc.tuple(fc.constantFrom(...Object.keys(PLANTS)), fc.integer({ min: 0, max: 1_200 })),
      {
        minLength: 200,
        maxLength: 400,
      },
    );
    await fc.assert(
      fc.asyncProperty(plants, async (chosen) => {
        const field = new Field();
        for (const [name, minute] of chosen) PLANTS[name]?.(field, aSpot(minute));
        expect(inOrder(await foundIn(field))).toEqual(inOrder(field.expected));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 120_000);

  test.each(['twice there', 'twice here', 'given back twice there'])(
    'REC-03 %s is found on a day on which everything else agrees',
    async (plant) => {
      const field = new Field();
      for (const name of ['by the operator’s id', plant, 'given back on both sides'])
        PLANTS[name]?.(field, aSpot(60));
      expect(field.expected).toHaveLength(1);
      expect(inOrder(await foundIn(field))).toEqual(inOrder(field.expected));
    },
  );

  test('REC-03 likeness pairs one to one, the nearest first', async () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 1_800 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(minutes, minutes, async (ours, theirs) => {
        const carrier = await office.aCarrier();
        const noon = FROM_MS + 12 * HOUR_MS;
        const at = (seconds: number) => new Date(noon + seconds * 1_000).toISOString();
        const prefix = `f${++drawn}`;
        const msisdn = `9893${String(drawn).padStart(8, '0')}`;
        const name = (place: number) => `${prefix}-${String(place).padStart(2, '0')}`;
        await carrier.charged(
          ours.map((second, place) => ({ ref: name(place), remoteId: null, msisdn, at: at(second) })),
        );
        await carrier.sends(
          DAY,
          theirs.map((second) => ({ msisdn, at: at(second) })),
        );
        await office.settles();
        const paired = await office.query<{ name: string; line: number }>(
          `select substr(c.key, 6) as name, m.line from matching_results m join reconciliations r on r.id = m.run_id
             join charges c on c.id = m.charge_id
             where r.operator_id = $1 and m.category = 'MATCHED' order by m.line`,
          carrier.till.operatorId,
        );
        const expected = nearestFirst(ours, theirs).map(([our, their]) => ({
          name: name(our),
          line: their + 2,
        }));
        expect(paired).toEqual(expected.sort((one, other) => one.line - other.line));
      }),
      { numRuns: RUNS * 2, endOnFailure: true },
    );
  }, 120_000);
});

/** The plain way: all pairs within ten minutes, the nearest taken first, each side once. */
function nearestFirst(ours: readonly number[], theirs: readonly number[]): [number, number][] {
  const all = ours.flatMap((our, o) =>
    theirs.map((their, t) => ({ o, t, gap: Math.abs(our - their) })).filter(({ gap }) => gap <= 600),
  );
  all.sort((one, other) => one.gap - other.gap || one.o - other.o || one.t - other.t);
  const taken = { ours: new Set<number>(), theirs: new Set<number>() };
  const pairs: [number, number][] = [];
  for (const { o, t } of all) {
    if (taken.ours.has(o) || taken.theirs.has(t)) continue;
    taken.ours.add(o);
    taken.theirs.add(t);
    pairs.push([o, t]);
  }
  return pairs;
}
