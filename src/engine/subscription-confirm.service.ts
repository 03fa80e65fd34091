import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { EventInterest } from '../platform/events-interest.service';
import { Identity } from '../platform/identity.service';
import { Problem } from '../platform/problem';
import { waitForLanes } from '../subscribers/lanes.store';
import { readServices } from '../subscriptions/services/services.store';
import { ClaimBook } from './claim-book';
import { loadClaims } from './claims.store';
import { applyEffects } from './effects.store';
import { judge } from './opt-in-answer';
import { causeOnService } from './service-cause';
import { readPeopleById } from './snapshot.store';
import type { SubscriptionDto } from './subscriptions.dto';
import { shown } from './subscriptions.service';
import { findSubscription, ownerOf, type SubscriptionOwner } from './subscriptions.store';
import { ringFor, type ToRing } from './to-ring';

/** The password that was sent to a number, typed on the page that asked for it. */
@Injectable()
export class SubscriptionConfirmations {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly listeners: EventInterest,
  ) {}

  /** A wrong password is an answer that is kept, and so it is committed before it is refused. */
  async confirm(caller: ApiCaller, id: number, code: string): Promise<SubscriptionDto> {
    const owner = await ownerOf(this.database.sql, id, caller.brandId);
    if (!owner) throw unknown(id);
    const { problem, answer, toRing } = await this.database.transaction(async (tx) => {
      await waitForLanes(tx, [owner.lane]);
      const judged = await this.judge(tx, id, owner, code, caller);
      const view = await findSubscription(tx.sql, id, caller.brandId);
      if (!view) throw unknown(id);
      return { ...judged, answer: shown(view, caller) };
    });
    ringFor(this.doorbell, toRing);
    if (problem) throw problem;
    return answer;
  }

  private async judge(
    tx: Tx,
    id: number,
    owner: SubscriptionOwner,
    code: string,
    caller: ApiCaller,
  ): Promise<{ readonly problem: Problem | null; readonly toRing: ToRing }> {
    const now = this.clock.now();
    const configuration = await this.configurations.inForce(tx.sql);
    const person = (await readPeopleById(tx, [owner.subscriberId])).get(owner.subscriberId);
    const service = (await readServices(tx.sql, [owner.serviceId])).get(owner.serviceId);
    if (!person || !service)
      throw new Problem('CONFLICT', 'Nobody has this number any more.', { why: 'gone' });
    const card = await this.newest(tx, id, owner);
    const { standings } = person;
    const { effects, problem } = judge({ card, service, standings, code, now });
    const cause = causeOnService({
      ...{ person, configuration, shortcodeId: service.shortcodeId },
      ...{ caller, saidAt: now, now },
    });
    person.fold(effects, service.shortcodeId, { saidAt: now, now });
    const { listeners } = this;
    const toRing = await applyEffects(tx, [{ cause, effects }], {
      ...{ configuration, listeners },
      luckOf: (what) => this.identity.luckOf(what),
    });
    return { problem, toRing };
  }

  /** The person's newest subscription to the service; an older one has ended, and its password opens nothing. */
  private async newest(tx: Tx, id: number, { subscriberId, serviceId }: SubscriptionOwner) {
    const book = new ClaimBook();
    const claim = { type: 'subscription', serviceId } as const;
    await loadClaims(tx, [{ claim, subscriberId }], book, true);
    const card = book.openFor(subscriberId).get(claim);
    const own = await findSubscription(tx.sql, id, null);
    if (!card || !own) throw unknown(id);
    return own.endedAt === null ? card : { ...card, state: own.state };
  }
}

const unknown = (id: number): Problem => new Problem('NOT_FOUND', `There is no subscription ${id}.`);
