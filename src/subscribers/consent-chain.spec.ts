import fc from 'fast-check';
import { NOW } from '../../test/support/builders';
import { anchorHash, chainHash, digest, digestOfEvidence, NO_HASH, type ConsentEntry } from './consent-chain';

const anEntry = (own: Partial<ConsentEntry> = {}): ConsentEntry => ({
  lane: 1,
  seq: 1,
  person: '00000000-0000-0000-0000-000000000001',
  scope: 'list:3',
  event: 'opt_in',
  channel: 'text',
  textId: 9,
  purpose: 'list news',
  language: 'en',
  profile: 'uk',
  profileVersion: 1,
  wordsDigest: digest('NEWS'),
  shownDigest: digest('Welcome'),
  evidenceDigest: digestOfEvidence({ textId: 9 }),
  saidAt: NOW,
  recordedAt: NOW,
  ...own,
});
const hashOf = (own: Partial<ConsentEntry> = {}, previous: Buffer = NO_HASH) =>
  chainHash(previous, anEntry(own)).toString('hex');

describe('OPT-08 the chain of consents', () => {
  test('OPT-08 the same entry after the same entry has the same hash', () => {
    expect(hashOf()).toBe(hashOf());
    expect(hashOf({}, digest('x'))).not.toBe(hashOf());
  });

  test.each<Partial<ConsentEntry>>([
    { lane: 2 },
    { seq: 2 },
    { person: '00000000-0000-0000-0000-000000000002' },
    { scope: 'all' },
    { event: 'opt_out' },
    { channel: 'api' },
    { textId: null },
    { purpose: 'list offers' },
    { language: null },
    { profile: 'us' },
    { profileVersion: 2 },
    { wordsDigest: digest('NEWZ') },
    { shownDigest: digest(null) },
    { evidenceDigest: digestOfEvidence({ textId: 8 }) },
    { saidAt: new Date(NOW.getTime() + 1) },
    { recordedAt: new Date(NOW.getTime() + 1) },
  ])('OPT-08 a change of %j shows', (own) => {
    expect(hashOf(own)).not.toBe(hashOf());
  });

  test('OPT-08 nothing can be moved from one field into the next, and nothing is not the empty word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), fc.nat(8), (scope, event, at) => {
        const joined = scope + event;
        fc.pre(at !== scope.length && at <= joined.length);
        expect(hashOf({ scope: joined.slice(0, at), event: joined.slice(at) })).not.toBe(
          hashOf({ scope, event }),
        );
      }),
    );
    expect(hashOf({ language: '' })).not.toBe(hashOf({ language: null }));
  });

  test('OPT-08 evidence is the same whatever the order of its fields, as a database may give them back', () => {
    const evidence = fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 6,
    });
    fc.assert(
      fc.property(evidence, (fields) => {
        const turned = Object.fromEntries(Object.entries(fields).reverse());
        expect(digestOfEvidence(turned)).toEqual(digestOfEvidence(fields));
      }),
    );
    expect(digestOfEvidence({ a: [1, 2] })).not.toEqual(digestOfEvidence({ a: [2, 1] }));
    expect(digestOfEvidence(undefined)).toEqual(digestOfEvidence(null));
  });

  test('OPT-08 an anchor seals every head and the anchor before it', () => {
    const heads = [
      { lane: 0, seq: 3, hash: 'aa' },
      { lane: 1, seq: 0, hash: '' },
    ];
    const sealed = anchorHash(NO_HASH, NOW, heads).toString('hex');
    expect(
      anchorHash(
        NO_HASH,
        NOW,
        heads.map((head) => ({ ...head })),
      ).toString('hex'),
    ).toBe(sealed);
    const cut = heads.map((head) => ({ ...head, seq: Math.max(0, head.seq - 1) }));
    expect(anchorHash(NO_HASH, NOW, cut).toString('hex')).not.toBe(sealed);
    expect(anchorHash(digest('x'), NOW, heads).toString('hex')).not.toBe(sealed);
  });
});
