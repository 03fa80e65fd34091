import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { Problem } from '../platform/problem';
import type { Anchor } from './anchor';
import { anchorsAfter, firstAnchorOver } from './anchor.store';
import {
  hashedEntry,
  HOW_TO_VERIFY,
  proofOf,
  type EvidenceRow,
  type HashedEntry,
  type Proof,
} from './evidence';
import { readEvidence, readLinks } from './evidence.store';
import { findPerson } from './people.store';

/** Links shown between an entry and its anchor; a lane gathers this many in a minute only under a flood. */
const MOST_LINKS = 2_000;

export interface EvidenceEntry {
  readonly id: number;
  readonly hashed: HashedEntry;
  readonly hash: string;
  readonly previousHash: string;
  /** What they said, and what they were shown; null once erased. */
  readonly words: string | null;
  readonly shown: string | null;
  readonly evidence: unknown;
  readonly proof: Proof;
  /** The first anchor over this entry; null while it is younger than the last one. */
  readonly sealedBy: number | null;
  /** What stands between this entry and the sealed head; null for the keys of brands, whose business other people are not. */
  readonly links: readonly HashedEntry[] | null;
}

export interface EvidencePack {
  readonly msisdn: string | null;
  readonly person: string;
  readonly entries: readonly EvidenceEntry[];
  readonly anchors: readonly Anchor[];
  readonly howToVerify: readonly string[];
}

/** Proof of what a person agreed to and refused, that holds without us. */
@Injectable()
export class Evidence {
  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
  ) {}

  /** @param brandId the brand that asks; null for staff, who see everything. At most `limit` entries behind `after`. */
  async packOf(msisdn: string, brandId: number | null, after: number, limit: number): Promise<EvidencePack> {
    const person = this.identity.hashOf(msisdn);
    const card = await findPerson(this.database.sql, person);
    const rows = card ? await readEvidence(this.database.sql, card.id, brandId, after, limit) : [];
    if (!card || (rows.length === 0 && after === 0))
      throw new Problem('NOT_FOUND', 'Nothing is known of what this number agreed to.');
    const anchors = new Map<number, Anchor>();
    const entries: EvidenceEntry[] = [];
    for (const row of rows) entries.push(await this.entryOf(row, card.msisdn, brandId === null, anchors));
    return {
      msisdn: card.msisdn,
      person,
      entries,
      anchors: [...anchors.values()],
      howToVerify: HOW_TO_VERIFY,
    };
  }

  /** Every anchor behind `after`, for keeping outside: whoever has them can tell whether a tail was cut since. */
  anchors(after: number, limit: number): Promise<Anchor[]> {
    return anchorsAfter(this.database.sql, after, limit);
  }

  private async entryOf(
    row: EvidenceRow,
    msisdn: string | null,
    withLinks: boolean,
    anchors: Map<number, Anchor>,
  ): Promise<EvidenceEntry> {
    const { lane, seq } = row;
    const anchor = await firstAnchorOver(this.database.sql, lane, seq);
    if (anchor) anchors.set(anchor.id, anchor);
    const head = anchor?.heads.find((sealed) => sealed.lane === lane)?.seq ?? seq;
    const links =
      withLinks && head - seq <= MOST_LINKS ? await readLinks(this.database.sql, lane, seq, head) : null;
    return {
      id: seq,
      hashed: hashedEntry(row),
      hash: row.hash.toString('hex'),
      previousHash: row.previousHash.toString('hex'),
      words: row.words,
      shown: row.shown,
      evidence: row.evidence,
      proof: proofOf(row, msisdn),
      sealedBy: anchor?.id ?? null,
      links: links && links.map(hashedEntry),
    };
  }
}
