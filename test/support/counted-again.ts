import { hash } from 'node:crypto';
import type { Database } from '../../src/platform/database.service';

type Row = Readonly<Record<string, unknown>>;

const TABLES = [
  'texts',
  'consents',
  'subscribers',
  'subscriptions',
  'subscription_events',
  'services',
  'charges',
  'refunds',
  'complaints',
  'outbound',
  'deliveries',
  'operators',
] as const;

export type RawRows = Readonly<Record<(typeof TABLES)[number], readonly Row[]>>;

/** Everything a regulator's figures are made of, as it stands in the tables. */
export async function readRaw({ sql }: Database): Promise<RawRows> {
  const tables = new Map<string, Row[]>();
  for (const table of TABLES) tables.set(table, await sql.query<Row>({ text: `select * from ${table}` }));
  return Object.fromEntries(tables) as unknown as RawRows;
}

export interface Line {
  readonly figure: string;
  readonly currency: string | null;
  readonly value: number | string | null;
  readonly counted: number;
  readonly sha256: string;
}

export interface CountedScope {
  readonly from: Date;
  readonly until: Date;
  readonly brandId: number | null;
  readonly operatorId: number | null;
}

interface Counted {
  readonly key: string;
  readonly value?: number;
}

const digest = (rows: readonly Counted[]): string =>
  hash(
    'sha256',
    rows
      .map(({ key }) => key)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .join(','),
  );

/** Linear between the two neighbours, as SQL's continuous percentile is. */
function percentile(rows: readonly Counted[], share: number): number | null {
  const values = rows.map(({ value = 0 }) => value).sort((a, b) => a - b);
  const place = share * (values.length - 1);
  const [low, high] = [values[Math.floor(place)], values[Math.ceil(place)]];
  if (low === undefined || high === undefined) return null;
  return low + (place - Math.floor(place)) * (high - low);
}

const at = (row: Row, column: string): Date => row[column] as Date;
const id = (row: Row, column = 'id'): number => Number(row[column]);

const keyed = (rows: readonly Row[]): Counted[] => rows.map((row) => ({ key: String(row['id']) }));

const line = (figure: string, rows: readonly Counted[], value: Line['value'] = rows.length): Line => ({
  ...{ figure, currency: null, value, counted: rows.length },
  sha256: digest(rows),
});

/** The same figures, row by row and without a database: slow, and easy to believe. */
export function countAgain(raw: RawRows, scope: CountedScope): Line[] {
  const again = new Again(raw, scope);
  return [...again.stops(), ...again.joins(), ...again.complaints(), ...again.money()];
}

interface Stop {
  readonly textId: number;
  readonly subscriberId: number;
  readonly recordedMs: number;
  readonly saidMs: number;
}

const RUNNING: readonly unknown[] = ['trial', 'activating', 'active', 'renewing'];

class Again {
  private readonly mine: readonly Row[];
  private readonly lived: readonly Row[];

  constructor(
    private readonly raw: RawRows,
    private readonly scope: CountedScope,
  ) {
    this.mine = raw.subscriptions.filter(
      (one) =>
        this.isBrands(this.row('services', one['service_id'])?.['brand_id']) &&
        this.isOperators(one['operator_id']),
    );
    this.lived = this.mine.filter(
      (one) =>
        at(one, 'joined_at') < scope.until &&
        (one['ended_at'] === null || at(one, 'ended_at') >= scope.from) &&
        this.isConfirmed(one),
    );
  }

  stops(): Line[] {
    const stops = this.texted();
    const until = (endMs: (stop: Stop) => number | null): Counted[] =>
      stops.flatMap((stop) => {
        const end = endMs(stop);
        return end === null ? [] : [{ key: String(stop.textId), value: end - stop.saidMs }];
      });
    const ledgered = until(({ recordedMs }) => recordedMs);
    const ended = until((stop) => (this.endedBy(stop) ? stop.recordedMs : null));
    const confirmed = until(({ textId }) => this.confirmedMs(textId));
    return [
      line('stops', ledgered),
      line('stopToLedgerP95Ms', ledgered, percentile(ledgered, 0.95)),
      line('stopToEndP95Ms', ended, percentile(ended, 0.95)),
      line('stopToConfirmationP95Ms', confirmed, percentile(confirmed, 0.95)),
    ];
  }

  joins(): Line[] {
    const joined = this.mine.filter((one) => this.isWithin(one, 'joined_at'));
    const ran = this.mine.filter((one) => this.hasRun(one));
    return [
      line('joinsAsked', keyed(joined)),
      line('joinsUnanswered', keyed(joined.filter((one) => !this.isConfirmed(one)))),
      line('joinsUnconfirmed', keyed(ran.filter((one) => !this.isConfirmed(one)))),
    ];
  }

  complaints(): Line[] {
    const complaints = this.raw.complaints.filter(
      (one) =>
        this.isWithin(one, 'opened_at') &&
        this.isBrands(one['brand_id']) &&
        this.isOperators(this.operatorOf(one)),
    );
    const base = this.lived.map((one) => ({ key: `subscription:${id(one)}` }));
    const rate = [...base, ...complaints.map((one) => ({ key: `complaint:${id(one)}` }))];
    const perThousand = base.length === 0 ? null : (1_000 * complaints.length) / base.length;
    return [
      line('subscriptions', base),
      line('complaints', keyed(complaints)),
      line('complaintsPer1000Subscriptions', rate, perThousand),
    ];
  }

