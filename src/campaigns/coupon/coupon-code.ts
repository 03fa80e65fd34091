import { hash } from 'node:crypto';
import { CODE_ALPHABET, checkCharacter, readWholeCode } from '../codes/parola-code';
import { foldCode } from '../../text/fold';

const CHARS = CODE_ALPHABET.length;
/** The digits of the alphabet: one of them begins every code. */
const DIGITS = 5;
const HEAD_CHARS = 4;
const TAIL_CHARS = 4;

/** How many coupons of one campaign can have a head of their own. */
export const HEADS = DIGITS * CHARS ** HEAD_CHARS;

/** Neither has a divisor in common with HEADS: two ordinals never share a head, and neighbours do not look alike. */
const STEP = 611_953;
const CAMPAIGN_STEP = 7_919;

/**
 * The coupon with this ordinal (0 to HEADS − 1) of a campaign. Its first half is the ordinal's alone, so that no two coupons of a
 * campaign are ever the same and nothing has to be looked up; its second half is luck: a guess for a given ordinal is right once in
 * 279,841 times, and every guess costs a walk to the till.
 * @param luck of the text that asked, in hex
 */
export function madeCode(campaignId: number, ordinal: number, luck: string): string {
  let head = (ordinal * STEP + campaignId * CAMPAIGN_STEP) % HEADS;
  let payload = CODE_ALPHABET.charAt(head % DIGITS);
  head = Math.floor(head / DIGITS);
  for (let place = 0; place < HEAD_CHARS; place++, head = Math.floor(head / CHARS))
    payload += CODE_ALPHABET.charAt(head % CHARS);
  payload += tailOf(luck);
  return payload + checkCharacter(payload);
}

/** Of a digest's bytes those are passed over that would favour some characters: 3 of 256. */
function tailOf(luck: string): string {
  let tail = '';
  for (let round = 0; tail.length < TAIL_CHARS; round++) {
    for (const byte of hash('sha256', `coupon ${luck} ${round}`, 'buffer')) {
      if (tail.length < TAIL_CHARS && byte < 256 - (256 % CHARS)) tail += CODE_ALPHABET.charAt(byte % CHARS);
    }
  }
  return tail;
}

/** The keys of every coupon that somebody at a till may mean: as it was printed, and as one of ours that was read wrongly. */
export function keysMeant(raw: string): string[] {
  const own = readWholeCode(raw);
  return [...new Set([foldCode(raw), ...('code' in own ? [foldCode(own.code)] : [])])];
}
