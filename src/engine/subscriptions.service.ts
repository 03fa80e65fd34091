import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import { nextChargeOf } from '../campaigns/subscribe/next-charge';
import { Database, type Sql } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Identity } from '../platform/identity.service';
import { pageOf, type Page } from '../platform/page';
import { Problem } from '../platform/problem';
import { waitForLanes } from '../subscribers/lanes.store';
import { msisdnIn } from '../subscribers/path';
import { findPerson } from '../subscribers/people.store';
import { maskMsisdn } from '../text/msisdn';
import { Endings } from './endings.service';
import type {
  CancelSubscriptionDto,
  SubscriptionDto,
  SubscriptionsQuery,
  SubscriptionStoryDto,
} from './subscriptions.dto';
import {
  findSubscription,
  ownerOf,
  readCharges,
  readEvents,
  readSubscriptions,
  type ChargeView,
  type SubscriptionView,
} from './subscriptions.store';
import { NOTHING_TO_RING, ringFor } from './to-ring';

/** Nobody has more services than that at once. */
const MOST_OWN = 200;

/** What people are subscribed to, as staff, operators' portals and brands see it, and the way out for those who cannot text. */
@Injectable()
export class Subscriptions {
  constructor(
    private readonly database: Database,
    private readonly endings: Endings,
    private readonly identity: Identity,
    private readonly doorbell: Doorbell,
  ) {}

  async page(caller: ApiCaller, query: SubscriptionsQuery): Promise<Page<SubscriptionDto>> {
    const { brandId } = caller;
    const subscriberId = query.msisdn === undefined ? undefined : await this.personNamed(query.msisdn);
    if (subscriberId === null) return { items: [], next: null };
    const filter = { brandId, subscriberId, serviceId: query.service, state: query.state };
    const rows = await readSubscriptions(this.database.sql, filter, query.after, query.limit + 1);
    return pageOf(rows, query.limit, (row) => shown(row, caller));
  }

  async get(caller: ApiCaller, id: number): Promise<SubscriptionStoryDto> {
    const { sql } = this.database;
    const view = await findSubscription(sql, id, caller.brandId);
    const owner = view && (await ownerOf(sql, id, caller.brandId));
    if (!view || !owner) throw unknown(id);
    return {
      ...shown(view, caller),
      events: await readEvents(sql, id),
      charges: (await readCharges(sql, id, owner.subscriberId)).map(shownCharge),
    };
  }

  /** For an operator's own portal, such as *800#: everything live, whatever the code. */
  async ofPerson(caller: ApiCaller, msisdn: string): Promise<SubscriptionDto[]> {
    const subscriberId = await this.personNamed(msisdn);
    if (subscriberId === null) return [];
    const filter = { brandId: caller.brandId, subscriberId, isLive: true };
    const rows = await readSubscriptions(this.database.sql, filter, 0, MOST_OWN);
    return rows.map((row) => shown(row, caller));
  }

  /** The same end as a STOP with the service's name: what has ended already is left as it is. */
  async cancel(caller: ApiCaller, id: number, wish: CancelSubscriptionDto): Promise<SubscriptionDto> {
    const owner = await ownerOf(this.database.sql, id, caller.brandId);
    if (!owner) throw unknown(id);
    const { answer, toRing } = await this.database.transaction(async (tx) => {
      await waitForLanes(tx, [owner.lane]);
      const before = await this.view(tx.sql, id, caller);
      const isOver = before.endedAt !== null || !owner.hasNumber;
      const toRing = isOver ? NOTHING_TO_RING : await this.endings.end(tx, [owner], wish, caller);
      return { answer: await this.view(tx.sql, id, caller), toRing };
    });
    ringFor(this.doorbell, toRing);
    return answer;
  }

  private async view(sql: Sql, id: number, caller: ApiCaller): Promise<SubscriptionDto> {
    const view = await findSubscription(sql, id, caller.brandId);
    if (!view) throw unknown(id);
    return shown(view, caller);
  }

  /** Null for a number nobody of ours has now. */
  private async personNamed(msisdn: string): Promise<number | null> {
    const person = await findPerson(this.database.sql, this.identity.hashOf(msisdnIn(msisdn)));
    return person?.id ?? null;
  }
}

const unknown = (id: number): Problem => new Problem('NOT_FOUND', `There is no subscription ${id}.`);

export function shown(view: SubscriptionView, { role }: ApiCaller): SubscriptionDto {
  const { amountMinor, currency, nextAt, msisdn, ...rest } = view;
  return {
    ...rest,
    msisdn: msisdn !== null && role === 'brand' ? maskMsisdn(msisdn) : msisdn,
    price: { minor: amountMinor, currency },
    nextChargeAt: nextChargeOf({ state: view.state, periodEnd: view.periodEnd, nextAt }, view),
  };
}

const shownCharge = ({ amountMinor, refundedMinor, currency, ...charge }: ChargeView) => ({
  ...charge,
  amount: { minor: amountMinor, currency },
  refunded: { minor: refundedMinor, currency },
});
