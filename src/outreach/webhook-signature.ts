import { createHmac } from 'node:crypto';
import type { EventType } from '../platform/events';

/** A receiver should refuse what was signed longer ago than this, or further ahead: a recorded request is worthless after it. */
export const REPLAY_WINDOW_MINUTES = 5;

/** What a brand's server is told, or asked. Its id stays the same however often it is told. */
export interface ToldEvent {
  readonly id: string;
  readonly type: EventType | 'test' | 'call';
  readonly at: Date;
  /** The brand's code. */
  readonly brand: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isReplay: boolean;
}

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The request as it goes on the wire, signed at `now`. A replay differs in a header alone: the body stays what it was. */
export function requestOf(
  { id, type, at, brand, data, isReplay }: ToldEvent,
  secret: string,
  now: Date,
): SignedRequest {
  const body = JSON.stringify({ id, type, at: at.toISOString(), brand, data });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Parola',
    'parola-event-id': id,
    'parola-event-type': type,
    'parola-signature': signatureOf(body, secret, now),
  };
  return { body, headers: isReplay ? { ...headers, 'parola-replay': 'true' } : headers };
}

/** "t=1777622400,v1=…": HMAC-SHA256 over the seconds, a dot and the body, in hex. */
export function signatureOf(body: string, secret: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1_000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
