import { Injectable } from '@nestjs/common';
import {
  findSubscription,
  readCharges,
  readEvents,
  readSubscriptions,
} from '../../engine/subscriptions.store';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { ChargeEvidence } from '../../reconciliation/evidence/charge-evidence.service';
import { readMessages, readTexts } from '../../reconciliation/evidence/charge-evidence.store';
import { packOf, type EvidencePack, type Section } from '../../reconciliation/evidence/pack';
import type { ComplaintRow, ComplaintStep } from './complaints.store';

/** Of a subscription that is complained of, the charges that came last. */
const CHARGES_OF_SUBSCRIPTION = 20;
/** Nobody had more services of one brand. */
const MOST_SUBSCRIPTIONS = 200;
/** What was said within so long before the complaint belongs to one that names neither charge nor subscription. */
const BEFORE_MS = 90 * 86_400_000;
/** A text may say that it was sent so much later than it arrived. */
const AHEAD_MS = 300_000;

/** Everything we know of what somebody complains of, as it stands now. */
@Injectable()
export class ComplaintEvidence {
  constructor(
    private readonly database: Database,
    private readonly charges: ChargeEvidence,
    private readonly clock: Clock,
  ) {}

  /** @param answer what they are about to be told */
  async packOf(
    complaint: ComplaintRow,
    steps: readonly ComplaintStep[],
    answer: string,
  ): Promise<EvidencePack> {
    const { charge, subscription } = complaint;
    const sections = [
      { name: 'complaint', content: { ...shownCase(complaint), answer, steps } },
      ...(charge !== null
        ? await this.charges.sectionsOfCharge(charge)
        : subscription !== null
          ? await this.ofSubscription(complaint, subscription)
          : await this.ofPerson(complaint)),
    ];
    return packOf(`complaint ${complaint.id}`, sections, this.clock.now());
  }

  private async ofSubscription(complaint: ComplaintRow, id: number): Promise<Section[]> {
    const { sql } = this.database;
    const charges = await readCharges(sql, id, complaint.subscriberId);
    const sections: Section[] = [
      { name: 'subscription', content: (await findSubscription(sql, id, complaint.brandId)) ?? null },
      { name: 'subscriptionEvents', content: await readEvents(sql, id) },
      { name: 'charges', content: charges },
      ...(await this.ofPerson(complaint)),
    ];
    for (const { id: chargeId } of charges.slice(-CHARGES_OF_SUBSCRIPTION)) {
      const of = await this.charges.sectionsOfCharge(chargeId);
      sections.push(...of.map(({ name, content }) => ({ name: `charge-${chargeId}/${name}`, content })));
    }
    return sections;
  }

  private async ofPerson(complaint: ComplaintRow): Promise<Section[]> {
    const { sql } = this.database;
    const { brandId, subscriberId, senderHash, shortcodeId, shortcode, openedAt } = complaint;
    const said = {
      ...{ id: 0, senderHash, code: shortcode, subscriberId, shortcodeId },
      storyFrom: new Date(openedAt.getTime() - BEFORE_MS),
      storyUntil: new Date(this.clock.now().getTime() + AHEAD_MS),
    };
    return [
      {
        name: 'subscriptions',
        content: await readSubscriptions(sql, { brandId, subscriberId }, 0, MOST_SUBSCRIPTIONS),
      },
      { name: 'consents', content: await this.charges.consentsOf({ subscriberId, brandId }) },
      { name: 'texts', content: await readTexts(sql, said) },
      { name: 'messages', content: await readMessages(sql, said) },
    ];
  }
}

const shownCase = (complaint: ComplaintRow) => {
  const { id, code, brand, msisdn, shortcode, service, subscription, charge } = complaint;
  const { channel, words, dueAt, openedAt, openedBy } = complaint;
  return {
    ...{ id, code, brand, msisdn, shortcode, service, subscription, charge },
    ...{ channel, words, dueAt, openedAt, openedBy },
  };
};
