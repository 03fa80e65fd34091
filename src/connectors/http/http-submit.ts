import type { Outcome, OutboundText } from '../connector';
import { boundedRetryMs, each, type RefusalWords } from '../http-outcomes';
import { isRecord, parseJson } from '../json-fields';

/** What the generic dialect sends for some texts: one object, or an array when the link was bought for batches. */
export function submitBody(texts: readonly OutboundText[], isBatch: boolean): string {
  return JSON.stringify(isBatch ? texts.map(wireOf) : texts.map(wireOf)[0]);
}

const wireOf = ({ id, from, to, text, class: messageClass, linkId, expiresAt }: OutboundText) => ({
  id,
  from,
  to: `+${to}`,
  text,
  class: messageClass,
  linkId,
  expiresAt: expiresAt?.toISOString(),
});

/**
 * Reads a 2xx answer, one outcome per text. An answer that cannot be told apart, text by text, leaves them all
 * unknown: the carrier took the request, and may have taken the texts.
 */
export function readSubmitAnswer(body: string, count: number, isBatch: boolean): Outcome[] {
  const answer = parseJson(body);
  const elements: unknown = isBatch ? answer : [answer];
  if (Array.isArray(elements) && elements.length === count) return elements.map(outcomeOf);
  return each(count, { type: 'unknown', reason: 'the answer cannot be read' });
}

function outcomeOf(element: unknown): Outcome {
  if (!isRecord(element)) return { type: 'unknown', reason: 'the answer cannot be read' };
  const error = element['error'];
  if (isRecord(error)) return outcomeOfError(error);
  const id = element['id'];
  if ((typeof id === 'string' && id !== '') || typeof id === 'number')
    return { type: 'accepted', remoteId: String(id) };
  return { type: 'unknown', reason: 'the answer names no id' };
}

function outcomeOfError({ code, detail, retryAfterMs }: Readonly<Record<string, unknown>>): Outcome {
  if (typeof retryAfterMs === 'number')
    return { type: 'throttled', retryAfterMs: boundedRetryMs(retryAfterMs) };
  return { type: 'refused', code: worded(code, 'REFUSED'), reason: worded(detail, '') };
}

/** The code and words of a refusal of the whole request, where its body has the contract's shape. */
export function readRefusal(body: string): RefusalWords {
  const answer = parseJson(body);
  const error = isRecord(answer) ? answer['error'] : undefined;
  if (!isRecord(error)) return {};
  return { code: worded(error['code'], 'REFUSED'), reason: worded(error['detail'], '') };
}

const worded = (value: unknown, otherwise: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
