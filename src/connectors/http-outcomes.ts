import type { Outcome } from './connector';

/** How long to wait when a carrier says "slower" without saying how much. */
const DEFAULT_RETRY_MS = 1_000;
const MAX_RETRY_MS = 3_600_000;
const MAX_CODE_CHARS = 64;

/** What came back for one request: an answer, or the way it failed. `unreachable` only while not a byte had left. */
export type Exchange =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly headers: AnswerHeaders;
      readonly body: string;
    }
  | { readonly type: 'unreachable'; readonly reason: string }
  | { readonly type: 'unknown'; readonly reason: string };

export interface AnswerHeaders {
  readonly 'retry-after'?: string | undefined;
  readonly date?: string | undefined;
}

/** Words a carrier put into a refusal. */
export interface RefusalWords {
  readonly code?: string;
  readonly reason?: string;
}

/**
 * What an answer that is not a success means for the texts in it.
 * 429 and 503: slower, nothing was taken. Other 4xx: refused. 3xx: we follow nobody, and nothing was taken.
 * Any other 5xx: the carrier broke somewhere in the middle, and may have the texts.
 */
export function outcomeOfStatus(status: number, headers: AnswerHeaders, words: RefusalWords = {}): Outcome {
  if (status === 429 || status === 503) return { type: 'throttled', retryAfterMs: retryAfterMs(headers) };
  if (status >= 400 && status < 500) {
    const code = (words.code ?? `HTTP_${status}`).slice(0, MAX_CODE_CHARS);
    return { type: 'refused', code, reason: words.reason ?? `the carrier answered ${status}` };
  }
  if (status >= 300 && status < 400)
    return { type: 'unreachable', reason: `the carrier answered ${status}, a redirect` };
  return { type: 'unknown', reason: `the carrier answered ${status}` };
}

/** `Retry-After` as seconds or as a date (RFC 9110, 10.2.3); a date is read against the answer's own `Date`. */
export function retryAfterMs(headers: AnswerHeaders): number {
  const written = headers['retry-after']?.trim();
  if (written === undefined || written === '') return DEFAULT_RETRY_MS;
  if (/^\d+$/.test(written)) return boundedRetryMs(Number(written) * 1_000);
  return boundedRetryMs(Date.parse(written) - Date.parse(headers.date ?? ''));
}

/** A wait the dispatcher can use, whatever the carrier wrote. */
export const boundedRetryMs = (ms: number): number =>
  Number.isFinite(ms) && ms >= 0 ? Math.min(Math.round(ms), MAX_RETRY_MS) : DEFAULT_RETRY_MS;

/** The same outcome for each of some texts that shared one fate. */
export const each = (count: number, outcome: Outcome): Outcome[] =>
  Array.from({ length: count }, () => outcome);
