import { deviceOf } from './device';

const named = (name: string): string => `<${name}>`;
const ip = '203.0.113.9';
const userAgent = 'Mozilla/5.0';

describe('BIL-12 what a web page knows of a device', () => {
  test.each([
    [{ session: 'a', ip, userAgent }, 'session:<session a>'],
    [{ ip, userAgent }, 'address:<address 203.0.113.9 Mozilla/5.0>'],
    [{ ip }, null],
    [{ userAgent }, null],
    [{}, null],
  ])('BIL-12 %j is %j', (evidence, device) => {
    expect(deviceOf(evidence, named)).toBe(device);
  });
});
