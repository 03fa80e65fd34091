import { standingOf, type Claimant, type CodeStanding, type HeldCode } from './held-code';

const noon = new Date('2026-05-01T12:00:00Z');
const aCode = (own: Partial<HeldCode> = {}): HeldCode => ({
  lotId: 1,
  lotState: 'active',
  campaignId: null,
  expiresAt: null,
  attributes: {},
  redeemed: null,
  ...own,
});
const anna: Claimant = { campaignId: 7, subscriberId: 1, at: noon };
const by = (subscriberId: number) => ({ subscriberId, textId: 5, campaignId: 7, at: noon });

test.each<[string, HeldCode | undefined, CodeStanding]>([
  ['nobody made', undefined, 'unknown'],
  ['nobody has used', aCode(), 'valid'],
  ['of this campaign', aCode({ campaignId: 7 }), 'valid'],
  ['of another campaign', aCode({ campaignId: 8 }), 'unknown'],
  ['that somebody has used', aCode({ redeemed: by(2) }), 'used'],
  ['that they have used themself', aCode({ redeemed: by(1) }), 'yours'],
  ['used before it was late', aCode({ redeemed: by(2), expiresAt: noon }), 'used'],
  ['of a lot that was revoked', aCode({ lotState: 'revoked' }), 'revoked'],
  ['in its last millisecond', aCode({ expiresAt: new Date(noon.getTime() + 1) }), 'valid'],
  ['at the first instant at which it is late', aCode({ expiresAt: noon }), 'expired'],
])('CON-03 a code %s', (_, code, standing) => {
  expect(standingOf(code, anna)).toBe(standing);
});
