import type { Service, ServiceOperator } from '../../src/subscriptions/services/service';
import { readServiceSettings, type ServiceSettings } from '../../src/subscriptions/services/service-settings';
import type { Tariff } from '../../src/subscriptions/services/tariff';

/** Settings with everything filled in; the reader itself says what is wrong with a test's own. */
export function serviceSettings(own: Readonly<Record<string, unknown>> = {}): ServiceSettings {
  const read = readServiceSettings({ languages: ['en'], zone: 'Europe/London', ...own });
  if (read.type === 'faulty') throw new Error(JSON.stringify(read.errors));
  return read.settings;
}

export const aTariff = (own: Partial<Tariff> = {}): Tariff => ({
  id: 1,
  effectiveFrom: new Date('2026-01-01T00:00:00Z'),
  amountMinor: 300n,
  currency: 'GBP',
  vatBp: 2_000,
  ...own,
});

export const aServiceOperator = (own: Partial<ServiceOperator> = {}): ServiceOperator => ({
  operatorId: 1,
  gatewayId: 1,
  isApproved: true,
  isPartial: false,
  ...own,
});

/** A weekly British service that nothing is wrong with. */
export const aPaidService = (
  own: Partial<Omit<Service, 'settings'>> & { readonly settings?: Readonly<Record<string, unknown>> } = {},
): Service => {
  const { settings, ...rest } = own;
  return {
    id: 1,
    listId: 1,
    brandId: 1,
    shortcodeId: 1,
    code: '2050',
    profile: 'uk',
    name: 'STARS',
    key: 'stars',
    provider: 'Acme Media',
    cycle: 'week',
    trialDays: 0,
    minAge: 0,
    class: 'vas',
    state: 'approved',
    settings: serviceSettings({ spendReminderMinor: '2000', ...settings }),
    tariffs: [aTariff()],
    operators: [aServiceOperator()],
    ...rest,
  };
};
