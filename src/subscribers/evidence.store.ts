import type { Sql } from '../platform/database.service';
import type { EvidenceRow } from './evidence';
import type { ConsentEntry } from './consent-chain';
import { consentsAfter } from './verification.store';

type Row = Readonly<Record<string, unknown>>;

const EVIDENCE = `
select c.lane, c.seq, c.person, c.scope, c.event, c.channel, c.text_id as "textId", c.purpose, c.language, c.profile,
  c.profile_version as "profileVersion", c.words, c.words_digest as "wordsDigest", c.shown, c.shown_digest as "shownDigest",
  c.evidence, c.evidence_digest as "evidenceDigest", c.said_at as "saidAt", c.recorded_at as "recordedAt", c.hash,
  coalesce(p.hash, ''::bytea) as "previousHash", g.name as campaign,
  coalesce(l.name, b.name, s.number, 'everything') as programme
from consents c
left join consents p on p.lane = c.lane and p.seq = c.seq - 1
left join lists l on l.id = c.list_id
left join brands b on b.id = c.brand_id
left join shortcodes s on s.id = c.shortcode_id
left join decisions d on d.text_id = c.text_id
left join campaigns g on g.id = d.campaign_id
where c.subscriber_id = $1 and c.seq > $3
  and ($2::int is null or c.brand_id = $2 or c.scope = 'all' or (c.brand_id is null and s.id is not null and (s.brand_id = $2
       or exists (select 1 from keywords k where k.shortcode_id = s.id and k.brand_id = $2)
       or exists (select 1 from lists m where m.shortcode_id = s.id and m.brand_id = $2))))
order by c.seq limit $4`;

/** A person's rows behind `after`, in the order of their chain. A brand sees its own, and what was said of a whole code of its. */
export async function readEvidence(
  sql: Sql,
  subscriberId: number,
  brandId: number | null,
  after: number,
  limit: number,
): Promise<EvidenceRow[]> {
  return sql.query<EvidenceRow & Row>({ text: EVIDENCE, values: [subscriberId, brandId, after, limit] });
}

/** The entries between two places of a chain, both ends left out and taken in: (after, upTo]. */
export async function readLinks(
  sql: Sql,
  lane: number,
  after: number,
  upTo: number,
): Promise<ConsentEntry[]> {
  return upTo <= after ? [] : consentsAfter(sql, lane, after, upTo - after);
}
