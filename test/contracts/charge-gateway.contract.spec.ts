import { Logger } from '@nestjs/common';
import { ASKABLE_TYPES } from '../../src/billing/gateways/askable';
import { brokenGateways, spoiled } from '../support/gateways/broken-gateways';
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

  test('SUB-12 its operator is asked beforehand exactly where it can answer', () => {
    const { type, eligible } = peer.gateway;
    expect(ASKABLE_TYPES.includes(type)).toBe(eligible !== undefined);
  });

  test.each(CHECKS.map((check) => [check.name, check] as const))('%s', async (_, check) => {
    // What a gateway has nothing to do with is held to by the others.
    if (check.suits(peer)) await check.run(peer);
    else expect(check.suits(peer)).toBe(false);
  });
});

describe('every MUST has a test that a gateway which breaks it fails', () => {
  const whole = new Map<string, GatewayPeer>();
  beforeAll(async () => {
    for (const kind of ['simulated', 'simulated, told later'] as const) whole.set(kind, await peers[kind]());
  });
  afterAll(async () => {
    for (const peer of whole.values()) await peer.close();
  });

  test.each(brokenGateways.map((broken) => [broken.fault, broken] as const))(
    'a gateway that %s',
    async (_, { check, kind, spoil }) => {
      const peer = whole.get(kind);
      if (!peer) throw new Error(`there is no peer ${kind}`);
      await peer.wire?.behave({});
      await expect(checkNamed(check).run(spoiled(peer, spoil))).rejects.toThrow();
    },
  );

  test('none of the seven is left out', () => {
    const broken = new Set(brokenGateways.map(({ check }) => check.charAt(0)));
    expect([...broken].sort()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(new Set(CHECKS.map(({ name }) => name.charAt(0)))).toEqual(broken);
  });
});
