import { hash } from 'node:crypto';
import { codesFrom, readCode, readWholeCode } from '../codes/parola-code';

/**
 * The code of what somebody asked.
 * @param luck of the text that asked, in hex
 */
export function trackingCode(luck: string): string {
  const [code] = codesFrom(hash('sha512', `ticket ${luck}`, 'buffer'));
  if (code === undefined) throw new Error('64 bytes make no code');
  return code;
}

/** `mistyped`: looks like one and is none. */
export type TrackingReading =
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'mistyped' }
  | { readonly type: 'other' };

/** Whether somebody asks for a tracking code, alone or with words around it. */
export function readTrackingCode(raw: string): TrackingReading {
  const reading = readCode(raw);
  if ('code' in reading) return { type: 'code', code: reading.code };
  const whole = readWholeCode(raw);
  return 'fault' in whole && whole.fault === 'check' ? { type: 'mistyped' } : { type: 'other' };
}
