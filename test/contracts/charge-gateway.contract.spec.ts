import { Logger } from '@nestjs/common';
import { brokenGateways } from '../support/gateways/broken-gateways';
import { CHECKS, checkNamed } from '../support/gateways/gateway-checks';
import { peers } from '../support/gateways/gateway-peers';
import type { GatewayPeer } from '../support/gateways/gateway-peer';

Logger.overrideLogger(false); // callbacks that have to wait are warned of, and that is the point here

describe.each(Object.entries(peers))('BIL-01 a charge gateway of %s', (_name, start) => {
  let peer: GatewayPeer;

  beforeAll(async () => {
    peer = await start();
  });
  afterAll(() => peer.close());
  beforeEach(() => peer.wire?.behave({}));

  test.each(CHECKS.map((check) => [check.name, check] as const))('%s', async (_, check) => {
    // What a gateway has nothing to do with is held to by the others.
    if (check.suits(peer)) await check.run(peer);
    else expect(check.suits(peer)).toBe(false);
  });
});

describe('every MUST has a test that a gateway which breaks it fails', () => {
  test.each(brokenGateways.map((broken) => [broken.fault, broken] as const))(
    'a gateway that %s',
    async (_, { check, start }) => {
      const peer = await start();
      try {
        await peer.wire?.behave({});
        await expect(checkNamed(check).run(peer)).rejects.toThrow();
      } finally {
        await peer.close();
      }
    },
  );

  test('none of the seven is left out', () => {
    const broken = new Set(brokenGateways.map(({ check }) => check.charAt(0)));
    expect([...broken].sort()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(new Set(CHECKS.map(({ name }) => name.charAt(0)))).toEqual(broken);
  });
});
