import { isGsm7 } from '../../text/segments';
import type { ConnectorIdentity, Outcome, OutboundText } from '../connector';
import { outcomeOfStatus, type AnswerHeaders } from '../http-outcomes';
import { callbackProof } from '../secrets';
import type { KannelSettings } from './kannel-settings';

/** Delivered, failed, queued, handed to the centre, refused by the centre. */
const EVERY_REPORT = '31';

/** The fields of one sendsms request. Kannel itself cuts a long text into its parts. */
export function submitFields(
  text: OutboundText,
  connector: ConnectorIdentity,
  settings: KannelSettings,
): URLSearchParams {
  return new URLSearchParams({
    username: settings.username,
    password: settings.password,
    from: text.from,
    to: `+${text.to}`,
    text: text.text,
    charset: 'UTF-8',
    coding: isGsm7(text.text) ? '0' : '2',
    'dlr-mask': EVERY_REPORT,
    'dlr-url': reportUrl(text.id, connector),
    ...(settings.smsc === undefined ? {} : { smsc: settings.smsc }),
  });
}

/** Kannel fills in the escapes; our own values are encoded, so that none of them looks like one. */
function reportUrl(id: string, connector: ConnectorIdentity): string {
  const ours = new URLSearchParams({ key: callbackProof(connector, id), id });
  const path = `${connector.publicUrl}/carriers/${encodeURIComponent(connector.name)}/dlr`;
  // A percent sign of ours is doubled: Kannel's own way of writing one.
  return `${path}?${ours}`.replaceAll('%', '%%') + '&type=%d&smscid=%F&at=%T&answer=%A';
}

const ACCEPTED = /^\s*(?:0: Accepted|3: Queued|Sent\.)/i;

/**
 * What sendsms said of one text. Kannel gives no id of its own; its reports echo ours, which therefore stands for
 * the remote id.
 */
export function readSubmitAnswer(id: string, status: number, headers: AnswerHeaders, body: string): Outcome {
  const reason = body.trim();
  if (status < 200 || status >= 300) return outcomeOfStatus(status, headers, reason === '' ? {} : { reason });
  if (status === 202 || ACCEPTED.test(body)) return { type: 'accepted', remoteId: id };
  return { type: 'unknown', reason: `the answer is not one of sendsms: ${reason}` };
}
