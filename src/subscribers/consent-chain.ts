import { hash } from 'node:crypto';

/** One entry of the ledger as it is chained: everything that must never change. Words and evidence enter as digests, so they can be erased. */
export interface ConsentEntry {
  readonly lane: number;
  readonly seq: number;
  /** Keyed hash of the number, never the number. */
  readonly person: string;
  readonly scope: string;
  readonly event: string;
  readonly channel: string;
  readonly textId: number | null;
  readonly purpose: string;
  readonly language: string | null;
  readonly profile: string | null;
  readonly profileVersion: number | null;
  readonly wordsDigest: Buffer;
  readonly shownDigest: Buffer;
  readonly evidenceDigest: Buffer;
  readonly saidAt: Date;
  readonly recordedAt: Date;
}

export const NO_HASH = Buffer.alloc(0);

/** SHA-256 of a text, or of nothing. */
export const digest = (text: string | null): Buffer => hash('sha256', text ?? '', 'buffer');

/** The digest of evidence: of its canonical JSON, keys sorted, so that a jsonb column gives the same again. */
export const digestOfEvidence = (evidence: unknown): Buffer =>
  digest(evidence === null || evidence === undefined ? null : canonical(evidence));

/** The link: SHA-256 over the previous hash and every field, each with its length, so that no two entries read alike. */
export function chainHash(previous: Buffer, entry: ConsentEntry): Buffer {
  const fields = [
    entry.lane,
    entry.seq,
    entry.person,
    entry.scope,
    entry.event,
    entry.channel,
    entry.textId,
    entry.purpose,
    entry.language,
    entry.profile,
    entry.profileVersion,
    entry.wordsDigest.toString('hex'),
    entry.shownDigest.toString('hex'),
    entry.evidenceDigest.toString('hex'),
    entry.saidAt.toISOString(),
    entry.recordedAt.toISOString(),
  ];
  let framed = '';
  for (const field of fields) {
    const text = field === null ? '' : String(field);
    framed += `${field === null ? '-' : text.length}:${text}`;
  }
  return hash('sha256', Buffer.concat([previous, Buffer.from(framed)]), 'buffer');
}

/** An anchor seals all heads at once: whoever keeps one outside can tell that no tail was cut since. */
export function anchorHash(
  previous: Buffer,
  at: Date,
  heads: readonly { lane: number; seq: number; hash: string }[],
): Buffer {
  return hash(
    'sha256',
    Buffer.concat([previous, Buffer.from(at.toISOString() + canonical(heads))]),
    'buffer',
  );
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}
