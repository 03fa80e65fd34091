import { bytes, instants, plain, texts, words } from '../platform/array-literal';
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
    values: [
      plain(moved.map(({ lane }) => lane)),
      plain(moved.map(({ seq }) => seq)),
      bytes(moved.map(({ hash }) => hash)),
    ],
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

/** In the order of the statement's parameters. What a person or a brand worded is quoted; the rest is ours and needs none. */
function columnsOf(rows: readonly Chained[]): string[] {
  return [
    plain(rows.map(({ entry }) => entry.lane)),
    plain(rows.map(({ entry }) => entry.seq)),
    plain(rows.map(({ consent }) => consent.subscriberId)),
    words(rows.map(({ entry }) => entry.person)),
    texts(rows.map(({ entry }) => entry.scope)),
    words(rows.map(({ entry }) => entry.event)),
    words(rows.map(({ entry }) => entry.channel)),
    plain(rows.map(({ entry }) => entry.textId)),
    plain(rows.map(({ consent: { scope } }) => ('brandId' in scope ? scope.brandId : null))),
    plain(rows.map(({ consent: { scope } }) => ('shortcodeId' in scope ? scope.shortcodeId : null))),
    plain(rows.map(({ consent: { scope } }) => ('listId' in scope ? scope.listId : null))),
    texts(rows.map(({ entry }) => entry.purpose)),
    words(rows.map(({ entry }) => entry.language)),
    words(rows.map(({ entry }) => entry.profile)),
    plain(rows.map(({ entry }) => entry.profileVersion)),
    texts(rows.map(({ consent }) => consent.words)),
    bytes(rows.map(({ entry }) => entry.wordsDigest)),
    texts(rows.map(({ consent }) => consent.shown)),
    bytes(rows.map(({ entry }) => entry.shownDigest)),
    texts(rows.map(({ consent }) => (consent.evidence == null ? null : JSON.stringify(consent.evidence)))),
    bytes(rows.map(({ entry }) => entry.evidenceDigest)),
    instants(rows.map(({ entry }) => entry.saidAt)),
    instants(rows.map(({ entry }) => entry.recordedAt)),
    bytes(rows.map(({ hash }) => hash)),
  ];
}
