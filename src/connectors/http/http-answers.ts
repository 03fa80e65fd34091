import type { CarrierAnswer, Heard } from '../connector';
import { isUnreadable } from '../unreadable';

const json = (status: number, value: unknown): CarrierAnswer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

/** One answer per text, in order; a request of one bad text is itself malformed. */
export function answerHttpTexts(heard: readonly Heard[], single: boolean): CarrierAnswer {
  const [first] = heard;
  if (!single || first === undefined) return json(200, heard);
  return json(isUnreadable(first) ? 400 : 200, first);
}

export const answerHttpReports = (count: number): CarrierAnswer => json(200, { received: count });
