import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { asUuid, Identity } from './identity.service';

describe('keyed hashes', () => {
  test('SEC-02 are HMAC-SHA256 (RFC 2104) cut to 128 bits, for any name under any key, one after another', () => {
    const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    const names = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(key, names, (secret, all) => {
        const identity = new Identity(secret);
        const hmac = (name: string) => asUuid(createHmac('sha256', secret).update(name).digest('hex'));
        expect(all.map((name) => identity.hashOf(name))).toEqual(all.map(hmac));
      }),
    );
  });

  test('a whole digest begins with what a hash is cut from', () => {
    const identity = new Identity(Buffer.alloc(32, 7));
    const digest = identity.digestOf('989121234567');
    expect(digest).toBe(createHmac('sha256', Buffer.alloc(32, 7)).update('989121234567').digest('hex'));
    expect(asUuid(digest)).toBe(identity.hashOf('989121234567'));
  });

  test('luck is the same for the same thing, and says nothing of the person with that name', () => {
    const identity = new Identity(Buffer.alloc(32, 7));
    expect(identity.luckOf('text:1')).toMatch(/^[0-9a-f]{32}$/);
    expect(identity.luckOf('text:1')).toBe(identity.luckOf('text:1'));
    expect(identity.luckOf('text:1')).not.toBe(identity.luckOf('text:2'));
    expect(identity.luckOf('989121234567')).not.toBe(identity.hashOf('989121234567').replaceAll('-', ''));
  });
});
