import { openCarrierLink } from '../carrier-link.client';
import type { Protocol } from '../connector';
import { each, outcomeOfStatus } from '../http-outcomes';
import { bearerOf, isKey } from '../secrets';
import { answerHttpReports, answerHttpTexts } from './http-answers';
import { readHttpReports } from './http-reports';
import { readHttpSettings, type HttpSettings } from './http-settings';
import { readRefusal, readSubmitAnswer, submitBody } from './http-submit';
import { readHttpTexts } from './http-texts';

/** The generic dialect: JSON both ways, a bearer key both ways, one text or arrays. */
export const http: Protocol<HttpSettings> = {
  name: 'http',
  secretSettings: ['outboundKey'],
  readSettings: readHttpSettings,
  isAuthentic: (request, connector) => isKey(bearerOf(request), connector.keyHash),
  readTexts: readHttpTexts,
  readReports: readHttpReports,
  answerTexts: answerHttpTexts,
  answerReports: answerHttpReports,
  open(_connector, { url, outboundKey, batch, concurrency, timeoutMs }) {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      ...(outboundKey === undefined ? {} : { authorization: `Bearer ${outboundKey}` }),
    };
    return openCarrierLink({
      url,
      concurrency,
      timeoutMs,
      batch,
      secrets: outboundKey === undefined ? [] : [outboundKey],
      callFor: (texts) => ({ method: 'POST', url, headers, body: submitBody(texts, batch > 1) }),
      read({ status, headers: answered, body }, texts) {
        if (status >= 200 && status < 300) return readSubmitAnswer(body, texts.length, batch > 1);
        return each(texts.length, outcomeOfStatus(status, answered, readRefusal(body)));
      },
    });
  },
};
