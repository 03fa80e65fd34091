import type { Tx } from '../../platform/database.service';
import type { Claimed } from './runs.store';
import { daysAfter, type Terms } from './terms';

/** The files in force in which rows of a day may stand, late ones too, and which of them have any. */
export interface DayFiles {
  readonly all: readonly number[];
  /** Those with rows of the day. */
  readonly ofDay: readonly number[];
  /** Those with rows of other days. */
  readonly ofOthers: readonly number[];
  /** The day's rows in all of them: charges, whether made or refused, and refunds. */
  readonly charges: number;
  readonly refunds: number;
}

const FILES = `
select f.id, coalesce(bool_or(d.day = $4::date), false) as "isOfDay", coalesce(bool_or(d.day <> $4::date), false) as "isOfOthers",
  coalesce(sum(d.charged + d.refused) filter (where d.day = $4::date), 0)::int as charges,
  coalesce(sum(d.refunded) filter (where d.day = $4::date), 0)::int as refunds
from statement_files f left join statement_days d on d.file_id = f.id
where f.operator_id = $1 and f.state = 'imported' and f.day between $2::date and $3::date
group by f.id order by f.id`;

export async function filesOf(tx: Tx, { operatorId, day }: Claimed, terms: Terms): Promise<DayFiles> {
  const first = daysAfter(day, -terms.fileDays);
  const last = daysAfter(day, terms.lateDays + terms.fileDays);
  const files = await tx.sql.query<{
    id: number;
    isOfDay: boolean;
    isOfOthers: boolean;
    charges: number;
    refunds: number;
  }>({ text: FILES, values: [operatorId, first, last, day] });
  return {
    all: files.map(({ id }) => id),
    ofDay: files.filter(({ isOfDay }) => isOfDay).map(({ id }) => id),
    ofOthers: files.filter(({ isOfOthers }) => isOfOthers).map(({ id }) => id),
    charges: files.reduce((sum, { charges }) => sum + charges, 0),
    refunds: files.reduce((sum, { refunds }) => sum + refunds, 0),
  };
}
