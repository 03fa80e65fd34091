import { texts, words } from '../../platform/array-literal';
import type { Sql, Tx } from '../../platform/database.service';
import type { Line, LineKind, NewLine, Takings, TakenBack } from './closing-line';
import { COUNTED_BAD_DEBTS, COUNTED_CHARGES, COUNTED_REFUNDS } from './counting.store';
import { mapParts, PARTS, type Part, type Parts } from './share';
import type { EarlierMonth, StatementLine } from './statement';

/** A line's parts as PostgreSQL gives them: amounts are text. */
type PartColumns = { readonly [P in Part as `${P}Part`]: string };

const partColumns = (valueOf: (column: string) => string): string =>
  PARTS.map((part) => `${valueOf(`${part}_minor`)} as "${part}Part"`).join(', ');

const COLUMNS = `
l.id, l.kind, l.of_line as "ofLine", l.service_id as "serviceId", l.provider, l.operator_id as "operatorId", l.currency,
l.vat_bp as "vatBp", l.rule_id as "ruleId", l.count, l.amount_minor::text as "amountMinor",
l.receivable_on::text as "receivableOn", l.payable_on::text as "payableOn", ${partColumns((column) => `l.${column}::text`)}`;

type LineRow = Omit<Line, 'amountMinor' | 'parts'> & { readonly amountMinor: string } & PartColumns;

function lineFrom(row: LineRow): Line {
  const { id, kind, ofLine, serviceId, provider, operatorId, currency, vatBp, ruleId, count } = row;
  return {
    ...{ id, kind, ofLine, serviceId, provider, operatorId, currency, vatBp, ruleId, count },
    amountMinor: BigInt(row.amountMinor),
    parts: partsFrom(row),
    receivableOn: row.receivableOn,
    payableOn: row.payableOn,
  };
}

const partsFrom = (row: PartColumns): Parts => mapParts((part) => BigInt(row[`${part}Part`]));

/** What a closing counted of paid charges, by what a line is of; from its stored set alone. */
export async function readTakings(sql: Sql, closingId: number): Promise<Takings[]> {
  const rows = await sql.query<Omit<Takings, 'amountMinor'> & { amountMinor: string }>({
    text: `select c.service_id as "serviceId", s.provider, c.operator_id as "operatorId", t.currency, c.vat_bp as "vatBp",
             k.rule_id as "ruleId", count(*)::int as count, sum(t.amount_minor)::text as "amountMinor"
           from ${COUNTED_CHARGES} join services s on s.id = c.service_id
           where k.closing_id = $1 and k.kind = 'charges'
           group by c.service_id, s.provider, c.operator_id, t.currency, c.vat_bp, k.rule_id order by 1, 3, 4, 5, 6`,
    values: [closingId],
  });
  return rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
}

/** Which line a paid charge stands in: the closing that counted its transfer has one for each sort of takings. */
const LINE_OF_CHARGE = `
join ledger_transfers p on p.key in ('charge:' || c.id, 'charge:' || c.id || ':post')
join closing_transfers pk on pk.transfer_id = p.id and pk.kind = 'charges'
join closing_lines l on l.closing_id = pk.closing_id and l.kind = 'charges' and l.service_id = c.service_id
  and l.operator_id = c.operator_id and l.currency = p.currency and l.vat_bp = c.vat_bp and l.rule_id = pk.rule_id`;

const TAKEN_BACK = `
select g.kind as "takenKind", g.taken::int as "takenCount", g.amount::text as "takenMinor",
       coalesce((select sum(e.amount_minor) from closing_lines e where e.of_line = l.id and e.closing_id < $1), 0)::text as "beforeMinor",
       ${COLUMNS}
from (
  select 'refunds' as kind, l.id as line_id, count(*) as taken, sum(t.amount_minor) as amount
  from ${COUNTED_REFUNDS} ${LINE_OF_CHARGE} where k.closing_id = $1 and k.kind = 'refunds' group by l.id
  union all
  select 'bad debt', b.line_id, count(*), sum(t.amount_minor)
  from ${COUNTED_BAD_DEBTS} where k.closing_id = $1 and k.kind = 'bad debt' group by b.line_id
) g join closing_lines l on l.id = g.line_id order by l.id, g.kind`;

/** What a closing counted of refunds and bad debt, by the line it takes back from; its own lines of charges must be stored. */
export async function readTakenBack(sql: Sql, closingId: number): Promise<TakenBack[]> {
  const rows = await sql.query<
    LineRow & { takenKind: TakenBack['kind']; takenCount: number; takenMinor: string; beforeMinor: string }
  >({ text: TAKEN_BACK, values: [closingId] });
  return rows.map((row) => ({
    kind: row.takenKind,
    of: lineFrom(row),
    count: row.takenCount,
    amountMinor: BigInt(row.takenMinor),
    beforeMinor: BigInt(row.beforeMinor),
  }));
}

