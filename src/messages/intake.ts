import { hash as digest } from 'node:crypto';
import type { ConnectorRow, Configuration } from '../catalogue/configuration';
import type { HeardPart, HeardText, Unreadable } from '../connectors/connector';
import { laneOf } from '../platform/lanes';
import { isDefiniteStop } from '../rules/command';
import { fold } from '../text/fold';
import { classifyAddress } from '../text/msisdn';
import { storable } from '../text/storable';
import type { NewText } from './inbox.store';
import type { NewPart } from './parts.store';

/** A carrier's clock is believed within these bounds; else the time of receipt counts. */
const OLDEST_SENT_MS = 24 * 60 * 60_000;
const NEWEST_SENT_MS = 5 * 60_000;
/** Longer texts are no STOP; folding them at the door would be for nothing. */
const URGENT_CHARS = 40;
const SENDER_CHARS = 40;

export type Intake =
  | {
      readonly type: 'text';
      readonly text: NewText;
      /** No id and no time: two equal texts within two seconds are one. */ readonly byWindow: boolean;
    }
  | { readonly type: 'part'; readonly part: NewPart }
  | { readonly type: 'unreadable'; readonly answer: Unreadable };

export interface IntakeContext {
  readonly connector: ConnectorRow;
  readonly configuration: Configuration;
  readonly homeCountry: string | undefined;
  readonly receivedAt: Date;
  hashOf(sender: string): string;
  /** Never the same twice: stands in for a carrier's id where there is neither id nor time. */
  nonce(): string;
}

/** Makes what a carrier said into rows: numbers normalised, times believed or not, every character storable. */
export function takeIn(heard: HeardText, context: IntakeContext): Intake {
  const code = codeOf(heard.to);
  if (code === null) return unreadable('INVALID_TO', 'to must be a short code of 3 to 12 digits');
  const sender = senderOf(heard.from, context.homeCountry);
  if (sender === null)
    return unreadable(
      'INVALID_FROM',
      'from must be a number, a short code or a name of at most 40 characters',
    );

  return heard.concat
    ? takePart(heard, heard.concat, sender, code, context)
    : takeWhole(heard, sender, code, context);
}

/** One literal, no spreads: this runs for every text, and copying objects was most of what it cost. */
function takeWhole(heard: HeardText, sender: string, code: string, context: IntakeContext): Intake {
  const { connector, receivedAt } = context;
  const senderHash = context.hashOf(sender);
  const { text: body, altered } = storable(heard.text);
  const sentAt = believed(heard, receivedAt);
  const text: NewText = {
    connectorId: connector.id,
    keyHash: keyOf(heard, connector.id, sender, code, context.nonce),
    senderHash,
    lane: laneOf(senderHash),
    sender,
    code,
    body,
    original: heard.originalBytes ?? (altered ? Buffer.from(heard.text, 'utf16le') : null),
    remoteId: clean(heard.remoteId),
    linkId: clean(heard.linkId),
    operator: clean(heard.operator) ?? operatorOf(context),
    flags: flagsOf(altered || heard.originalBytes !== undefined, heard.sentAt !== undefined && !sentAt),
    urgent: isUrgent(body, code, context),
    sentAt,
    saidAt: sentAt ?? receivedAt,
    receivedAt,
  };
  return { type: 'text', text, byWindow: heard.remoteId === undefined && heard.sentAt === undefined };
}

function takePart(
  heard: HeardText,
  concat: HeardPart,
  sender: string,
  code: string,
  context: IntakeContext,
): Intake {
  const { connector, receivedAt } = context;
  const senderHash = context.hashOf(sender);
  const { ref, width, part, total, bytes } = concat;
  return {
    type: 'part',
    part: {
      connectorId: connector.id,
      keyHash: partKeyOf(heard, concat, connector.id, sender, code, context.nonce),
      senderHash,
      lane: laneOf(senderHash),
      sender,
      code,
      ref,
      width,
      part,
      total,
      body: storable(heard.text).text,
      bytes: bytes ?? utf16IfSplit(heard.text),
      linkId: clean(heard.linkId),
      operator: clean(heard.operator) ?? operatorOf(context),
      saidAt: believed(heard, receivedAt) ?? receivedAt,
      receivedAt,
    },
  };
}

