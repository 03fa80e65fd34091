import { hash } from 'node:crypto';
import { operatorReceivable, serviceRevenue } from '../../src/billing/ledger/accounts';
import { writeTransfers } from '../../src/billing/ledger/ledger.store';
import { anApprovedService, aSubscriptionOf } from '../support/a-paid-service';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-02T05:00:00Z' });
});
afterAll(() => world.close());

interface Consent {
  readonly hashed: Readonly<Record<string, unknown>>;
  readonly hash: string;
  readonly previousHash: string;
  readonly words: string;
}

/** SHA-256 as the pack says that a consent's hash is made. */
function consentHash(previousHash: string, hashed: Readonly<Record<string, unknown>>): string {
  const fields = Object.values(hashed).map((value) =>
    value === null ? '-:' : `${String(value).length}:${String(value)}`,
  );
  return hash('sha256', Buffer.concat([Buffer.from(previousHash, 'hex'), Buffer.from(fields.join(''))]));
}

describe('SUP-03 the evidence of a charge', () => {
  const msisdn = '989121112233';

  /** Somebody subscribed, was charged, and sent STOP. @returns the charge */
  async function aDisputedCharge(): Promise<number> {
    const serviceId = await anApprovedService(world, { name: 'HAVA' });
    const subscriptionId = await aSubscriptionOf(world, serviceId, msisdn);
    const [charge] = await world.database.sql.query<{ id: number; operatorId: number }>({
      text: `insert into charges (key, purpose, service_id, brand_id, shortcode_id, subscriber_id, subscription_id, operator_id,
               gateway_id, tariff_id, amount_minor, currency, state, attempts, due_at, expires_at, created_at, settled_at)
             select 'test:evidence', 'renewal', v.id, v.brand_id, v.shortcode_id, s.subscriber_id, s.id, w.operator_id, w.gateway_id,
               s.tariff_id, 5000, 'IRR', 'charged', 1, $2, $2, $2, $2
             from subscriptions s join services v on v.id = s.service_id join service_operators w on w.service_id = v.id
             where s.id = $1 returning id, operator_id as "operatorId"`,
      values: [subscriptionId, world.clock.now()],
    });
    if (!charge) throw new Error('nobody was charged');
    const { id, operatorId } = charge;
    const moved = {
      ...{
        debit: operatorReceivable(operatorId),
        credit: serviceRevenue(serviceId),
        amountMinor: 5_000n,
        currency: 'IRR',
      },
      ...{ reason: 'renewal', actor: null, at: world.clock.now() },
    };
    await world.database.transaction((tx) =>
      writeTransfers(tx, [
        { ...moved, key: `charge:${id}:reserve:1`, kind: 'pending', pendingKey: null },
        { ...moved, key: `charge:${id}:post`, kind: 'post', pendingKey: `charge:${id}:reserve:1` },
      ]),
    );
    await world.subscriber(msisdn).texts('2050', 'STOP');
    return id;
  }

  test('SUP-03 words, messages and transfers are there, as one document and as an archive, and the hashes hold', async () => {
    const id = await aDisputedCharge();
    const answer = await world.api.get(`/charges/${id}/evidence`).expect(200);
    const pack = answer.body as Record<string, unknown> & {
      readonly charge: { readonly msisdn: string };
      readonly transfers: readonly { readonly kind: string }[];
      readonly texts: readonly { readonly text: string }[];
      readonly messages: readonly { readonly text: string }[];
      readonly consents: { readonly entries: readonly Consent[] };
      readonly manifest: { readonly sections: readonly { readonly name: string; readonly sha256: string }[] };
    };
    expect(pack.charge.msisdn).toBe(msisdn);
    expect(pack.transfers.map(({ kind }) => kind)).toEqual(['pending', 'post']);
    expect(pack.texts.map(({ text }) => text)).toEqual(['HELLO', 'STOP']);
    expect(pack.messages.length).toBeGreaterThanOrEqual(1);
    expect(pack.consents.entries.map(({ words }) => words)).toContain('STOP');
    for (const { hashed, previousHash, hash: kept } of pack.consents.entries)
      expect(consentHash(previousHash, hashed)).toBe(kept);
    for (const { name, sha256 } of pack.manifest.sections)
      expect([name, hash('sha256', JSON.stringify(pack[name]))]).toEqual([name, sha256]);

    const archive = await world.api
      .get(`/charges/${id}/evidence`)
      .set('accept', 'application/zip')
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    const bytes = archive.body as Buffer;
    expect(archive.headers['content-type']).toBe('application/zip');
    for (const { name } of pack.manifest.sections) {
      const at = bytes.indexOf(`${name}.json`);
      expect(at).toBeGreaterThan(0);
      expect(bytes.indexOf(JSON.stringify(pack[name]), at)).toBeGreaterThan(0);
    }
  });
});
