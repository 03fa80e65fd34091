import { words } from '../../platform/array-literal';
import type { Sql } from '../../platform/database.service';
import type { LineFault, PackedHashes } from './code-batch';

export type LoadState = 'running' | 'done' | 'interrupted' | 'failed';

/** One filling of a lot: codes we made, or a file. */
export interface LoadCard {
  readonly id: number;
  readonly kind: 'generation' | 'import';
  readonly file: string | null;
  readonly state: LoadState;
  readonly imported: number;
  /** Codes the lot had already: a file that is sent again. */
  readonly known: number;
  readonly rejected: number;
  readonly faults: readonly LineFault[];
  readonly detail: string | null;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface NewLoad {
  readonly lotId: number;
  readonly kind: LoadCard['kind'];
  readonly file: string | null;
  readonly startedBy: string;
  readonly startedAt: Date;
}

export interface Progress {
  readonly imported: number;
  readonly known: number;
  readonly rejected: number;
  readonly faults: readonly LineFault[];
}

/** Begins to fill a lot. @returns the load's id; null while another one runs, or when the lot is revoked. */
export async function beginLoad(sql: Sql, load: NewLoad): Promise<number | null> {
  // Whoever has been silent for a minute has died: a batch takes a second.
  await sql.run({
    text: `update code_loads set state = 'interrupted', ended_at = $2, detail = 'the process that filled the lot is gone'
           where lot_id = $1 and state = 'running' and beat_at < clock_timestamp() - interval '1 minute'`,
    values: [load.lotId, load.startedAt],
  });
  const [row] = await sql.query<{ id: number }>({
    text: `insert into code_loads (lot_id, kind, file, started_by, started_at)
           select id, $2, $3, $4, $5 from code_lots where id = $1 and state = 'active'
           on conflict (lot_id) where state = 'running' do nothing returning id`,
    values: [load.lotId, load.kind, load.file, load.startedBy, load.startedAt],
  });
  return row?.id ?? null;
}

/** A code a lot did not get: its place among the given ones, and who has it; null for one that was given twice. */
export interface LostCode {
  readonly place: number;
  readonly owner: { readonly lotId: number; readonly loadId: number } | null;
}

/** Stores codes, in the order of their hashes. @returns those that somebody has already; every other one is the lot's now. */
export async function storeCodes(
  sql: Sql,
  { lotId, loadId }: { readonly lotId: number; readonly loadId: number },
  hashes: PackedHashes,
): Promise<readonly LostCode[]> {
  const lost = await sql.query<{ place: number; hash: string; isRepeated: boolean }>({
    name: 'store-codes',
    text: `with given as materialized (
             select place, hash, row_number() over (partition by hash order by place) > 1 as is_repeated
             from (select place, encode(substr($1::bytea, 16 * place + 1, 16), 'hex')::uuid as hash
                   from generate_series(0, $2::int - 1) as g (place)) as unpacked),
           fresh as (insert into unique_codes (hash, lot_id, load_id)
                     select hash, $3::int, $4::int from given where not is_repeated order by hash
                     on conflict (hash) do nothing returning hash)
           select place, hash, is_repeated as "isRepeated" from given
           where is_repeated or hash not in (select hash from fresh)`,
    values: [hashes.packed, hashes.count, lotId, loadId],
  });
  if (lost.length === 0) return [];
  // A statement of its own: it also sees what somebody committed while the first one ran.
  const owners = await sql.query<{ hash: string; lotId: number; loadId: number }>({
    name: 'owners-of-codes',
    text: `select hash, lot_id as "lotId", load_id as "loadId" from unique_codes where hash = any($1::uuid[])`,
    values: [words(lost.map(({ hash }) => hash))],
  });
  const byHash = new Map(owners.map((owner) => [owner.hash, owner]));
  return lost.map(({ place, hash, isRepeated }) => ({
    place,
    owner: isRepeated ? null : (byHash.get(hash) ?? null),
  }));
}

/** Notes what a batch did. @returns false when the load is no longer to run: ended by somebody else, or its lot revoked. */
export async function advanceLoad(sql: Sql, loadId: number, progress: Progress): Promise<boolean> {
  const { imported, known, rejected, faults } = progress;
  const rows = await sql.run({
    name: 'advance-load',
    text: `update code_loads d set imported = imported + $2::int, known = known + $3::int, rejected = rejected + $4::int,
             faults = faults || $5::jsonb, beat_at = clock_timestamp()
           from code_lots l where d.id = $1 and d.state = 'running' and l.id = d.lot_id and l.state = 'active'`,
    values: [loadId, imported, known, rejected, JSON.stringify(faults)],
  });
  return rows > 0;
}

/** Ends a load that runs. @returns false when it had ended already. */
export async function endLoad(
  sql: Sql,
  loadId: number,
  state: Exclude<LoadState, 'running'>,
  at: Date,
  detail: string | null = null,
): Promise<boolean> {
  const rows = await sql.run({
    text: `update code_loads set state = $2, ended_at = $3, detail = $4 where id = $1 and state = 'running'`,
    values: [loadId, state, at, detail],
  });
  return rows > 0;
}
