import { laneOf } from '../platform/lanes';
import { chainHash, digest, digestOfEvidence, NO_HASH, type ConsentEntry } from './consent-chain';

/** What can be wrong with the ledger, one word each. */
export const FAULTS = {
  gap: 'a row is missing, or rows were reordered',
  link: 'a row does not follow from the one before it: it was changed, moved or put in later',
  words: 'the words are not those that were said',
  shown: 'the disclosure is not the one that was shown',
  evidence: 'the evidence was changed',
  columns: 'a row names another person, list, brand or code than its entry does',
  head: 'the chain does not end where its head says: its tail was cut, or its head was moved',
  anchor: 'an anchor does not follow from the one before it',
  sealed: 'a row that an anchor sealed is gone or different',
  exported: 'an anchor that was exported is gone or different',
} as const;

export type FaultType = keyof typeof FAULTS;

export interface Fault {
  readonly type: FaultType;
  readonly lane?: number;
  readonly seq?: number;
  readonly anchorId?: number;
}

/** A ledger row as it is kept, beside what its person and list are known as elsewhere. */
export interface KeptConsent extends ConsentEntry {
  readonly words: string | null;
  readonly shown: string | null;
  readonly evidence: unknown;
  readonly hash: Buffer;
  readonly brandId: number | null;
  readonly shortcodeId: number | null;
  readonly listId: number | null;
  /** Who the row's subscriber is, by the table of subscribers; null when that row is gone. */
  readonly subscriberHash: string | null;
  /** Whose list it is and on which code, by the table of lists; null when it is about no list. */
  readonly listBrandId: number | null;
  readonly listShortcodeId: number | null;
}

export interface ChainEnd {
  readonly seq: number;
  readonly hash: Buffer;
}

export const CHAIN_START: ChainEnd = { seq: 0, hash: NO_HASH };

/** Every fault of one row, given where the chain stood before it. Erased words and evidence are no fault: their digests remain. */
export function faultsOf(row: KeptConsent, before: ChainEnd): Fault[] {
  const faults: FaultType[] = [];
  if (row.seq !== before.seq + 1) faults.push('gap');
  if (!chainHash(before.hash, row).equals(row.hash)) faults.push('link');
  if (row.words !== null && !digest(row.words).equals(row.wordsDigest)) faults.push('words');
  if (row.shown !== null && !digest(row.shown).equals(row.shownDigest)) faults.push('shown');
  if (row.evidence !== null && !digestOfEvidence(row.evidence).equals(row.evidenceDigest))
    faults.push('evidence');
  if (!agrees(row)) faults.push('columns');
  return faults.map((type) => ({ type, lane: row.lane, seq: row.seq }));
}

/** Columns that only repeat the entry, for reading by: they must say the same. */
function agrees(row: KeptConsent): boolean {
  if (row.subscriberHash !== null && row.subscriberHash !== row.person) return false;
  return laneOf(row.person) === row.lane && scopeOf(row) === row.scope && listAgrees(row);
}

function scopeOf({ listId, brandId, shortcodeId }: KeptConsent): string {
  if (listId !== null) return `list:${listId}`;
  if (brandId !== null) return `brand:${brandId}:${shortcodeId}`;
  return shortcodeId === null ? 'all' : `code:${shortcodeId}`;
}

function listAgrees({ listBrandId, listShortcodeId, brandId, shortcodeId }: KeptConsent): boolean {
  return listBrandId === null || (listBrandId === brandId && listShortcodeId === shortcodeId);
}
