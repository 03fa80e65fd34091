import { openCarrierLink } from '../carrier-link.client';
import type { CarrierAnswer, Protocol } from '../connector';
import { isUnreadable } from '../unreadable';
import { readTwilioReports } from './twilio-reports';
import { readTwilioSettings, type TwilioSettings } from './twilio-settings';
import { isSigned } from './twilio-signature';
import { messagesUrl, readSubmitAnswer, submitForm } from './twilio-submit';
import { readTwilioTexts } from './twilio-texts';

/** An answer without a word in it: replies leave through the outbox, not through TwiML. */
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Twilio's programmable messaging, and whatever else speaks it: signed forms in, REST out, status callbacks. */
export const twilio: Protocol<TwilioSettings> = {
  name: 'twilio',
  secretSettings: ['authToken'],
  readSettings: readTwilioSettings,
  isAuthentic: (request, _connector, { authToken }) => isSigned(request, authToken),
  readTexts: readTwilioTexts,
  readReports: readTwilioReports,
  answerTexts: ([heard]) => twiml(heard !== undefined && isUnreadable(heard) ? 400 : 200),
  answerReports: () => twiml(200),
  open(connector, settings) {
    const { accountSid, authToken, concurrency, timeoutMs } = settings;
    const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
    const url = messagesUrl(settings);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${credentials}`,
    };
    return openCarrierLink({
      url,
      concurrency,
      timeoutMs,
      batch: 1,
      secrets: [authToken, credentials],
      callFor: ([text]) => ({
        method: 'POST',
        url,
        headers,
        body: submitForm(text, connector, settings).toString(),
      }),
      read: ({ status, headers: answered, body }) => [readSubmitAnswer(status, answered, body)],
    });
  },
};

const twiml = (status: number): CarrierAnswer => ({
  status,
  contentType: 'text/xml; charset=utf-8',
  body: EMPTY_TWIML,
});
