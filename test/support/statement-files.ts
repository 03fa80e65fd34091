import { until } from './code-lots';
import type { World } from './world';

export interface StatementView {
  readonly id: number;
  readonly operator: string;
  readonly profileVersion: number;
  readonly sha256: string;
  readonly state: string;
  readonly bytes: number;
  readonly readBytes: number;
  readonly day: string | null;
  readonly sequence: number | null;
  readonly missingBefore: number;
  readonly details: number;
  readonly faults: number;
  readonly figures: readonly { status: string; count: number; amount: { minor: string; currency: string } }[];
  readonly reason: string | null;
  readonly detail: string | null;
  readonly supersedes: number | null;
  readonly supersededBy: number | null;
}

export interface FaultView {
  readonly line: number;
  readonly fault: string;
  readonly field: string | null;
  readonly found: string | null;
}

/** The plainest profile there is, with everything that guards a file. */
export const GUARDED = {
  layout: { type: 'delimited', delimiter: ',' },
  header: { mark: 'H', day: 2, sequence: 3 },
  trailer: { mark: 'T', count: 2, sum: 3 },
  columns: { operatorTxnId: 1, partnerRef: 2, msisdn: 3, service: 4, chargedAt: 5, amount: 6, status: 7 },
  msisdn: { type: 'plain', country: 'IR' },
  time: { format: 'yyyy-MM-dd HH:mm:ss', zone: 'Asia/Tehran' },
  amount: { unit: 'minor', currency: 'IRR' },
  statuses: { S: 'charged', F: 'refused', R: 'refunded' },
} as const;

/** A line of a file of the profile {@link GUARDED}. */
export const lineOf = (n: number, own: { amount?: number; status?: string; msisdn?: string } = {}): string =>
  [
    `SDP-${n}`,
    `C${n}`,
    own.msisdn ?? `98912${String(n).padStart(7, '0')}`,
    'NEWS',
    '2026-05-01 11:30:00',
    own.amount ?? 5_000,
    own.status ?? 'S',
  ].join(',');

/** A whole file of the profile {@link GUARDED}: header, lines, and a trailer that is right. */
export function fileOf(sequence: number, lines: readonly string[], trailer?: string): string {
  const sum = lines.reduce((all, line) => all + Number(line.split(',')[5]), 0);
  return [`H,20260501,${sequence}`, ...lines, trailer ?? `T,${lines.length},${sum}`, ''].join('\n');
}

/** What the tests do with one engine's statements. */
export const statementsOf = (world: World, key = world.adminKey) => {
  const authorization = `Bearer ${key}`;
  const get = async (id: number): Promise<StatementView> =>
    (await world.http.get(`/api/v1/statements/${id}`).set('authorization', authorization))
      .body as StatementView;
  const send = (profile: string, name: string, body: string | Buffer) =>
    world.http
      .post('/api/v1/statements')
      .query({ profile, name })
      .set('authorization', authorization)
      .type('text/csv')
      .send(body);
  return {
    get,
    send,
    profile: (operator: string, name: string, settings: object) =>
      world.http
        .post('/api/v1/file-profiles')
        .set('authorization', authorization)
        .send({ operator, name, settings }),
    list: async (query = ''): Promise<readonly StatementView[]> => {
      const page = await world.http.get(`/api/v1/statements${query}`).set('authorization', authorization);
      return (page.body as { items: StatementView[] }).items;
    },
    faults: async (id: number, query = ''): Promise<{ items: readonly FaultView[]; next: string | null }> =>
      (await world.http.get(`/api/v1/statements/${id}/faults${query}`).set('authorization', authorization))
        .body as { items: readonly FaultView[]; next: string | null },
    /** Waits for how it ended. */
    ended: (id: number): Promise<StatementView> =>
      until(
        () => get(id),
        ({ state }) => state !== 'importing',
      ),
    /** Sends a file and waits for how it ended. */
    sent: async (profile: string, name: string, body: string | Buffer): Promise<StatementView> => {
      const taken = await send(profile, name, body);
      if (taken.status !== 202) throw new Error(`not taken: ${taken.status} ${taken.text}`);
      const { id } = taken.body as StatementView;
      return until(
        () => get(id),
        ({ state }) => state !== 'importing',
      );
    },
    /** What matching sees: the rows of files that count. */
    rows: () =>
      world.database.sql.query<{
        fileId: number;
        line: number;
        txn: string | null;
        ref: string | null;
        msisdn: string | null;
        serviceId: number | null;
        at: Date;
        minor: number;
        currency: string;
        status: string;
        day: string;
      }>({
        text: `select r.file_id as "fileId", r.line, r.operator_txn_id as txn, r.partner_ref as ref, r.service_id as "serviceId",
                 r.charged_at as at, r.amount_minor as minor, r.currency, r.status, r.day,
                 (select s.msisdn from subscribers s where s.sender_hash = r.msisdn_hash limit 1) as msisdn
               from statement_rows r join statement_files f on f.id = r.file_id and f.state = 'imported'
               order by r.file_id, r.line`,
      }),
  };
};
export type Statements = ReturnType<typeof statementsOf>;