  money(): Line[] {
    const settled = this.raw.charges.filter((one) => this.isMine(one) && this.isWithin(one, 'settled_at'));
    const refunds = this.raw.refunds.filter(
      (one) =>
        one['state'] === 'refunded' &&
        this.isWithin(one, 'settled_at') &&
        this.isMine(this.row('charges', one['charge_id'])),
    );
    const days = refunds.map((one) => ({
      key: String(one['id']),
      value: (at(one, 'settled_at').getTime() - at(one, 'created_at').getTime()) / 86_400_000,
    }));
    const capped = settled.filter((one) => one['state'] === 'refused' && one['failure'] === 'our cap');
    const hit = new Set(capped.map((one) => `${id(one, 'subscriber_id')}:${id(one, 'service_id')}`));
    return [
      line('charges', keyed(settled.filter((one) => one['state'] === 'charged'))),
      line('refunds', keyed(refunds)),
      line('refundDaysMedian', days, percentile(days, 0.5)),
      ...sums(refunds),
      line(
        'capsHit',
        [...hit].map((key) => ({ key })),
      ),
      line('chargesStoppedByCaps', keyed(capped)),
    ];
  }

  private texted(): Stop[] {
    const stops = new Map<number, Stop>();
    for (const consent of this.raw.consents) {
      const text = this.row('texts', consent['text_id']);
      if (!text || consent['event'] !== 'opt_out' || consent['channel'] !== 'text') continue;
      const subscriberId = id(consent, 'subscriber_id');
      const operator = text['operator'] ?? this.row('subscribers', subscriberId)?.['operator'];
      const { operatorId } = this.scope;
      const isOurs = operatorId === null || operator === this.row('operators', operatorId)?.['code'];
      const isBrands = consent['brand_id'] === null || this.isBrands(consent['brand_id']);
      if (!this.isWithin(consent, 'recorded_at') || !isOurs || !isBrands) continue;
      stops.set(id(text), {
        ...{ textId: id(text), subscriberId, recordedMs: at(consent, 'recorded_at').getTime() },
        saidMs: Math.min(at(text, 'said_at').getTime(), at(text, 'received_at').getTime()),
      });
    }
    return [...stops.values()];
  }

  private endedBy({ subscriberId, recordedMs }: Stop): boolean {
    return this.raw.subscription_events.some(
      (event) =>
        event['event'] === 'stopped' &&
        event['channel'] === 'text' &&
        at(event, 'at').getTime() === recordedMs &&
        Number(this.row('subscriptions', event['subscription_id'])?.['subscriber_id']) === subscriberId,
    );
  }

  private confirmedMs(textId: number): number | null {
    const replies = this.raw.outbound.filter(
      (one) => id(one, 'text_id') === textId && one['class'] === 'reply',
    );
    const ids = new Set(replies.map((one) => id(one)));
    const left = this.raw.deliveries.filter(
      (one) => ids.has(id(one, 'outbound_id')) && one['remote_id'] !== null,
    );
    return left.length === 0 ? null : Math.min(...left.map((one) => at(one, 'at').getTime()));
  }

  private hasRun(subscription: Row): boolean {
    const events = this.eventsOf(subscription);
    const charges = this.raw.charges.filter(
      (one) => one['state'] === 'charged' && id(one, 'subscription_id') === id(subscription),
    );
    return (
      events.some((event) => this.isWithin(event, 'at') && RUNNING.includes(event['to_state'])) ||
      charges.some((charge) => this.isWithin(charge, 'settled_at'))
    );
  }

  private operatorOf(complaint: Row): unknown {
    const code = this.row('subscribers', complaint['subscriber_id'])?.['operator'];
    return (
      this.row('charges', complaint['charge_id'])?.['operator_id'] ??
      this.row('subscriptions', complaint['subscription_id'])?.['operator_id'] ??
      this.raw.operators.find((one) => one['code'] === code)?.['id']
    );
  }

  private eventsOf(subscription: Row): readonly Row[] {
    return this.raw.subscription_events.filter((event) => id(event, 'subscription_id') === id(subscription));
  }

  private isConfirmed(subscription: Row): boolean {
    return this.eventsOf(subscription).some(
      (event) => event['event'] === 'confirmed' && at(event, 'at') < this.scope.until,
    );
  }

  private isMine(charge: Row | undefined): boolean {
    return (
      charge !== undefined && this.isBrands(charge['brand_id']) && this.isOperators(charge['operator_id'])
    );
  }

  private isBrands(brand: unknown): boolean {
    return this.scope.brandId === null || Number(brand) === this.scope.brandId;
  }

  private isOperators(operator: unknown): boolean {
    return this.scope.operatorId === null || Number(operator) === this.scope.operatorId;
  }

  private isWithin(row: Row, column: string): boolean {
    return row[column] !== null && at(row, column) >= this.scope.from && at(row, column) < this.scope.until;
  }

  private row(table: keyof RawRows, wanted: unknown): Row | undefined {
    return wanted === null ? undefined : this.raw[table].find((one) => id(one) === Number(wanted));
  }
}

function sums(refunds: readonly Row[]): Line[] {
  const currencies = [...new Set(refunds.map((one) => String(one['currency'])))].sort();
  return currencies.map((currency): Line => {
    const own = refunds.filter((one) => one['currency'] === currency);
    const sum = own.reduce((total, one) => total + BigInt(String(one['amount_minor'])), 0n);
    return { ...line('refunded', keyed(own), String(sum)), currency };
  });
}
