import { camara } from './camara/camara.client';
import { readSimulatedSettings } from './simulated/simulated-settings';
import { changedSettings, masked, MASK } from './gateway-settings';
import { isNoticeProof, noticeAddress, noticeProof } from './notice-proof';

const URL_OF_OPERATOR = 'https://operator.example/carrier-billing/v0.4';

test('a secret is kept apart, and shown as a mask', () => {
  const change = changedSettings({ url: URL_OF_OPERATOR, token: 'abc' }, {}, camara);
  expect(change).toEqual({
    type: 'settings',
    settings: { url: URL_OF_OPERATOR },
    secrets: { token: 'abc' },
  });
  expect(masked({ url: URL_OF_OPERATOR }, { token: 'abc' })).toEqual({ url: URL_OF_OPERATOR, token: MASK });
});

test('a mask sent back means the secret that is kept; without one it is a fault', () => {
  const sent = { url: URL_OF_OPERATOR, token: MASK };
  expect(changedSettings(sent, { token: 'kept' }, camara)).toMatchObject({ secrets: { token: 'kept' } });
  expect(changedSettings(sent, {}, camara)).toMatchObject({
    type: 'faulty',
    errors: [{ path: 'settings.token' }],
  });
  expect(changedSettings({ url: URL_OF_OPERATOR }, { token: 'kept' }, camara)).toMatchObject({ secrets: {} });
});

test.each([
  [{}, 'settings.url'],
  [{ url: 'ftp://operator.example' }, 'settings.url'],
  [{ url: 'https://user:secret@operator.example' }, 'settings.url'],
  [{ url: URL_OF_OPERATOR, steps: 'three' }, 'settings.steps'],
  [{ url: URL_OF_OPERATOR, stepz: 'two' }, 'settings.stepz'],
  [{ url: URL_OF_OPERATOR, timeoutMs: 1 }, 'settings.timeoutMs'],
  [{ url: URL_OF_OPERATOR, failures: { E1: 'no such failure' } }, 'settings.failures.E1'],
  [{ url: URL_OF_OPERATOR, tps: 0 }, 'settings.tps'],
])('%j has its fault at %s', (sent, path) => {
  expect(changedSettings(sent, {}, camara)).toMatchObject({ type: 'faulty', errors: [{ path }] });
});

test('the simulated operator answers at once in the words of Telia unless it is told otherwise', () => {
  expect(readSimulatedSettings({})).toEqual({
    settings: { codes: 'telia', answers: 'at once', timeoutMs: 10_000 },
  });
  expect(readSimulatedSettings({ mostMinor: '1.5' })).toMatchObject({ errors: [{ path: 'mostMinor' }] });
});

describe('the address an operator posts to', () => {
  const door = { name: 'mci-dcb', keyHash: 'ab'.repeat(32) };

  test('proves that we wrote it, for one payment', () => {
    const address = new URL(noticeAddress(door, 'https://parola.example', 'corr 1&2') ?? '');
    expect(address.pathname).toBe('/operators/mci-dcb/notices');
    const [correlator, proof] = ['correlator', 'proof'].map((name) => address.searchParams.get(name) ?? '');
    expect(correlator).toBe('corr 1&2');
    expect(isNoticeProof(door, 'corr 1&2', proof ?? '')).toBe(true);
    expect(isNoticeProof(door, 'corr 2', proof ?? '')).toBe(false);
    expect(isNoticeProof({ ...door, name: 'other' }, 'corr 1&2', proof ?? '')).toBe(false);
    expect(isNoticeProof({ ...door, keyHash: 'cd'.repeat(32) }, 'corr 1&2', proof ?? '')).toBe(false);
  });

  test('does not exist while the door has no key', () => {
    const shut = { ...door, keyHash: null };
    expect(noticeAddress(shut, 'https://parola.example', 'c')).toBeUndefined();
    expect(noticeProof(shut, 'c')).toBeNull();
    expect(isNoticeProof(shut, 'c', '')).toBe(false);
  });
});
