import type { Announcement } from './proof';

const SPELLINGS: { readonly [F in Announcement['beacon']['format']]: RegExp } = {
  hex: /^([0-9a-f]{2}){4,500}$/,
  text: /^[!-~]([ -~]{0,498}[!-~])?$/,
};

/** Whether a value is written as was announced; blanks at either end count as a slip of the pen. */
export function isBeacon(value: string, format: Announcement['beacon']['format']): boolean {
  return SPELLINGS[format].test(value);
}

/** As it enters the draw seed. */
export function beaconHex(value: string, format: Announcement['beacon']['format']): string {
  return format === 'hex' ? value : Buffer.from(value, 'latin1').toString('hex');
}
