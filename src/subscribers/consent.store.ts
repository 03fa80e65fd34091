import type { Tx } from '../platform/database.service';
import { chainHash, digest, digestOfEvidence, type ConsentEntry } from './consent-chain';
import { scopeKey, type Scope } from './standing';

export interface NewConsent {
  readonly lane: number;
  readonly subscriberId: number;
  readonly person: string;
  readonly scope: Scope;
  readonly event: 'asked' | 'opt_in' | 'opt_out' | 'declined' | 'expired' | 'restored';
  readonly channel: 'text' | 'api' | 'care' | 'import' | 'operator' | 'timer';
  readonly textId: number | null;
  readonly purpose: string;
  readonly language: string | null;
  readonly profile: string | null;
  readonly profileVersion: number | null;
  /** What the person said. */
  readonly words: string | null;
  /** What the person was shown. */
  readonly shown: string | null;
  readonly evidence: unknown;
  readonly saidAt: Date;
  readonly recordedAt: Date;
}

/**
 * Writes the entries at the end of their lanes' chains, in the order given. The caller owns the lanes; the heads are locked
 * all the same, so that whoever writes without a lane (there is nobody) could not fork a chain.
 */
export async function appendConsents(tx: Tx, news: readonly NewConsent[]): Promise<void> {
  if (news.length === 0) return;
  const lanes = [...new Set(news.map(({ lane }) => lane))].sort((a, b) => a - b);
  const heads = await tx.sql.query<{ lane: number; seq: number; hash: Buffer }>({
    name: 'consent-heads',
    text: 'select lane, seq, hash from consent_heads where lane = any($1::smallint[]) order by lane for update',
    values: [lanes],
  });
  const head = new Map(heads.map((row) => [row.lane, row]));
  const rows = news.map((consent) => {
    const before = head.get(consent.lane);
    if (!before) throw new Error(`lane ${consent.lane} has no consent head`);
    const entry = entryOf(consent, before.seq + 1);
    const hash = chainHash(before.hash, entry);
    head.set(consent.lane, { lane: consent.lane, seq: entry.seq, hash });
    return { consent, entry, hash };
  });
  await tx.sql.run({ name: 'consents-append', text: APPEND, values: columnsOf(rows) });
  const moved = [...head.values()];
  await tx.sql.run({
    name: 'consent-heads-move',
    text: `update consent_heads h set seq = m.seq, hash = m.hash
           from unnest($1::smallint[], $2::bigint[], $3::bytea[]) m(lane, seq, hash) where h.lane = m.lane`,
    values: [moved.map(({ lane }) => lane), moved.map(({ seq }) => seq), moved.map(({ hash }) => hash)],
  });
}

function entryOf(consent: NewConsent, seq: number): ConsentEntry {
  return {
    ...consent,
    seq,
    scope: scopeKey(consent.scope),
    wordsDigest: digest(consent.words),
    shownDigest: digest(consent.shown),
    evidenceDigest: digestOfEvidence(consent.evidence),
  };
}

const APPEND = `
insert into consents (lane, seq, subscriber_id, person, scope, event, channel, text_id, brand_id, shortcode_id, list_id, purpose,
  language, profile, profile_version, words, words_digest, shown, shown_digest, evidence, evidence_digest, said_at, recorded_at, hash)
select * from unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[],
  $9::int[], $10::int[], $11::int[], $12::text[], $13::text[], $14::text[], $15::int[], $16::text[], $17::bytea[], $18::text[],
  $19::bytea[], $20::jsonb[], $21::bytea[], $22::timestamptz[], $23::timestamptz[], $24::bytea[])`;

type Chained = { readonly consent: NewConsent; readonly entry: ConsentEntry; readonly hash: Buffer };

function columnsOf(rows: readonly Chained[]): unknown[][] {
  const column = (pick: (row: Chained) => unknown) => rows.map(pick);
  return [
    column(({ entry }) => entry.lane),
    column(({ entry }) => entry.seq),
    column(({ consent }) => consent.subscriberId),
    column(({ entry }) => entry.person),
    column(({ entry }) => entry.scope),
    column(({ entry }) => entry.event),
    column(({ entry }) => entry.channel),
    column(({ entry }) => entry.textId),
    column(({ consent: { scope } }) => ('brandId' in scope ? scope.brandId : null)),
    column(({ consent: { scope } }) => ('shortcodeId' in scope ? scope.shortcodeId : null)),
    column(({ consent: { scope } }) => ('listId' in scope ? scope.listId : null)),
    column(({ entry }) => entry.purpose),
    column(({ entry }) => entry.language),
    column(({ entry }) => entry.profile),
    column(({ entry }) => entry.profileVersion),
    column(({ consent }) => consent.words),
    column(({ entry }) => entry.wordsDigest),
    column(({ consent }) => consent.shown),
    column(({ entry }) => entry.shownDigest),
    column(({ consent }) =>
      consent.evidence === null || consent.evidence === undefined ? null : JSON.stringify(consent.evidence),
    ),
    column(({ entry }) => entry.evidenceDigest),
    column(({ entry }) => entry.saidAt),
    column(({ entry }) => entry.recordedAt),
    column(({ hash }) => hash),
  ];
}
