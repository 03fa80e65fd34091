import type { ConnectorIdentity, Outcome, OutboundText } from '../connector';
import { outcomeOfStatus, type AnswerHeaders, type RefusalWords } from '../http-outcomes';
import { isRecord, parseJson } from '../json-fields';
import type { TwilioSettings } from './twilio-settings';

/** The form of one message, sent from the code itself or through a messaging service. */
export function submitForm(
  text: OutboundText,
  connector: ConnectorIdentity,
  settings: TwilioSettings,
): URLSearchParams {
  const callback = `${connector.publicUrl}/carriers/${encodeURIComponent(connector.name)}/dlr?${new URLSearchParams({ id: text.id })}`;
  const { messagingServiceSid } = settings;
  return new URLSearchParams({
    To: `+${text.to}`,
    ...(messagingServiceSid === undefined
      ? { From: text.from }
      : { MessagingServiceSid: messagingServiceSid }),
    Body: text.text,
    StatusCallback: callback,
  });
}

export const messagesUrl = ({ baseUrl, accountSid }: TwilioSettings): string =>
  `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`;

/** A 2xx names the message; a refusal names its error, such as 21610 for a recipient who told Twilio to stop. */
export function readSubmitAnswer(status: number, headers: AnswerHeaders, body: string): Outcome {
  const answer = parseJson(body);
  if (status < 200 || status >= 300) return outcomeOfStatus(status, headers, wordsOf(answer));
  const sid = isRecord(answer) ? answer['sid'] : undefined;
  if (typeof sid === 'string' && sid !== '') return { type: 'accepted', remoteId: sid };
  return { type: 'unknown', reason: 'the answer names no sid' };
}

function wordsOf(answer: unknown): RefusalWords {
  if (!isRecord(answer)) return {};
  const { code, message } = answer;
  return {
    ...(typeof code === 'number' || typeof code === 'string' ? { code: String(code) } : {}),
    ...(typeof message === 'string' ? { reason: message } : {}),
  };
}
