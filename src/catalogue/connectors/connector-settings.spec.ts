import fc from 'fast-check';
import { readHttpSettings } from '../../connectors/http/http-settings';
import { http } from '../../connectors/http/http.connector';
import type { Protocol } from '../../connectors/connector';
import { changedSettings, MASK, masked } from './connector-settings';

const protocol = http as Protocol;
const kept = { url: 'https://carrier.example/mt', outboundKey: 'hush-hush' };

test('a secret is shown as a mask and everything else as it is', () => {
  expect(masked(kept, protocol)).toEqual({ url: kept.url, outboundKey: MASK });
  expect(masked({ url: kept.url }, protocol)).toEqual({ url: kept.url });
});

test('the mask sent back keeps the secret; a new value replaces it; leaving it out drops it', () => {
  const url = 'https://other.example/mt';
  expect(changedSettings({ url, outboundKey: MASK }, kept, protocol)).toEqual({
    type: 'settings',
    settings: { url, outboundKey: 'hush-hush' },
  });
  expect(changedSettings({ url, outboundKey: 'new' }, kept, protocol)).toMatchObject({
    settings: { outboundKey: 'new' },
  });
  expect(changedSettings({ url }, kept, protocol)).toEqual({ type: 'settings', settings: { url } });
});

test('a mask that stands for nothing is a fault at its field', () => {
  const change = changedSettings({ url: kept.url, outboundKey: MASK }, { url: kept.url }, protocol);
  expect(change).toMatchObject({ type: 'faulty', errors: [{ path: 'settings.outboundKey' }] });
});

test('the mask is only a mask where a secret stands', () => {
  expect(changedSettings({ url: MASK }, kept, protocol)).toMatchObject({
    type: 'faulty',
    errors: [{ path: 'settings.url' }],
  });
});

test('faults of the protocol keep their path below the settings', () => {
  expect(changedSettings({ url: kept.url, speed: 3, batch: 0 }, {}, protocol)).toMatchObject({
    type: 'faulty',
    errors: expect.arrayContaining([
      expect.objectContaining({ path: 'settings.speed' }),
      expect.objectContaining({ path: 'settings.batch' }),
    ]) as unknown,
  });
});

test('whatever was kept, showing it and sending it back changes nothing', () => {
  const secrets = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      fc.option(secrets, { nil: undefined }),
      fc.integer({ min: 1, max: 1_000 }),
      (outboundKey, batch) => {
        const settings = { url: kept.url, batch, ...(outboundKey === undefined ? {} : { outboundKey }) };
        expect('settings' in readHttpSettings(settings)).toBe(true);
        expect(changedSettings(masked(settings, protocol), settings, protocol)).toEqual({
          type: 'settings',
          settings,
        });
      },
    ),
  );
});
