import type { ChargeRequest } from '../billing/charge';
import { paidByNotice } from '../billing/gateways/operator-driven/notice-key';
import type { KnownEnd, OperatorNotice } from '../billing/gateways/operator-driven/operator-notices.store';
import type { Effect } from '../campaigns/effect';
import { consent } from '../campaigns/subscribe/wording';
import type { Configuration } from '../catalogue/configuration';
import { scopesAbove, wasStoppedSince } from '../subscribers/standing';
import { hoursAfter, periodAfter, type Period } from '../subscriptions/billing-period';
import { isRecurring, servedLanguage, tariffAt, type Service } from '../subscriptions/services/service';
import type { Tariff } from '../subscriptions/services/tariff';
import type { BatchPerson } from './batch-person';
import type { Cause, Caused } from './cause';
import { endingsOf } from './opt-out';
import { causeOnService } from './service-cause';

/** The gateway of an operator that owns the clock, and what its operator calls our services. */
export interface OperatorGateway {
  readonly id: number;
  readonly name: string;
  readonly operatorId: number;
  readonly operator: string;
  readonly names: Readonly<Record<string, number>>;
  readonly serviceIds: readonly number[];
}

/** A notice with whom and what it is about. */
export interface Read {
  readonly notice: OperatorNotice;
  readonly gateway: OperatorGateway;
  readonly service: Service;
  readonly tariff: Tariff;
  readonly person: BatchPerson;
}

/** Which service an operator means: by the name agreed with it, else by the service's own; never a guess. */
export function serviceMeant(
  { names, serviceIds }: OperatorGateway,
  name: string,
  services: ReadonlyMap<number, Service>,
): Service | undefined {
  const agreed = Object.hasOwn(names, name) ? names[name] : undefined;
  const own = serviceIds.flatMap((id) => services.get(id) ?? []);
  if (agreed !== undefined) return own.find(({ id }) => id === agreed);
  return own.find((service) => service.name.toLowerCase() === name.trim().toLowerCase());
}

/** The price in force when the operator said it; of a notice from before there was one, the first. */
export const tariffOf = (service: Service, { at }: OperatorNotice): Tariff | undefined =>
  tariffAt(service, at) ?? service.tariffs[0];

/** Somebody's newest subscription to a service, which they ended here and not at the operator. */
export interface LeftHere {
  readonly subscriptionId: number;
  readonly endedAt: Date;
}

/** What one notice makes of somebody's subscription. */
export interface Meaning {
  readonly opens: boolean;
  readonly ends: boolean;
  readonly charges: boolean;
  /** The operator took it although the person had left here by then: it is booked, and given back. */
  readonly goesBack: boolean;
}

const MEANINGS: {
  readonly [E in OperatorNotice['event']]: (
    isLive: boolean,
    mayOpen: boolean,
    hasAmount: boolean,
  ) => Omit<Meaning, 'goesBack'>;
} = {
  subscribed: (isLive, mayOpen, charges) => ({ opens: !isLive && mayOpen, ends: false, charges }),
  // The news that it began was missed; the money says that it did.
  renewed: (isLive, mayOpen, charges) => ({ opens: !isLive && mayOpen, ends: false, charges }),
  failed: (isLive) => ({ opens: false, ends: false, charges: isLive }),
  unsubscribed: (isLive) => ({ opens: false, ends: isLive, charges: false }),
};

/**
 * What a notice means, given what is known. Nothing opens that the person or the operator has ended since the notice was true, nor
 * while the operator is still being asked to end it; who left here comes back by subscribing anew, and by no renewal. Money that was
 * taken is booked in any case.
 */
export function meaningOf(
  read: Read,
  isLive: boolean,
  ends: readonly KnownEnd[],
  left: LeftHere | null = null,
): Meaning {
  const { notice, service, person } = read;
  const isEnded = ends.some(
    (end) =>
      end.gatewayId === notice.gatewayId &&
      end.subscriberId === notice.subscriberId &&
      end.service === notice.service &&
      (end.at === null || end.at >= notice.at),
  );
  const isLeft = wasStoppedSince(person.standings, scopesAbove(service), notice.at);
  const isRenewalOnly = notice.event === 'renewed' && left !== null;
  const mayOpen = !isEnded && !isLeft && !isRenewalOnly && service.state !== 'closed';
  const meaning = MEANINGS[notice.event](isLive, mayOpen, notice.amountMinor !== null);
  const isUnwanted = left !== null && !isLive && !meaning.opens && isPaidAfter(notice, left.endedAt);
  return { ...meaning, goesBack: meaning.charges && isUnwanted };
}

