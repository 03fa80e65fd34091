import {
  RETRY_AFTER_SECONDS,
  startCarrierServer,
  type Answer,
  type Call,
  type CarrierServer,
  type Mood,
  type Taken,
} from './carrier-server';

export const TWILIO_ACCOUNT = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'twilio-token-0123456789',
};

/** Twilio's Messages resource: basic authentication, forms in, JSON out, errors by number. */
export async function startTwilioCarrier(): Promise<CarrierServer & { taken(): readonly Taken[] }> {
  const messages: Taken[] = [];
  const { accountSid, authToken } = TWILIO_ACCOUNT;
  const credentials = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const answer = (call: Call, mood: Mood): Answer => {
    if (call.path !== `/2010-04-01/Accounts/${accountSid}/Messages.json`)
      return fault(404, 20404, 'not found');
    if (call.headers.authorization !== credentials) return fault(401, 20003, 'Authenticate');
    if (mood === 'throttle') return withRetryAfter(fault(429, 20429, 'Too Many Requests'));
    if (mood === 'busy') return withRetryAfter(fault(503, 20503, 'Service unavailable'));
    if (mood === 'refuse') return fault(400, 21610, 'Attempt to send to unsubscribed recipient');
    if (mood === 'echo') return fault(401, 20003, `not ${call.headers.authorization}, not ${authToken}`);
    if (mood === 'break') return fault(500, 20500, 'Internal Server Error');
    const form = new URLSearchParams(call.body);
    const id = new URL(form.get('StatusCallback') ?? '').searchParams.get('id') ?? '';
    messages.push({
      id,
      from: form.get('From') ?? '',
      to: (form.get('To') ?? '').replace('+', ''),
      text: form.get('Body') ?? '',
    });
    return json(201, { sid: `SM${id}`, status: 'queued' });
  };
  return Object.assign(await startCarrierServer(answer), { taken: () => messages });
}

const withRetryAfter = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'retry-after': String(RETRY_AFTER_SECONDS) },
});

const fault = (status: number, code: number, message: string): Answer =>
  json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
