import type { CarrierCall } from '../carrier-call.client';
import { openCarrierLink } from '../carrier-link.client';
import type { CarrierAnswer, CarrierRequest, ConnectorIdentity, Heard, Protocol } from '../connector';
import { bearerOf, callbackProof, isKey, isSameSecret } from '../secrets';
import { isUnreadable } from '../unreadable';
import { readKannelReports } from './kannel-reports';
import { readKannelSettings, type KannelSettings } from './kannel-settings';
import { readSubmitAnswer, submitFields } from './kannel-submit';
import { readKannelTexts } from './kannel-texts';

const plain = (status: number, body: string): CarrierAnswer => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
});

/** Kannel's smsbox: a `get-url` towards us, `sendsms` from us, and a dlr-url that brings our id back. */
export const kannel: Protocol<KannelSettings> = {
  name: 'kannel',
  secretSettings: ['password'],
  readSettings: readKannelSettings,
  isAuthentic,
  readTexts: readKannelTexts,
  readReports: readKannelReports,
  answerTexts: ([heard], _single, settings) => answerTo(heard, settings),
  answerReports: () => plain(200, ''),
  open(connector, settings) {
    const { url, password, concurrency, timeoutMs } = settings;
    return openCarrierLink({
      url,
      concurrency,
      timeoutMs,
      batch: 1,
      secrets: [
        password,
        encodeURIComponent(password),
        new URLSearchParams([['', password]]).toString().slice(1),
      ],
      callFor: ([text]) => callFor(submitFields(text, connector, settings).toString(), settings),
      read: ({ status, headers, body }, [text]) => [readSubmitAnswer(text.id, status, headers, body)],
    });
  },
};

function callFor(form: string, { url, method }: KannelSettings): CarrierCall {
  if (method === 'GET') return { method, url: `${url}${url.includes('?') ? '&' : '?'}${form}`, headers: {} };
  return { method, url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form };
}

function answerTo(heard: Heard | undefined, settings: KannelSettings): CarrierAnswer {
  if (heard !== undefined && isUnreadable(heard))
    return plain(400, `${heard.error.code}: ${heard.error.detail}`);
  return plain(200, settings.replyBody);
}

/** The connector's key as a parameter or a bearer, a report URL that we wrote ourselves, or an address on the list. */
function isAuthentic(
  request: CarrierRequest,
  connector: ConnectorIdentity,
  settings: KannelSettings,
): boolean {
  const key = request.query.get('key') ?? bearerOf(request);
  if (isKey(key, connector.keyHash)) return true;
  const id = request.query.get('id') ?? '';
  const isReport = /\/dlr$/.test(request.publicUrl.split('?')[0] ?? '');
  if (isReport && isSameSecret(key ?? '', callbackProof(connector, id))) return true;
  return settings.allowedAddresses.includes(plainAddress(request.remoteAddress));
}

/** An IPv4 address as it is written, also when it came in through an IPv6 socket. */
const plainAddress = (address: string): string => address.replace(/^::ffff:/i, '');
