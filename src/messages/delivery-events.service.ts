import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import type { Tx } from '../platform/database.service';
import type { NewEvent } from '../platform/events';
import { EventInterest } from '../platform/events-interest.service';
import { appendEvents } from '../platform/events.store';
import { Identity } from '../platform/identity.service';
import { pseudonymOf } from '../platform/pseudonym';
import { readFinalFates, settledBy, type FinalFate } from './delivery-events.store';

const NOBODY: readonly number[] = [];

/** Tells brands what became of their messages, in the transaction in which it is settled. Where nobody listens nothing is read. */
@Injectable()
export class DeliveryEvents {
  constructor(
    private readonly interest: EventInterest,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** @returns the brands to ring the `events` bell for once it has committed */
  async ofReports(tx: Tx, reportIds: readonly number[]): Promise<readonly number[]> {
    const brandIds = this.interest.brandsFor('dlr');
    if (brandIds.length === 0 || reportIds.length === 0) return NOBODY;
    return this.tell(tx, await settledBy(tx, reportIds), brandIds);
  }

  /** The same for messages that are settled without a report: refused, expired or held back. */
  async ofMessages(tx: Tx, messageIds: readonly number[]): Promise<readonly number[]> {
    const brandIds = this.interest.brandsFor('dlr');
    if (brandIds.length === 0 || messageIds.length === 0) return NOBODY;
    return this.tell(tx, messageIds, brandIds);
  }

  private async tell(
    tx: Tx,
    messageIds: readonly number[],
    brandIds: readonly number[],
  ): Promise<readonly number[]> {
    const fates = await readFinalFates(tx, messageIds, brandIds);
    return appendEvents(
      tx,
      fates.map((fate) => this.eventOf(fate)),
    );
  }

  private eventOf({ brandId, subscriberId, person, ...fate }: FinalFate): NewEvent {
    const { id, textId, msisdn, code, campaignId, state, reason, at } = fate;
    const pseudonym = pseudonymOf((what) => this.identity.luckOf(what), brandId, person);
    const answered = textId === null ? null : String(textId);
    const message = { messageId: String(id), textId: answered, campaignId, code, state, reason };
    const payload = { person: pseudonym, msisdn, ...message, finalAt: at.toISOString() };
    return { type: 'dlr', brandId, subscriberId, person, payload, at: this.clock.now() };
  }
}
