import { createHash } from 'node:crypto';
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

  const { connector, receivedAt } = context;
  const senderHash = context.hashOf(sender);
  const { text: body, altered } = storable(heard.text);
  const sentAt = heard.sentAt && isBelievable(heard.sentAt, receivedAt) ? heard.sentAt : null;
  const common = {
    connectorId: connector.id,
    senderHash,
    lane: laneOf(senderHash),
    sender,
    code,
    body,
    linkId: clean(heard.linkId),
    operator: clean(heard.operator) ?? operatorOf(context),
    saidAt: sentAt ?? receivedAt,
    receivedAt,
  };
  if (heard.concat)
    return { type: 'part', part: { ...common, ...partOf(heard, heard.concat, common, context.nonce) } };
  const flags = [
    ...(altered || heard.originalBytes ? ['altered'] : []),
    ...(heard.sentAt && !sentAt ? ['time-replaced'] : []),
  ];
  const text: NewText = {
    ...common,
    keyHash: keyOf(heard, common, context.nonce),
    original: heard.originalBytes ?? (altered ? Buffer.from(heard.text, 'utf16le') : null),
    remoteId: clean(heard.remoteId),
    flags: flags.length > 0 ? flags : null,
    urgent: isUrgent(body, code, context),
    sentAt,
  };
  return { type: 'text', text, byWindow: heard.remoteId === undefined && heard.sentAt === undefined };
}

type Address = Pick<NewText, 'connectorId' | 'sender' | 'code'>;

/** Same id on the same link is the same text; without an id, the same words at the same moment are. */
function keyOf(
  { remoteId, text, sentAt }: HeardText,
  { connectorId, sender, code }: Address,
  nonce: () => string,
): string {
  if (remoteId !== undefined) return hash(`${connectorId}|id|${remoteId}`);
  // Without a time either, the window of storeWithinWindow decides; a key that never repeats leaves it to that.
  return hash(`${connectorId}|said|${sender}|${code}|${sentAt?.getTime() ?? nonce()}|${text}`);
}

function partOf(
  { remoteId, sentAt, text }: HeardText,
  concat: HeardPart,
  { connectorId, sender, code }: Address,
  nonce: () => string,
) {
  const { ref, width, part, total, bytes } = concat;
  // Some carriers give all parts one id, so the part's number belongs to the key.
  const place = `${ref}|${width}|${part}|${total}`;
  const what =
    remoteId === undefined
      ? `said|${sender}|${code}|${sentAt?.getTime() ?? nonce()}|${text}|${bytes?.toString('hex') ?? ''}`
      : `id|${remoteId}`;
  return {
    keyHash: hash(`${connectorId}|part|${place}|${what}`),
    ref,
    width,
    part,
    total,
    bytes: bytes ?? utf16IfSplit(text),
  };
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

const isBelievable = (sentAt: Date, receivedAt: Date): boolean => {
  const ageMs = receivedAt.getTime() - sentAt.getTime();
  return ageMs <= OLDEST_SENT_MS && ageMs >= -NEWEST_SENT_MS;
};

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
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

const unreadable = (code: string, detail: string): Intake => ({
  type: 'unreadable',
  answer: { error: { code, detail } },
});
