import type { ConsentEntry } from './consent-chain';

/** A ledger row with everything its hash is made of, and what stands beside it. */
export interface EvidenceRow extends ConsentEntry {
  readonly words: string | null;
  readonly shown: string | null;
  readonly evidence: unknown;
  readonly hash: Buffer;
  readonly previousHash: Buffer;
  /** The list, brand or code it is about, and the campaign whose text it answers, by name. */
  readonly programme: string;
  readonly campaign: string | null;
}

/** The fields that are hashed, in their order; digests and hashes in hex, instants in ISO 8601 with milliseconds. */
export interface HashedEntry {
  readonly lane: number;
  readonly seq: number;
  readonly person: string;
  readonly scope: string;
  readonly event: string;
  readonly channel: string;
  readonly textId: number | null;
  readonly purpose: string;
  readonly language: string | null;
  readonly profile: string | null;
  readonly profileVersion: number | null;
  readonly wordsDigest: string;
  readonly shownDigest: string;
  readonly evidenceDigest: string;
  readonly saidAt: string;
  readonly recordedAt: string;
}

/** What a carrier or a regulator asks for (CTIA handbook; rules 2.1(8)): the six fields of a proof of consent. */
export interface Proof {
  /** The disclosure as it was shown then, word for word. */
  readonly disclosure: string | null;
  readonly campaign: string;
  readonly number: string | null;
  readonly method: string;
  readonly identifiers: { readonly textId: number | null; readonly evidence: unknown };
  readonly at: string;
}

export function hashedEntry(entry: ConsentEntry): HashedEntry {
  const { lane, seq, person, scope, event, channel, textId, purpose, language, profile, profileVersion } =
    entry;
  return {
    lane,
    seq,
    person,
    scope,
    event,
    channel,
    textId,
    purpose,
    language,
    profile,
    profileVersion,
    wordsDigest: entry.wordsDigest.toString('hex'),
    shownDigest: entry.shownDigest.toString('hex'),
    evidenceDigest: entry.evidenceDigest.toString('hex'),
    saidAt: entry.saidAt.toISOString(),
    recordedAt: entry.recordedAt.toISOString(),
  };
}

export function proofOf(row: EvidenceRow, msisdn: string | null): Proof {
  return {
    disclosure: row.shown,
    campaign: row.campaign ?? row.programme,
    number: msisdn,
    method: row.channel,
    identifiers: { textId: row.textId, evidence: row.evidence },
    at: row.saidAt.toISOString(),
  };
}

/** How to check a pack without us; part of every pack. */
export const HOW_TO_VERIFY = [
  'entry.hash = SHA-256(previousHash as bytes, then the UTF-8 of the fields of entry.hashed in their order, each written as its length in UTF-16 units, ":" and its text; null is "-:").',
  'wordsDigest, shownDigest: SHA-256 of the UTF-8 text, of nothing when there is none. evidenceDigest: SHA-256 of the JSON with sorted keys and no blanks.',
  'Each entry of `links`, hashed likewise onto the one before it, leads from the entry to the head that the anchor `sealedBy` sealed for its lane.',
  'anchor.hash = SHA-256(anchor.previous as bytes, anchor.at, the JSON of anchor.heads in lane order with sorted keys and no blanks).',
] as const;
