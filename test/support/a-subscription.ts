import type { Service } from '../../src/subscriptions/services/service';
import { readServiceSettings, type ServiceSettings } from '../../src/subscriptions/services/service-settings';
import type { EventCause, Subscription } from '../../src/subscriptions/subscription';

/** 10:00 in Rome, on a Friday. */
export const JOINED = new Date('2026-05-01T08:00:00Z');

/** The settings of a service that leaves everything as it is unless told otherwise. */
export function theSettings(own: Partial<ServiceSettings> = {}): ServiceSettings {
  const read = readServiceSettings({ languages: ['en', 'it'], zone: 'Europe/Rome' });
  if (read.type === 'faulty') throw new Error(JSON.stringify(read.errors));
  return { ...read.settings, ...own };
}

/** A monthly service of five euros under the Italian rules, open to the first operator. */
export const aService = (
  own: Partial<Omit<Service, 'settings'>> = {},
  settings: Partial<ServiceSettings> = {},
): Service => ({
  id: 7,
  listId: 1,
  brandId: 1,
  shortcodeId: 1,
  code: '48400',
  profile: 'it',
  name: 'STARS',
  key: 'stars',
  provider: 'Acme',
  cycle: 'month',
  trialDays: 0,
  minAge: 0,
  class: 'vas',
  state: 'approved',
  tariffs: [
    {
      id: 1,
      effectiveFrom: new Date('2026-01-01T00:00:00Z'),
      amountMinor: 500n,
      currency: 'EUR',
      vatBp: 2_200,
    },
  ],
  operators: [{ operatorId: 1, gatewayId: 1, isApproved: true, isPartial: false }],
  ...own,
  settings: theSettings(settings),
});

/** Somebody who was asked a moment ago. */
export const aSubscription = (own: Partial<Subscription> = {}): Subscription => ({
  id: 1,
  serviceId: 7,
  subscriberId: 1,
  shortcodeId: 1,
  connectorId: 1,
  operatorId: 1,
  language: 'en',
  channel: 'text',
  state: 'pending',
  token: null,
  tariffId: 1,
  shown: 'STARS by Acme: 5.00 EUR a month.',
  anchorAt: null,
  periodOrdinal: 0,
  periodStart: null,
  periodEnd: null,
  failingSince: null,
  attempts: 0,
  nextAt: new Date(JOINED.getTime() + 30 * 60_000),
  nextStep: 'confirm reminder',
  remindedAt: null,
  spentMinor: 0n,
  joinedAt: JOINED,
  endedAt: null,
  endReason: null,
  ...own,
});

export const timer = (at: Date): EventCause => ({ channel: 'timer', actor: null, at });
export const byText = (at: Date): EventCause => ({ channel: 'text', actor: null, at });
export const byCharge = (at: Date): EventCause => ({ channel: 'charge', actor: null, at });
