import type { CarrierRequest, Protocol } from '../../src/connectors/connector';
import { createProtocols } from '../../src/connectors/protocols.service';
import { twilioSignature } from '../../src/connectors/twilio/twilio-signature';
import { startKannelCarrier, KANNEL_USER } from '../support/carriers/kannel-carrier';
import { startTwilioCarrier, TWILIO_ACCOUNT } from '../support/carriers/twilio-carrier';
import { IDENTITY, networkOn, openLink } from '../support/carriers/connector-peers';

const { network, pool } = networkOn('postgres://nobody@127.0.0.1:9/none');
const protocols = createProtocols({ network });
afterAll(() => pool.end());

const get = (publicUrl: string): CarrierRequest => ({
  method: 'GET',
  publicUrl,
  query: new URL(publicUrl).searchParams,
  headers: {},
  body: Buffer.alloc(0),
  remoteAddress: '203.0.113.9',
});

function speaking(name: string, raw: unknown): { readonly protocol: Protocol; readonly settings: unknown } {
  const protocol = protocols.get(name);
  const read = protocol?.readSettings(raw);
  if (protocol === undefined || read === undefined || 'errors' in read) throw new Error(`no ${name}`);
  return { protocol, settings: read.settings };
}

/** What Kannel does with a dlr-url when a report comes: it fills in the escapes, URL-encoded. */
const filledIn = (url: string, values: Readonly<Record<string, string>>): string =>
  url.replace(/%(.)/g, (_, escape: string) =>
    escape === '%' ? '%' : encodeURIComponent(values[escape] ?? ''),
  );

describe('WIRE-06 the report that comes back on the address we gave', () => {
  test.each(['o-1', '018f3c1e-77aa-7bbb-8ccc-0123456789ab', 'odd id & 100%d /é'])(
    'kannel echoes our id %s, and proves that we wrote it',
    async (id) => {
      const carrier = await startKannelCarrier();
      const raw = { url: `${carrier.url}/cgi-bin/sendsms`, ...KANNEL_USER };
      const { protocol, settings } = speaking('kannel', raw);
      const link = openLink('kannel', raw, network);
      await link.submit([{ id, from: '2050', to: '989121234567', text: 'سلام', class: 'reply' }]);
      const given = carrier.reportUrlOf(id) ?? '';
      const request = get(
        filledIn(given, { d: '1', F: '4A3B', T: '1777622400', A: 'id:4A3B stat:DELIVRD err:000' }),
      );

      expect(protocol.isAuthentic(request, IDENTITY, settings)).toBe(true);
      expect(protocol.readReports(request, settings)).toMatchObject({
        type: 'items',
        items: [{ echoedId: id, remoteId: '4A3B', state: 'delivered', at: new Date('2026-05-01T08:00:00Z') }],
      });
      expect(JSON.stringify(protocol.readReports(request, settings))).not.toContain(request.query.get('key'));

      const forged = get(request.publicUrl.replace(/([?&]id=)[^&]*/, '$1another'));
      expect(protocol.isAuthentic(forged, IDENTITY, settings)).toBe(false);
      const asText = get(request.publicUrl.replace('/dlr?', '/mo?'));
      expect(protocol.isAuthentic(asText, IDENTITY, settings)).toBe(false);
      await link.close();
      await carrier.close();
    },
  );

  test('twilio echoes our id in a callback that it signs', async () => {
    const carrier = await startTwilioCarrier();
    const raw = { baseUrl: carrier.url, ...TWILIO_ACCOUNT };
    const { protocol, settings } = speaking('twilio', raw);
    const link = openLink('twilio', raw, network);
    const id = 'odd id & 100%';
    const [outcome] = await link.submit([
      { id, from: '2050', to: '989121234567', text: 'ciao', class: 'reply' },
    ]);
    const form = new URLSearchParams(carrier.calls[0]?.body);
    const url = form.get('StatusCallback') ?? '';
    const said = new URLSearchParams({
      MessageSid: `SM${id}`,
      MessageStatus: 'undelivered',
      ErrorCode: '30003',
    });
    const request: CarrierRequest = {
      ...get(url),
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilioSignature(TWILIO_ACCOUNT.authToken, url, said),
      },
      body: Buffer.from(said.toString()),
    };

    expect(outcome).toEqual({ type: 'accepted', remoteId: `SM${id}` });
    expect(protocol.isAuthentic(request, IDENTITY, settings)).toBe(true);
    expect(protocol.readReports(request, settings)).toMatchObject({
      items: [{ echoedId: id, remoteId: `SM${id}`, state: 'failed', error: '30003' }],
    });
    const tampered = { ...request, body: Buffer.from(said.toString().replace('undelivered', 'delivered')) };
    expect(protocol.isAuthentic(tampered, IDENTITY, settings)).toBe(false);
    await link.close();
    await carrier.close();
  });
});
