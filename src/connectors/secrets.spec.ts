import { createHash } from 'node:crypto';
import type { CarrierRequest } from './connector';
import { bearerOf, callbackProof, isKey, isSameSecret, withoutSecrets } from './secrets';

const request = (authorization?: string): CarrierRequest => ({
  method: 'POST',
  publicUrl: 'https://parola.example/carriers/mci/mo',
  query: new URLSearchParams(),
  headers: authorization === undefined ? {} : { authorization },
  body: Buffer.alloc(0),
  remoteAddress: '203.0.113.9',
});
const keyHash = createHash('sha256').update('right').digest('hex');

test.each([
  ['right', true],
  ['wrong', false],
  ['', false],
  [undefined, false],
  [null, false],
])('the key %s', (key, expected) => {
  expect(isKey(key, keyHash)).toBe(expected);
});

test('a hash that is none lets nobody in', () => {
  for (const broken of ['', 'zz', keyHash.slice(2)]) expect(isKey('right', broken)).toBe(false);
});

test.each([
  ['Bearer abc', 'abc'],
  ['bearer  abc ', 'abc'],
  ['Basic abc', undefined],
  ['Bearer', undefined],
  ['Bearer a b', undefined],
  [undefined, undefined],
])('the token of "%s"', (header, token) => {
  expect(bearerOf(request(header))).toBe(token);
});

test('secrets of different lengths are merely different', () => {
  expect(isSameSecret('a', 'abc')).toBe(false);
  expect(isSameSecret('abc', 'abc')).toBe(true);
});

test('a proof is of one message of one connector', () => {
  const connector = { id: 1, name: 'k', keyHash, publicUrl: 'https://parola.example' };
  const proof = callbackProof(connector, 'o-1');
  expect(proof).toMatch(/^[0-9a-f]{64}$/);
  expect(callbackProof(connector, 'o-2')).not.toBe(proof);
  expect(callbackProof({ ...connector, name: 'l' }, 'o-1')).not.toBe(proof);
  expect(callbackProof({ ...connector, keyHash: keyHash.replace(/^./, '0') }, 'o-1')).not.toBe(proof);
});

test('secrets are struck out wherever they stand, also at the edge of what is kept', () => {
  expect(withoutSecrets('key s3cret, again s3cret', ['s3cret', ''])).toBe('key •••, again •••');
  expect(withoutSecrets(`${'x'.repeat(197)}s3cret`, ['s3cret'])).toBe(`${'x'.repeat(197)}•••`);
});
