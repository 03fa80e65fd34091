import { hash } from 'node:crypto';
import { isInstant } from './instant';
import { LIMITS } from './limits';

/** One entry of the frozen list. */
export interface EntryLine {
  /** Its place in the list: 1, 2, 3 … in the order of recording, no number left out. */
  readonly number: number;
  /** {@link personHash}: 64 lower-case hex digits. */
  readonly person: string;
  readonly tickets: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly saidAt: string;
}

/** A text said before the close that came after the freeze: answered and listed, not drawn. */
export interface LateArrival {
  readonly number: number;
  readonly person: string;
  readonly saidAt: string;
  readonly arrivedAt: string;
}

const ENTRY = /^([1-9]\d{0,6})\|([0-9a-f]{64})\|([1-9]\d{0,5})\|([^|]{24})$/;
const LATE = /^([1-9]\d{0,6})\|([0-9a-f]{64})\|([^|]{24})\|([^|]{24})$/;

/** Capital letters without I and O. No digits: a nonce stands directly before a number and must show where it ends. */
const NONCE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** 24^14 is 2^64: who knows somebody's number still cannot try every nonce to find their line. */
const NONCE_CHARS = 14;
const NONCE = /^[A-Z]{3,32}$/;
const BETWEEN = /[\s-]/g;

/** `number|H(nonce‖msisdn)|tickets|saidAt`: ASCII, no blanks. */
export function writeEntryLine({ number, person, tickets, saidAt }: EntryLine): string {
  return `${number}|${person}|${tickets}|${saidAt}`;
}

/** Null for whatever no {@link writeEntryLine} has written. */
export function readEntryLine(line: string): EntryLine | null {
  const [, number, person = '', tickets, saidAt = ''] = ENTRY.exec(line) ?? [];
  if (!isInstant(saidAt)) return null;
  const entry = { number: Number(number), person, tickets: Number(tickets), saidAt };
  return entry.tickets <= LIMITS.ticketsPerLine && entry.number <= LIMITS.lines ? entry : null;
}

/** `number|H(nonce‖msisdn)|saidAt|arrivedAt`, numbered 1, 2, 3 … for themselves. */
export function writeLateArrival({ number, person, saidAt, arrivedAt }: LateArrival): string {
  return `${number}|${person}|${saidAt}|${arrivedAt}`;
}

export function readLateArrival(line: string): LateArrival | null {
  const [, number, person = '', saidAt = '', arrivedAt = ''] = LATE.exec(line) ?? [];
  return isInstant(saidAt) && isInstant(arrivedAt)
    ? { number: Number(number), person, saidAt, arrivedAt }
    : null;
}

/**
 * A person in the list: SHA-256, in hex, of the nonce and directly after it the number in E.164 digits ("ABCDEFGHJKLMNP989121234567").
 * Without the nonce, every number there is could be tried.
 */
export function personHash(nonce: string, msisdn: string): string {
  return hash('sha256', nonce + msisdn, 'hex');
}

/** A nonce for one person in one contest, out of 16 random bytes; 14 capital letters. */
export function nonceFrom(chance: Uint8Array): string {
  if (chance.length < 16) throw new RangeError('A nonce needs 16 random bytes.');
  const number = BigInt(`0x${Buffer.from(chance).toString('hex')}`);
  const halves = [number % HALF_A_NONCE, (number / HALF_A_NONCE) % HALF_A_NONCE];
  return halves.map((half) => lettersOf(Number(half))).join('');
}

/** As much of a nonce as a plain number holds exactly: dividing a BigInt for each of its letters is slow. */
const HALF_CHARS = NONCE_CHARS / 2;
const HALF_A_NONCE = BigInt(NONCE_LETTERS.length) ** BigInt(HALF_CHARS);

function lettersOf(number: number): string {
  let letters = '';
  for (let left = number; letters.length < HALF_CHARS; left = Math.floor(left / NONCE_LETTERS.length))
    letters += NONCE_LETTERS[left % NONCE_LETTERS.length] ?? '';
  return letters;
}

/** A nonce as somebody types it off their telephone: any case, in groups. Null when it cannot be one. */
export function readNonce(typed: string): string | null {
  const nonce = typed.replace(BETWEEN, '').toUpperCase();
  return NONCE.test(nonce) ? nonce : null;
}
