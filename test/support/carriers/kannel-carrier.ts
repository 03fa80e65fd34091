import {
  RETRY_AFTER_SECONDS,
  startCarrierServer,
  type Answer,
  type Call,
  type CarrierServer,
  type Mood,
  type Taken,
} from './carrier-server';

export const KANNEL_USER = { username: 'parola', password: 'k@nnel&pass=w0rd%41+' };

/** The sendsms CGI of an smsbox, with its words and statuses. It has no ids of its own. */
export async function startKannelCarrier(): Promise<
  CarrierServer & { taken(): readonly Taken[]; reportUrlOf(id: string): string | undefined }
> {
  const messages: Taken[] = [];
  const reportUrls = new Map<string, string>();
  const answer = (call: Call, mood: Mood): Answer => {
    const form = call.method === 'POST' ? new URLSearchParams(call.body) : call.query;
    const field = (name: string): string => form.get(name) ?? '';
    if (call.path !== '/cgi-bin/sendsms') return plain(404, 'Unknown request.');
    if (field('username') !== KANNEL_USER.username || field('password') !== KANNEL_USER.password)
      return plain(403, 'Authorization failed for sendsms');
    if (mood === 'throttle' || mood === 'busy')
      return {
        ...plain(503, 'Temporal failure, try again later.'),
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
      };
    if (mood === 'refuse') return plain(400, 'Sender missing and no global set, rejected');
    if (mood === 'echo') return plain(403, `Authorization failed: ${form.toString()} ${field('password')}`);
    if (mood === 'break') return plain(500, 'panic');
    if (field('charset') !== 'UTF-8') return plain(400, 'charset');
    const reportUrl = field('dlr-url');
    const id = new URL(reportUrl.replaceAll('%%', '%')).searchParams.get('id') ?? '';
    messages.push({ id, from: field('from'), to: field('to').replace('+', ''), text: field('text') });
    reportUrls.set(id, reportUrl);
    return messages.length % 2 === 0
      ? plain(202, '3: Queued for later delivery')
      : plain(202, '0: Accepted for delivery');
  };
  return Object.assign(await startCarrierServer(answer), {
    taken: () => messages,
    reportUrlOf: (id: string) => reportUrls.get(id),
  });
}

const plain = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body,
});