/** Same id on the same link is the same text; without an id, the same words at the same moment are. */
function keyOf(
  { remoteId, text, sentAt }: HeardText,
  connectorId: number,
  sender: string,
  code: string,
  nonce: () => string,
): string {
  if (remoteId !== undefined) return hash(`${connectorId}|id|${remoteId}`);
  // Without a time either, the window of storeWithinWindow decides; a key that never repeats leaves it to that.
  return hash(`${connectorId}|said|${sender}|${code}|${sentAt?.getTime() ?? nonce()}|${text}`);
}

/** Some carriers give all parts one id, so the part's number belongs to the key. */
function partKeyOf(
  { remoteId, text, sentAt }: HeardText,
  { ref, width, part, total, bytes }: HeardPart,
  connectorId: number,
  sender: string,
  code: string,
  nonce: () => string,
): string {
  const place = `${connectorId}|part|${ref}|${width}|${part}|${total}`;
  if (remoteId !== undefined) return hash(`${place}|id|${remoteId}`);
  return hash(
    `${place}|said|${sender}|${code}|${sentAt?.getTime() ?? nonce()}|${text}|${bytes?.toString('hex') ?? ''}`,
  );
}

function flagsOf(isAltered: boolean, isTimeReplaced: boolean): readonly string[] | null {
  if (!isAltered && !isTimeReplaced) return null;
  return [...(isAltered ? ['altered'] : []), ...(isTimeReplaced ? ['time-replaced'] : [])];
}

/** Half a character can be stored as bytes only; its other half begins the next part. */
function utf16IfSplit(text: string): Buffer | null {
  return /\p{Surrogate}/u.test(text) ? Buffer.from(text, 'utf16le').swap16() : null;
}

function isUrgent(body: string, code: string, { configuration, receivedAt }: IntakeContext): boolean {
  if (body.length > URGENT_CHARS) return false;
  const shortcode = configuration.shortcodesByNumber.get(code);
  return (
    shortcode !== undefined && isDefiniteStop(configuration.profileOf(shortcode, receivedAt), fold(body))
  );
}

/** The carrier's time of the text, unless its clock cannot be believed. */
function believed({ sentAt }: HeardText, receivedAt: Date): Date | null {
  if (!sentAt) return null;
  const ageMs = receivedAt.getTime() - sentAt.getTime();
  return ageMs <= OLDEST_SENT_MS && ageMs >= -NEWEST_SENT_MS ? sentAt : null;
}

/** "+2050" and "2050" are one code. */
function codeOf(to: string): string | null {
  const digits = fold(to).replace(/[ +]/g, '');
  return /^[0-9]{3,12}$/.test(digits) ? digits : null;
}

/** Bare E.164 digits for a handset; for a machine, what it calls itself. */
function senderOf(from: string, homeCountry: string | undefined): string | null {
  const address = classifyAddress(from, homeCountry);
  if (address.type === 'msisdn') return address.msisdn;
  const name = storable(from).text.trim();
  return name === '' || name.length > SENDER_CHARS ? null : name;
}

function operatorOf({ connector, configuration }: IntakeContext): string | null {
  return connector.operatorId === null
    ? null
    : (configuration.operators.get(connector.operatorId)?.code ?? null);
}

const clean = (text: string | undefined): string | null => (text === undefined ? null : storable(text).text);

function hash(text: string): string {
  const hex = digest('sha256', text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

const unreadable = (code: string, detail: string): Intake => ({
  type: 'unreadable',
  answer: { error: { code, detail } },
});