const INSERT = `
insert into closing_lines (closing_id, kind, of_line, service_id, provider, operator_id, currency, vat_bp, rule_id, count,
  amount_minor, vat_minor, operator_minor, brand_minor, provider_minor, own_minor, receivable_on, payable_on)
select $1::int, g.* from unnest($2::text[], $3::bigint[], $4::int[], $5::text[], $6::int[], $7::char(3)[], $8::int[], $9::int[], $10::int[],
  $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::date[], $18::date[]) as g`;

export async function insertLines(tx: Tx, closingId: number, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.sql.run({
    text: INSERT,
    values: [
      closingId,
      lines.map(({ kind }) => kind),
      lines.map(({ ofLine }) => ofLine),
      lines.map(({ serviceId }) => serviceId),
      texts(lines.map(({ provider }) => provider)),
      lines.map(({ operatorId }) => operatorId),
      lines.map(({ currency }) => currency),
      lines.map(({ vatBp }) => vatBp),
      lines.map(({ ruleId }) => ruleId),
      lines.map(({ count }) => count),
      words(lines.map(({ amountMinor }) => amountMinor.toString())),
      ...PARTS.map((part) => words(lines.map(({ parts }) => parts[part].toString()))),
      lines.map(({ receivableOn }) => receivableOn),
      lines.map(({ payableOn }) => payableOn),
    ],
  });
}

/** A closing's lines, in the order in which they were stored. */
export async function readLines(sql: Sql, closingId: number): Promise<StatementLine[]> {
  const rows = await sql.query<LineRow & Pick<StatementLine, 'service' | 'operator' | 'ofMonth'>>({
    text: `select ${COLUMNS}, n.name as service, o.code as operator, coalesce(m.month, k.month) as "ofMonth"
           from closing_lines l join closings k on k.id = l.closing_id join operators o on o.id = l.operator_id
           join services s on s.id = l.service_id join lists n on n.id = s.list_id
           left join closing_lines f on f.id = l.of_line left join closings m on m.id = f.closing_id
           where l.closing_id = $1 order by l.id`,
    values: [closingId],
  });
  return rows.map((row) => ({
    ...lineFrom(row),
    service: row.service,
    operator: row.operator,
    ofMonth: row.ofMonth,
  }));
}

const signed = (column: string): string =>
  `sum(case l.kind when 'charges' then l.${column} else -l.${column} end)::text`;

const EARLIER = `
select k.month, l.provider, o.code as operator, l.currency, ${signed('amount_minor')} as "amountMinor", ${partColumns(signed)}
from closing_lines l join closings k on k.id = l.closing_id join operators o on o.id = l.operator_id
where k.brand_id = $1 and k.month < $2 group by k.month, l.provider, o.code, l.currency order by k.month`;

/** What a brand's closings before a month came to. */
export async function readEarlier(sql: Sql, brandId: number, month: string): Promise<EarlierMonth[]> {
  const rows = await sql.query<
    Omit<EarlierMonth, 'amountMinor' | 'parts'> & { amountMinor: string } & PartColumns
  >({ text: EARLIER, values: [brandId, month] });
  return rows.map((row) => ({
    month: row.month,
    provider: row.provider,
    operator: row.operator,
    currency: row.currency,
    amountMinor: BigInt(row.amountMinor),
    parts: partsFrom(row),
  }));
}

export interface OwedLine {
  readonly kind: LineKind;
  readonly currency: string;
  readonly operatorId: number;
  /** What is left of it after refunds that were counted and after what was written off. */
  readonly leftMinor: bigint;
}

/** Locks a line of a closing, to write some of it off. */
export async function lockLine(tx: Tx, closingId: number, lineId: number): Promise<OwedLine | undefined> {
  const locked = await tx.sql.query<{ id: number }>({
    text: 'select id from closing_lines where id = $1 and closing_id = $2 for update',
    values: [lineId, closingId],
  });
  if (locked.length === 0) return undefined;
  const [row] = await tx.sql.query<Omit<OwedLine, 'leftMinor'> & { leftMinor: string }>({
    text: `select l.kind, l.currency, l.operator_id as "operatorId",
             (l.amount_minor - coalesce((select sum(b.amount_minor) from bad_debts b where b.line_id = l.id), 0)
               - coalesce((select sum(r.amount_minor) from closing_lines r where r.of_line = l.id and r.kind = 'refunds'), 0))::text
               as "leftMinor"
           from closing_lines l where l.id = $1`,
    values: [lineId],
  });
  return row && { ...row, leftMinor: BigInt(row.leftMinor) };
}

export async function insertBadDebt(
  tx: Tx,
  debt: {
    readonly lineId: number;
    readonly amountMinor: bigint;
    readonly reason: string;
    readonly actor: string;
    readonly at: Date;
  },
): Promise<number> {
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into bad_debts (line_id, amount_minor, reason, actor, at) values ($1, $2, $3, $4, $5) returning id`,
    values: [debt.lineId, debt.amountMinor.toString(), debt.reason, debt.actor, debt.at],
  });
  if (!row) throw new Error('the new bad debt has no id');
  return row.id;
}
