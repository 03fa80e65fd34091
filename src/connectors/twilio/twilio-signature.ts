import { createHmac } from 'node:crypto';
import type { CarrierRequest } from '../connector';
import { isSameSecret } from '../secrets';

/**
 * The signature Twilio puts into X-Twilio-Signature: HMAC-SHA1, in base64, over the address it called followed by
 * every form field and its value, sorted by field.
 */
export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const fields = [...form].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const signed = url + fields.map(([name, value]) => name + value).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

/** Whether the owner of the account's token made this request. */
export function isSigned(request: CarrierRequest, authToken: string): boolean {
  const given = request.headers['x-twilio-signature'];
  if (typeof given !== 'string') return false;
  return isSameSecret(given, twilioSignature(authToken, request.publicUrl, formOf(request)));
}

/** The fields of a POST's body; a GET has them in its address, which is signed as it is. */
export const formOf = (request: CarrierRequest): URLSearchParams =>
  new URLSearchParams(request.method === 'POST' ? request.body.toString('utf8') : '');

/** All fields, wherever they came. */
export const fieldsOf = (request: CarrierRequest): URLSearchParams =>
  request.method === 'POST' ? formOf(request) : request.query;
