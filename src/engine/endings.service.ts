import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import type { Tx } from '../platform/database.service';
import { EventInterest } from '../platform/events-interest.service';
import { Identity } from '../platform/identity.service';
import type { CancelSubscriptionDto } from './subscriptions.dto';
import type { Caused } from './cause';
import { applyEffects } from './effects.store';
import { endingsOf, newestOf } from './opt-out';
import { causeOnService } from './service-cause';
import { readPeopleById } from './snapshot.store';
import type { SubscriptionOwner } from './subscriptions.store';
import { NOTHING_TO_RING, type ToRing } from './to-ring';

/** Why and by which door somebody else ends what a person is subscribed to. */
export interface EndedFor extends CancelSubscriptionDto {
  /** What the subscription's story gives as its end, where that is not simply that it was stopped. */
  readonly ended?: string;
}

/** Ends services for people who cannot text it: the same end as a STOP with the service's name. */
@Injectable()
export class Endings {
  constructor(
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly listeners: EventInterest,
  ) {}

  /** All of them at once, in the caller's transaction and under the lanes of their people, who still have their numbers. */
  async end(
    tx: Tx,
    owners: readonly SubscriptionOwner[],
    { channel, reason, actor, ended }: EndedFor,
    caller: ApiCaller,
  ): Promise<ToRing> {
    if (owners.length === 0) return NOTHING_TO_RING;
    const now = this.clock.now();
    const configuration = await this.configurations.inForce(tx.sql);
    const people = await readPeopleById(tx, [...new Set(owners.map(({ subscriberId }) => subscriberId))]);
    const caused = owners.flatMap(({ subscriberId, listId, brandId, shortcodeId, language }): Caused[] => {
      const person = people.get(subscriberId);
      if (!person) throw new Error('a person vanished under their lane');
      const saidAt = newestOf(person, now);
      const cause = {
        ...causeOnService({ person, configuration, shortcodeId, caller, saidAt, now }),
        ...(channel === 'portal' ? { door: channel } : { channel }),
        ...(ended === undefined ? {} : { ended }),
        evidence: {
          reason,
          by: caller.name,
          apiKeyId: caller.apiKeyId,
          channel,
          ...(actor ? { actor } : {}),
        },
      };
      const scope = { type: 'list', listId, shortcodeId, brandId } as const;
      const endings = endingsOf(person, configuration, scope, shortcodeId, language);
      for (const { shortcodeId: code, effects } of endings) person.fold(effects, code, { saidAt, now });
      return endings.map(({ shortcodeId: code, effects }) => ({
        cause: { ...cause, shortcodeId: code },
        effects,
      }));
    });
    const { listeners } = this;
    return applyEffects(tx, caused, {
      ...{ configuration, listeners },
      luckOf: (what) => this.identity.luckOf(what),
    });
  }
}
