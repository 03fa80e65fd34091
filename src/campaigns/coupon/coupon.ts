import { DateTime } from 'luxon';
import { localDigits, type Language } from '../../text/language';
import { render } from '../../text/template';
import type { CampaignKind, Turn } from '../campaign-kind';
import type { Claim } from '../claim';
import { decided, type Decision, type Effect } from '../effect';
import { pick } from '../texts-by-language';
import { madeCode } from './coupon-code';
import { readCouponSettings, type CouponSettings } from './coupon-settings';
import { COUPON_DEFAULTS, type CouponText } from './coupon-texts';

/** A coupon as its owner's state keeps it; it must survive JSON. */
interface OwnCoupon {
  readonly code: string;
  readonly expiresAt: string | null;
}

type CouponTurn = Turn<CouponSettings>;

/** "COUPON": one for each person while there are any; whoever asks again is told theirs again. */
export const coupon: CampaignKind<CouponSettings> = {
  name: 'coupon',
  readSettings: readCouponSettings,

  lint({ expiresAt }, { campaign }) {
    const isLate = expiresAt !== undefined && new Date(expiresAt) <= campaign.opensAt;
    return isLate ? ['The coupons expire before the campaign opens.'] : [];
  },

  claims(turn) {
    const player = playerOf(turn);
    if (!turn.claims.has(player) || mayHaveMore(turn))
      return [
        player,
        ...(turn.settings.source === 'pool' ? [poolOf(turn)] : []),
        ...(turn.settings.stock === undefined ? [] : [givenOf(turn)]),
      ];
    return [player];
  },

  decide(turn) {
    if (!mayHaveMore(turn)) return toldAgain(turn);
    const next = nextCoupon(turn);
    if (next) return given(turn, next);
    return ownCoupons(turn).length > 0 ? toldAgain(turn) : soldOut(turn);
  },

  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
};

const playerOf = ({ campaign }: CouponTurn) => ({ type: 'player', campaignId: campaign.id }) as const;
const poolOf = ({ campaign }: CouponTurn) => ({ type: 'coupon', campaignId: campaign.id }) as const;
const givenOf = ({ campaign }: CouponTurn) =>
  ({ type: 'counter', campaignId: campaign.id, name: 'given' }) as const satisfies Claim;

function ownCoupons(turn: CouponTurn): readonly OwnCoupon[] {
  return (turn.claims.get(playerOf(turn))?.['coupons'] as readonly OwnCoupon[] | undefined) ?? [];
}

const mayHaveMore = (turn: CouponTurn): boolean => ownCoupons(turn).length < (turn.settings.perPerson ?? 1);

interface NextCoupon {
  readonly couponId: number | null;
  readonly code: string;
}

function nextCoupon(turn: CouponTurn): NextCoupon | null {
  const { settings, claims, campaign } = turn;
  const taken = settings.stock === undefined ? 0 : claims.get(givenOf(turn));
  if (settings.stock !== undefined && taken >= settings.stock) return null;
  if (settings.source === 'generated')
    return { couponId: null, code: madeCode(campaign.id, taken, turn.luck()) };
  const card = claims.get(poolOf(turn));
  return card && { couponId: card.id, code: card.code };
}

function given(turn: CouponTurn, { couponId, code }: NextCoupon): Decision {
  const { campaign, settings } = turn;
  const campaignId = campaign.id;
  const expiry = expiryOf(turn);
  const own: OwnCoupon = { code, expiresAt: expiry?.toISOString() ?? null };
  const data = { campaign: campaignId, coupon: code, action: 'given', expiresAt: own.expiresAt };
  return decided(
    'keyword',
    'was given a coupon',
    { type: 'give', couponId, campaignId, code, expiresAt: expiry },
    { type: 'player', campaignId, state: { coupons: [...ownCoupons(turn), own] } },
    ...(settings.stock === undefined
      ? []
      : [{ type: 'count', campaignId, name: 'given', amount: 1 } as const]),
    { type: 'entry', campaignId, outcome: 'given', counted: true, data: { coupon: code } },
    { type: 'tally', campaignId, choice: 'given', amount: 1 },
    { type: 'event', brandId: campaign.brandId, event: 'coupon', data },
    reply(turn, 'given', own),
  );
}

/** The newest that is still good; if none is, the one that expired last. */
function toldAgain(turn: CouponTurn): Decision {
  const own = ownCoupons(turn);
  const good = own.findLast(({ expiresAt }) => expiresAt === null || turn.saidAt < new Date(expiresAt));
  const told = good ?? own.at(-1);
  const [text, because]: readonly [CouponText, string] = good
    ? ['again', 'has their coupon already']
    : ['expired', 'had a coupon, and it has expired'];
  return decided('keyword', because, noted(turn, text), reply(turn, text, told));
}

const soldOut = (turn: CouponTurn): Decision =>
  decided('keyword', 'the coupons are sold out', noted(turn, 'soldOut'), reply(turn, 'soldOut'));

const noted = ({ campaign }: CouponTurn, outcome: string): Effect => ({
  type: 'entry',
  campaignId: campaign.id,
  outcome,
  counted: false,
});

function expiryOf({ settings, campaign, saidAt }: CouponTurn): Date | null {
  if (settings.expiresAt !== undefined) return new Date(settings.expiresAt);
  if (settings.validDays === undefined) return null;
  return DateTime.fromJSDate(saidAt, { zone: campaign.timezone })
    .plus({ days: settings.validDays })
    .toJSDate();
}

function reply(turn: CouponTurn, key: CouponText, own?: OwnCoupon): Effect {
  const { campaign, brandName, shortcode, language } = turn;
  const expires = own?.expiresAt == null ? '' : localTime(own.expiresAt, campaign.timezone, language);
  const values = {
    brand: brandName,
    code: shortcode.number,
    coupon: own?.code ?? '',
    expires,
    validity: expires === '' ? '' : render(wording(turn, 'validity'), { expires }),
    charged: turn.text('notCharged'),
  };
  return { type: 'reply', text: render(wording(turn, key), values).trim(), brandId: campaign.brandId };
}

const localTime = (at: string, zone: string, language: Language): string =>
  localDigits(DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm'), language);

const wording = ({ settings, language }: CouponTurn, key: CouponText): string =>
  settings.texts?.[key]?.[language] ?? COUPON_DEFAULTS[key][language];
