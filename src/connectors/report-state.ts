import type { ReportState } from './connector';

/** The states of a delivery receipt (SMPP 3.4, appendix B) and their longer spellings. */
const STATES: Readonly<Record<string, ReportState>> = {
  DELIVRD: 'delivered',
  DELIVERED: 'delivered',
  EXPIRED: 'expired',
  DELETED: 'failed',
  UNDELIV: 'failed',
  UNDELIVERABLE: 'failed',
  REJECTD: 'rejected',
  REJECTED: 'rejected',
  ACCEPTD: 'enroute',
  ACCEPTED: 'enroute',
  ENROUTE: 'enroute',
  SCHEDULED: 'enroute',
  SKIPPED: 'failed',
  UNKNOWN: 'unknown',
};

/** The state a receipt names in its `stat:`; undefined for a word nobody defined. */
export const stateOfWord = (word: string): ReportState | undefined =>
  Object.hasOwn(STATES, word.toUpperCase()) ? STATES[word.toUpperCase()] : undefined;

export interface Receipt {
  readonly remoteId?: string;
  readonly state?: ReportState;
  readonly error?: string;
}

/**
 * Reads the text of a receipt, "id:… sub:001 dlvrd:001 submit date:… done date:… stat:DELIVRD err:000 text:…".
 * Vendors reorder, leave out and add fields, so each is looked for by itself, before the quoted text begins.
 */
export function readReceipt(words: string): Receipt {
  const head = words.split(/\btext:/i)[0] ?? '';
  const field = (name: string): string | undefined =>
    new RegExp(`\\b${name}:\\s*([^\\s:]+)`, 'i').exec(head)?.[1];
  const remoteId = field('id');
  const state = stateOfWord(field('stat') ?? '');
  const error = field('err');
  return {
    ...(remoteId === undefined ? {} : { remoteId }),
    ...(state === undefined ? {} : { state }),
    ...(error === undefined || /^0+$/.test(error) ? {} : { error }),
  };
}

/** Longer numbers are no message ids, and big numbers cost time. */
const MAX_ID_DIGITS = 40;

/**
 * The forms in which a report may name a message: as it came, without leading zeros, and from decimal to hex and back
 * (some centres answer a submit in hex and report in decimal, or padded). The form as it came is first; each form once.
 */
export function remoteIdForms(id: string): string[] {
  const forms = [id];
  if (id.length <= MAX_ID_DIGITS && /^(0x)?[0-9a-f]+$/i.test(id)) {
    const digits = id.replace(/^0x/i, '').replace(/^0+(?=.)/, '');
    forms.push(digits, digits.toLowerCase(), digits.toUpperCase(), BigInt(`0x${digits}`).toString());
    if (/^\d+$/.test(digits)) forms.push(...hexForms(BigInt(digits)));
  }
  return [...new Set(forms)];
}

function hexForms(value: bigint): string[] {
  const hex = value.toString(16);
  return [hex, hex.toUpperCase()];
}
