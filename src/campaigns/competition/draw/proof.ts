import { DateTime } from 'luxon';
import { z } from 'zod';
import { canonicalHash } from './canonical';
import { hashOfLines } from './lines-hash';
import { isInstant } from './instant';
import { LIMITS } from './limits';

export const PROOF_FORMAT = 'parola-draw-proof';
export const PROOF_VERSION = 1;

const words = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be plain text on one line');
const instant = z.string().refine(isInstant, 'must be an instant such as 2026-05-01T16:30:00.000Z');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');
const count = (most: number) => z.int().min(0).max(most);
const zone = words(64).refine((name) => DateTime.utc().setZone(name).isValid, 'must be an IANA time zone');
const fileName = z
  .string()
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}$/,
    'must be the name of a file beside the proof, without a path',
  );
const ticketId = z.string().max(140);

/** What is fixed and published at the freeze, before the value of the beacon exists. */
const announcement = z.strictObject({
  algorithm: z.strictObject({ name: words(60), version: z.int().min(1) }),
  /** Which draw of the contest this is; `previous` is the hash of the proof before it, null for the first. */
  draw: z.strictObject({ number: z.int().min(1).max(1_000), previous: sha256.nullable() }),
  contest: z.strictObject({ id: words(60), name: words(200), zone }),
  opensAt: instant,
  /** Exclusive: said at this instant is late. */
  closesAt: instant,
  frozenAt: instant,
  /** Everything recorded, in the order of recording; sha256 over each line and a newline after it. */
  list: z.strictObject({ lines: count(LIMITS.lines), sha256, lastSeal: sha256 }),
  /** sha256 over `line|reason` and a newline after each. */
  exclusions: z.strictObject({ lines: count(LIMITS.exclusions), sha256 }),
  /** What is drawn from: the list without the exclusions. */
  urn: z.strictObject({
    lines: count(LIMITS.lines),
    tickets: z.int().min(0),
    entriesHash: sha256,
  }),
  commitment: sha256,
  beacon: z.strictObject({
    /** Which value of which public source, so plainly that two strangers would write down the same. */
    source: words(1_000),
    /** `hex`: lower-case hex digits. `text`: printable ASCII, which enters the draw as the hex of its bytes. */
    format: z.enum(['hex', 'text']),
    /** No value can be known earlier. */
    notBefore: instant,
  }),
  prizes: z.int().min(1).max(LIMITS.picks),
  reserves: count(LIMITS.picks),
  software: words(200),
});

const proof = z.strictObject({
  format: z.literal(PROOF_FORMAT),
  version: z.literal(PROOF_VERSION),
  announcement,
  announcementHash: sha256,
  list: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('lines'),
      lines: z.array(z.string().max(200)).max(LIMITS.linesInProof),
    }),
    z.strictObject({ type: z.literal('file'), name: fileName }),
  ]),
  seals: z
    .array(z.strictObject({ at: instant, count: count(LIMITS.lines), hash: sha256 }))
    .min(1)
    .max(LIMITS.seals),
  /** Decided before the freeze, in the order of the list. */
  exclusions: z
    .array(z.strictObject({ line: z.int().min(1).max(LIMITS.lines), reason: words(200) }))
    .max(LIMITS.exclusions),
  reveal: z.strictObject({ serverSeed: sha256, beacon: z.string().min(1).max(1_000), drawnAt: instant }),
  drawSeed: sha256,
  /** `line#k`, in the order drawn. */
  winners: z.array(ticketId).max(LIMITS.picks),
  reserves: z.array(ticketId).max(LIMITS.picks),
  /** Said before the close, arrived after the freeze: counted here, not drawn. */
  lateArrivals: z.strictObject({ lines: z.array(z.string().max(200)).max(LIMITS.lateArrivals), sha256 }),
  proofHash: sha256,
});

export type Announcement = z.infer<typeof announcement>;
export type Proof = z.infer<typeof proof>;
export type Exclusion = Proof['exclusions'][number];
export type ListPlace = Proof['list'];

export type ProofRead =
  | { readonly type: 'proof'; readonly proof: Proof }
  /** At most ten reasons, each with the path of its field. */
  | { readonly type: 'unreadable'; readonly reasons: readonly string[] };

const REASONS = 10;
const STRINGS_AND_BLANKS = /("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g;

/** The bytes of a proof file as UTF-8 text. What a reader might take in two ways, such as a field given twice, is refused. */
export function readProof(text: string): ProofRead {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { type: 'unreadable', reasons: ['it is not JSON'] };
  }
  const result = proof.safeParse(raw);
  if (!result.success) {
    const reasons = result.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
    return { type: 'unreadable', reasons: reasons.slice(0, REASONS) };
  }
  if (text.replace(STRINGS_AND_BLANKS, '$1') !== JSON.stringify(raw))
    return {
      type: 'unreadable',
      reasons: ['a field stands in it twice, or a value is spelt in an unusual way'],
    };
  return { type: 'proof', proof: result.data };
}

/** The text of a proof file. */
export function writeProof(finished: Proof): string {
  return `${JSON.stringify(finished, null, 1)}\n`;
}

export const hashOfAnnouncement = (announced: Announcement): string => canonicalHash(announced);

/** Over everything in the file but the hash itself. */
export function hashOfProof(whole: Omit<Proof, 'proofHash'> & { readonly proofHash?: string }): string {
  return canonicalHash(Object.fromEntries(Object.entries(whole).filter(([field]) => field !== 'proofHash')));
}

export function hashOfExclusions(exclusions: readonly Exclusion[]): string {
  return hashOfLines(exclusions.map(({ line, reason }) => `${line}|${reason}`));
}
