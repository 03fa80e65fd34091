import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AnswerOnce } from '../access/answer-once.decorator';
import type { ApiCaller } from '../access/caller.decorator';
import type { Effect } from '../campaigns/effect';
import { BIRTH_DATE } from '../campaigns/subscribe/birth-date';
import { isLive, type SubscriptionCard } from '../campaigns/subscribe/subscription-card';
import type { Configuration } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { enqueue } from '../messages/outbox.store';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { EventInterest } from '../platform/events-interest.service';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import { Problem } from '../platform/problem';
import { waitForLanes } from '../subscribers/lanes.store';
import { msisdnIn } from '../subscribers/path';
import { deviceOf } from '../subscriptions/fraud/device';
import type { Service } from '../subscriptions/services/service';
import { readServices } from '../subscriptions/services/services.store';
import type { BatchPerson } from './batch-person';
import { ClaimBook } from './claim-book';
import { loadClaims } from './claims.store';
import { applyEffects } from './effects.store';
import { EligibilityCheck } from './eligibility.service';
import { confirmEnd, openingOf, wasSentEnough, whyNot, type OptIn } from './opt-in';
import { causeOnService } from './service-cause';
import { loadPeople } from './snapshot.store';
import type { NewSubscriptionDto, SubscriptionDto } from './subscriptions.dto';
import { shown } from './subscriptions.service';
import { passwordsSent, readSubscriptions } from './subscriptions.store';
import { ringFor, type ToRing } from './to-ring';

/** Passwords to one number in a day, whatever the service: each is a text somebody may not want, and five guesses for a thief. */
const PASSWORDS_PER_DAY = 5;
const DAY_MS = 24 * 60 * 60_000;

/** Subscribing away from the handset: it only asks. The password goes to the number itself, and without it nothing begins. */
@Injectable()
export class SubscriptionOptIns {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly listeners: EventInterest,
    private readonly eligibility: EligibilityCheck,
  ) {}

  async open(wish: NewSubscriptionDto, caller: ApiCaller, keep: AnswerOnce): Promise<SubscriptionDto> {
    const msisdn = msisdnIn(wish.msisdn);
    const hindrance = await this.eligibility.whyNot(msisdn, wish, caller);
    if (hindrance) throw hindrance;
    const senderHash = this.identity.hashOf(msisdn);
    const sender = { senderHash, lane: laneOf(senderHash), msisdn, operator: null };
    const { answer, toRing } = await this.database.transaction(async (tx) => {
      await waitForLanes(tx, [sender.lane]);
      const now = this.clock.now();
      const configuration = await this.configurations.inForce(tx.sql);
      const service = (await readServices(tx.sql, [wish.service])).get(wish.service);
      if (!service || (caller.brandId !== null && service.brandId !== caller.brandId))
        throw new Problem('NOT_FOUND', `There is no service ${wish.service}.`);
      const person = (await loadPeople(tx, new Map([[senderHash, sender]]), now)).get(senderHash);
      if (!person) throw new Error('a person vanished under their lane');
      const toRing = await this.ask(tx, { wish, service, person, configuration, caller, now });
      const filter = { brandId: null, subscriberId: person.id, serviceId: service.id, isLive: true };
      const [view] = await readSubscriptions(tx.sql, filter, 0, 1);
      if (!view) throw new Error('a subscription was opened and is not there');
      const answer = shown(view, caller);
      await keep(tx.sql, answer);
      return { answer, toRing };
    });
    ringFor(this.doorbell, toRing);
    return answer;
  }

  private async ask(tx: Tx, optIn: OptIn): Promise<ToRing> {
    const { service, person, configuration, caller, now } = optIn;
    const { card, birthDate } = await this.known(tx, optIn);
    const why = whyNot(optIn, card, birthDate);
    if (why) throw why;
    if ((await passwordsSent(tx.sql, person.id, new Date(now.getTime() - DAY_MS))) >= PASSWORDS_PER_DAY)
      throw new Problem('TOO_MANY', 'This number has been sent enough passwords for one day.');
    const waiting = waitingIn(card, person, service, now);
    if (wasSentEnough(waiting, service))
      throw new Problem('TOO_MANY', 'The password has been sent often enough.');
    const luck = this.identity.luckOf(`subscription:${randomUUID()}`);
    const { effects, text } = openingOf(optIn, card, waiting, luck);
    const connectorId = linkFor(configuration, service, person);
    const { wish } = optIn;
    const cause = {
      ...causeOnService({
        ...{ person, configuration, shortcodeId: service.shortcodeId },
        ...{ caller, saidAt: now, now, connectorId },
      }),
      evidence: { by: caller.name, apiKeyId: caller.apiKeyId, channel: wish.channel, ...wish.evidence },
      device: deviceOf(wish.evidence ?? {}, (name) => this.identity.luckOf(name)),
    };
    const all = [...learned(optIn, birthDate), ...effects];
    person.fold(all, service.shortcodeId, { saidAt: now, now });
    const { listeners } = this;
    const toRing = await applyEffects(tx, [{ cause, effects: all }], {
      ...{ configuration, listeners },
      luckOf: (what) => this.identity.luckOf(what),
    });
    await this.send(tx, optIn, connectorId, text);
    return { ...toRing, connectors: new Set([...toRing.connectors, connectorId]) };
  }

  private async known(
    tx: Tx,
    { service, person }: OptIn,
  ): Promise<{ readonly card: SubscriptionCard | null; readonly birthDate: string | undefined }> {
    const book = new ClaimBook();
    const subscription = { type: 'subscription', serviceId: service.id } as const;
    const attributes = { type: 'attributes', brandId: service.brandId } as const;
    const wanted = [subscription, attributes].map((claim) => ({ claim, subscriberId: person.id }));
    await loadClaims(tx, wanted, book, true);
    const claims = book.openFor(person.id);
    return { card: claims.get(subscription), birthDate: claims.get(attributes)[BIRTH_DATE] };
  }

  /** Of the class that no opt-out and no quiet hour delays: the person is waiting for it. */
  private async send(
    tx: Tx,
    { service, person, now }: OptIn,
    connectorId: number,
    text: string,
  ): Promise<void> {
    await enqueue(tx, [
      {
        ...{ textId: null, ordinal: null, linkId: null, campaignId: null, listId: null },
        ...{
          subscriberId: person.id,
          connectorId,
          shortcodeId: service.shortcodeId,
          brandId: service.brandId,
        },
        ...{ class: 'otp', body: text, createdAt: now, expiresAt: confirmEnd(now, service) },
      },
    ]);
  }
}

/** The question that is still open, if its password may be sent once more. */
function waitingIn(
  card: SubscriptionCard | null,
  person: BatchPerson,
  service: Service,
  now: Date,
): SubscriptionCard | null {
  if (card?.state !== 'pending' || !isLive(card, person.standings, service)) return null;
  return now < confirmEnd(new Date(card.joinedAt), service) ? card : null;
}

function linkFor(configuration: Configuration, { shortcodeId }: Service, { operator }: BatchPerson): number {
  const connector = configuration.connectorFor(shortcodeId, operator);
  if (!connector) throw new Problem('CONFLICT', 'No live route leads from the code of this service.');
  return connector.id;
}

/** A date of birth that came with the request is kept, and what it was asked for. */
function learned({ wish, service }: OptIn, known: string | undefined): readonly Effect[] {
  if (wish.birthDate === undefined || service.minAge === 0 || known !== undefined) return [];
  const purpose = `age limit of ${service.name}`;
  const values = { [BIRTH_DATE]: wish.birthDate };
  return [{ type: 'learn', brandId: service.brandId, purpose, values }];
}