/** Taken after the end, or taken before it for a time that begins after it. */
const isPaidAfter = ({ at, periodStart }: OperatorNotice, end: Date): boolean =>
  at >= end || (periodStart !== null && periodStart >= end);

/** What the consent ledger and the subscription say was shown: the operator asked, in words that we do not have. */
const SHOWN = 'Shown by the operator, whose notice is the evidence';

export interface Telling {
  readonly configuration: Configuration;
  readonly now: Date;
}

/** The person has subscribed at the operator. */
export function opening(read: Read, telling: Telling): Caused {
  const { notice, gateway, service, tariff, person } = read;
  const language = servedLanguage(service, { language: person.language ?? service.settings.languages[0] });
  const effects: Effect[] = [
    consent(service, 'opt_in', language),
    {
      ...{ type: 'subscribe', serviceId: service.id, operatorId: gateway.operatorId, tariffId: tariff.id },
      ...{ language, token: null, shown: SHOWN, channel: 'operator' },
    },
    { type: 'subscription', serviceId: service.id, event: 'confirmed' },
  ];
  const cause = causeOf(read, telling);
  person.fold(effects, service.shortcodeId, { saidAt: notice.at, now: telling.now });
  return { cause, effects };
}

/** The operator has ended it. */
export function ending(read: Read, telling: Telling): Caused[] {
  const { notice, service, person } = read;
  const { listId, brandId, shortcodeId, settings } = service;
  const scope = { type: 'list', listId, shortcodeId, brandId } as const;
  const language = person.language ?? settings.languages[0];
  return endingsOf(person, telling.configuration, scope, shortcodeId, language).map(({ effects }) => {
    person.fold(effects, shortcodeId, { saidAt: notice.at, now: telling.now });
    return { cause: causeOf(read, telling), effects };
  });
}

function causeOf({ notice, gateway, service, person }: Read, { configuration, now }: Telling): Cause {
  const { shortcodeId } = service;
  const connectorId = configuration.connectorFor(shortcodeId, person.operator ?? gateway.operator)?.id ?? 0;
  const act = { person, configuration, shortcodeId, caller: null, saidAt: notice.at, now, connectorId };
  return {
    ...causeOnService(act),
    channel: 'operator',
    ended: 'operator',
    evidence: { by: gateway.name, notice: notice.remoteId, event: notice.event },
  };
}

/** A day is enough for what has been decided already. */
const BOOKED_WITHIN_HOURS = 24;

/** The charge that puts a notice into our books; its gateway knows what became of it. */
export function chargeOf(
  { notice, gateway, service, tariff, person }: Read,
  subscriptionId: number | null,
  now: Date,
): ChargeRequest {
  const period = notice.event === 'failed' ? null : periodOf(notice, service);
  return {
    key: paidByNotice(notice.id),
    purpose: purposeOf(notice, service),
    ...{ serviceId: service.id, brandId: service.brandId, shortcodeId: service.shortcodeId },
    ...{ subscriberId: person.id, subscriptionId, operatorId: gateway.operatorId, gatewayId: gateway.id },
    tariffId: tariff.id,
    ...{ periodStart: period?.start ?? null, periodEnd: period?.end ?? null },
    amountMinor: notice.amountMinor ?? tariff.amountMinor,
    currency: notice.currency ?? tariff.currency,
    vatBp: tariff.vatBp,
    ...{ dueAt: now, expiresAt: hoursAfter(now, BOOKED_WITHIN_HOURS), createdAt: now },
  };
}

function purposeOf({ event }: OperatorNotice, { cycle }: Service): ChargeRequest['purpose'] {
  if (cycle === 'one-off' || cycle === 'message') return cycle;
  return event === 'subscribed' ? 'first' : 'renewal';
}

/** As the operator has it, else one cycle from when it said so. */
function periodOf({ periodStart, periodEnd, at }: OperatorNotice, service: Service): Period | null {
  if (periodStart !== null && periodEnd !== null && periodStart < periodEnd)
    return { start: periodStart, end: periodEnd };
  return isRecurring(service)
    ? periodAfter(periodStart ?? at, 0, service.cycle, service.settings.zone)
    : null;
}
