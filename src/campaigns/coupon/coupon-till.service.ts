import { Injectable } from '@nestjs/common';
import type { AnswerOnce } from '../../access/answer-once.decorator';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import { appendEvents } from '../../platform/events.store';
import { Problem } from '../../platform/problem';
import { keysMeant } from './coupon-code';
import type { CouponDto, RedeemCouponDto } from './coupons.dto';
import { findGiven, lockCoupon, redeemCoupon, reverseCoupon, type CouponRow } from './coupons.store';

/** More than that is no till that made a mistake. */
const MOST_REVERSALS = 20;

/** What a till asks: is it good, it has been used, it has not been used after all. */
@Injectable()
export class CouponTill {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  async find(caller: ApiCaller, code: string, campaignId: number | null): Promise<CouponDto> {
    const row = await this.meant(caller, code, campaignId);
    return shownCoupon(row, this.clock.now());
  }

  /**
   * Once: whoever comes second gets CONFLICT with the first redemption's data.
   * @param keep told the answer in the transaction that redeems
   */
  async redeem(caller: ApiCaller, wish: RedeemCouponDto, keep: AnswerOnce): Promise<CouponDto> {
    const { id } = await this.meant(caller, wish.code, wish.campaign ?? null);
    return this.change(caller, id, keep, async (tx, coupon, at) => {
      if (coupon.redemption)
        throw new Problem('CONFLICT', 'The coupon has been redeemed.', { redemption: coupon.redemption });
      if (coupon.expiresAt !== null && at >= coupon.expiresAt)
        throw new Problem('CONFLICT', 'The coupon has expired.', {
          expiredAt: coupon.expiresAt.toISOString(),
        });
      const { till, reference, amountMinor = null } = wish;
      await redeemCoupon(tx, id, { till, reference, amountMinor, at, by: caller.name });
      return 'redeemed';
    });
  }

  /** The coupon is good again, within its time. */
  async reverse(caller: ApiCaller, id: number, reason: string, keep: AnswerOnce): Promise<CouponDto> {
    return this.change(caller, id, keep, async (tx, { redemption, reversals }, at) => {
      if (!redemption) throw new Problem('CONFLICT', 'The coupon has not been redeemed.');
      if (reversals >= MOST_REVERSALS) throw new Problem('CONFLICT', 'It was taken back too often by now.');
      await reverseCoupon(tx, id, { redemption, reason, at, by: caller.name });
      return 'reversed';
    });
  }

  private async change(
    { brandId }: ApiCaller,
    id: number,
    keep: AnswerOnce,
    act: (tx: Tx, coupon: CouponRow, at: Date) => Promise<'redeemed' | 'reversed'>,
  ): Promise<CouponDto> {
    const { answer, brands } = await this.database.transaction(async (tx) => {
      const coupon = await lockCoupon(tx, id, brandId);
      if (!coupon) throw new Problem('NOT_FOUND', `There is no coupon ${id}.`);
      const at = this.clock.now();
      const action = await act(tx, coupon, at);
      const after = (await lockCoupon(tx, id, brandId)) ?? coupon;
      const shown = shownCoupon(after, at);
      await keep(tx.sql, shown);
      return { answer: shown, brands: await appendEvents(tx, [eventOf(coupon, after, action, at)]) };
    });
    for (const brand of brands) this.doorbell.ring('events', brand);
    return answer;
  }

  /** The one coupon a code means. */
  private async meant({ brandId }: ApiCaller, code: string, campaignId: number | null): Promise<CouponRow> {
    const found = await findGiven(this.database.sql, keysMeant(code), { brandId, campaignId });
    const [row] = found;
    if (!row) throw new Problem('NOT_FOUND', 'There is no such coupon.');
    if (found.length > 1)
      throw new Problem('CONFLICT', 'Several campaigns have this code: say which one is meant.', {
        campaigns: found.map((one) => one.campaignId),
      });
    return row;
  }
}

function shownCoupon(row: CouponRow, now: Date): CouponDto {
  const { id, campaignId, code, givenAt, expiresAt, redemption, reversals } = row;
  const isLate = expiresAt !== null && now >= expiresAt;
  const state = redemption ? 'redeemed' : isLate ? 'expired' : 'given';
  return { id, campaign: campaignId, code, state, givenAt, expiresAt, redemption, reversals };
}

function eventOf(before: CouponRow, after: CouponRow, action: 'redeemed' | 'reversed', at: Date) {
  const { campaignId, brandId, subscriberId, person, code } = after;
  const { redemption } = action === 'redeemed' ? after : before;
  const payload = { campaign: campaignId, coupon: code, action, redemption };
  return { type: 'coupon', brandId, subscriberId, person, payload, at } as const;
}
