import { anchorHash } from './consent-chain';

/** Where one chain stood; the hash in hex, '' before its first entry. */
export interface SealedHead {
  readonly lane: number;
  readonly seq: number;
  readonly hash: string;
}

/** A seal over all chains at one instant, each following from the one before it. Hashes in hex, as they are exported. */
export interface Anchor {
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly heads: readonly SealedHead[];
  readonly previous: string;
  readonly hash: string;
}

/** The hash an anchor must have; the heads are sealed in lane order. */
export function hashOfAnchor({ previous, at, heads }: Pick<Anchor, 'previous' | 'at' | 'heads'>): string {
  const inOrder = heads.map(({ lane, seq, hash }) => ({ lane, seq, hash })).sort((a, b) => a.lane - b.lane);
  return anchorHash(Buffer.from(previous, 'hex'), new Date(at), inOrder).toString('hex');
}

/** Whether no chain has moved since. */
export function isSameAs(heads: readonly SealedHead[], others: readonly SealedHead[]): boolean {
  const known = new Map(others.map(({ lane, hash }) => [lane, hash]));
  return heads.length === others.length && heads.every(({ lane, hash }) => known.get(lane) === hash);
}

export type AnchorsRead =
  | { readonly type: 'anchors'; readonly anchors: readonly Anchor[] }
  | { readonly type: 'unreadable'; readonly reason: string };

/** Anchors as they were exported: an array, or a page `{ "items": […] }` of the management API. */
export function readAnchors(json: string): AnchorsRead {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    return { type: 'unreadable', reason: 'it is not JSON' };
  }
  const items: unknown = Array.isArray(raw) ? raw : (raw as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return { type: 'unreadable', reason: 'it holds no array of anchors' };
  const wrong = items.findIndex((item) => !isAnchor(item));
  if (wrong >= 0) return { type: 'unreadable', reason: `item ${wrong} is no anchor` };
  return { type: 'anchors', anchors: items as Anchor[] };
}

function isAnchor(raw: unknown): raw is Anchor {
  if (typeof raw !== 'object' || raw === null) return false;
  const { id, at, heads, previous, hash } = raw as Partial<Record<keyof Anchor, unknown>>;
  const isDated = typeof at === 'string' && !Number.isNaN(Date.parse(at));
  return (
    Number.isInteger(id) &&
    isDated &&
    isHex(previous) &&
    isHex(hash) &&
    Array.isArray(heads) &&
    heads.every(isHead)
  );
}

function isHead(raw: unknown): raw is SealedHead {
  if (typeof raw !== 'object' || raw === null) return false;
  const { lane, seq, hash } = raw as Partial<Record<keyof SealedHead, unknown>>;
  return Number.isInteger(lane) && Number.isInteger(seq) && isHex(hash);
}

const isHex = (raw: unknown): raw is string => typeof raw === 'string' && /^([0-9a-f]{2})*$/.test(raw);
