import {
  RETRY_AFTER_SECONDS,
  startCarrierServer,
  type Answer,
  type Call,
  type CarrierServer,
  type Mood,
  type Taken,
} from './carrier-server';

export const HTTP_CARRIER_KEY = 'generic-carrier-key-0123456789';

interface WireText {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** A carrier of the generic dialect. It deduplicates by our id, and refuses a text that contains "FORBIDDEN". */
export async function startHttpCarrier(): Promise<CarrierServer & { taken(): readonly Taken[] }> {
  const messages = new Map<string, Taken>();
  const answer = (call: Call, mood: Mood): Answer => {
    if (call.headers.authorization !== `Bearer ${HTTP_CARRIER_KEY}`)
      return json(401, { error: { code: 'KEY', detail: 'who are you' } });
    if (mood === 'throttle')
      return { status: 429, headers: { 'retry-after': String(RETRY_AFTER_SECONDS) }, body: '' };
    if (mood === 'busy')
      return { status: 503, headers: { 'retry-after': String(RETRY_AFTER_SECONDS) }, body: '' };
    if (mood === 'refuse') return json(422, { error: { code: 'BARRED', detail: 'the sender is barred' } });
    if (mood === 'echo')
      return json(403, { error: { code: 'KEY', detail: `not ${call.headers.authorization}` } });
    if (mood === 'break') return { status: 500, body: 'oops' };
    const body = JSON.parse(call.body) as WireText | WireText[];
    return json(200, Array.isArray(body) ? body.map(take) : take(body));
  };
  const take = ({ id, from, to, text }: WireText): unknown => {
    if (text.includes('FORBIDDEN')) return { error: { code: 'CONTENT', detail: 'we do not carry that' } };
    if (text.includes('SLOWER')) return { error: { code: 'RATE', detail: 'slower', retryAfterMs: 250 } };
    messages.set(id, { id, from, to: to.replace('+', ''), text });
    return { id: `h-${id}` };
  };
  return Object.assign(await startCarrierServer(answer), { taken: () => [...messages.values()] });
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
