import fc from 'fast-check';
import { hashOfAnchor, isSameAs, readAnchors, type Anchor, type SealedHead } from './anchor';

const heads: SealedHead[] = [
  { lane: 0, seq: 3, hash: 'aa' },
  { lane: 1, seq: 0, hash: '' },
];
const sealed = { previous: '', at: '2026-05-01T08:00:00.000Z', heads };
const anchor: Anchor = { id: 1, ...sealed, hash: hashOfAnchor(sealed) };

describe('anchors', () => {
  test('SEC-05 the hash depends on every head, the hour and the anchor before, and not on the order of the heads', () => {
    expect(hashOfAnchor({ ...sealed, heads: [...heads].reverse() })).toBe(anchor.hash);
    const others = [
      { ...sealed, previous: 'bb' },
      { ...sealed, at: '2026-05-01T08:00:01.000Z' },
      { ...sealed, heads: heads.slice(1) },
      { ...sealed, heads: heads.map((head) => ({ ...head, seq: head.seq + 1 })) },
      { ...sealed, heads: heads.map((head) => ({ ...head, hash: 'cc' })) },
    ].map(hashOfAnchor);
    expect(new Set([anchor.hash, ...others]).size).toBe(others.length + 1);
  });

  test('heads are the same when every chain stands where it stood', () => {
    expect(isSameAs(heads, [...heads].reverse())).toBe(true);
    expect(isSameAs(heads, heads.slice(1))).toBe(false);
    expect(
      isSameAs(heads, [
        { lane: 0, seq: 3, hash: 'ab' },
        { lane: 1, seq: 0, hash: '' },
      ]),
    ).toBe(false);
  });

  test('an export is read back as it was, whether a page or an array', () => {
    const expected = { type: 'anchors', anchors: [anchor] };
    expect(readAnchors(JSON.stringify([anchor]))).toEqual(expected);
    expect(readAnchors(JSON.stringify({ items: [anchor], next: null }))).toEqual(expected);
  });

  test.each([
    ['no JSON', '{', 'it is not JSON'],
    ['no array', '{"heads":[]}', 'it holds no array of anchors'],
    ['nothing', 'null', 'it holds no array of anchors'],
    [
      'an anchor without a hash',
      JSON.stringify([anchor, { ...anchor, hash: undefined }]),
      'item 1 is no anchor',
    ],
    ['a date that is none', JSON.stringify([{ ...anchor, at: 'yesterday' }]), 'item 0 is no anchor'],
    ['a head that is none', JSON.stringify([{ ...anchor, heads: [{ lane: 0 }] }]), 'item 0 is no anchor'],
  ])('a file with %s is named as such', (_, json, reason) => {
    expect(readAnchors(json)).toEqual({ type: 'unreadable', reason });
  });

  test('no file makes reading throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) =>
        ['anchors', 'unreadable'].includes(readAnchors(text).type),
      ),
    );
  });
});
