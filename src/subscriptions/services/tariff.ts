/** What a service costs from an instant on, until the next tariff begins. */
export interface Tariff {
  readonly id: number;
  readonly effectiveFrom: Date;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Value added tax within the amount, in hundredths of a percent. */
  readonly vatBp: number;
}

interface Priced {
  readonly tariffs: readonly Tariff[];
}

/** The tariff in force at an instant; undefined before the first. */
export function tariffAt({ tariffs }: Priced, at: Date): Tariff | undefined {
  let inForce: Tariff | undefined;
  for (const tariff of tariffs) {
    if (tariff.effectiveFrom > at) continue;
    if (!inForce || tariff.effectiveFrom > inForce.effectiveFrom) inForce = tariff;
  }
  return inForce;
}

/** Whether nobody who agreed to `agreed` may be charged `asked` without a new yes: it costs more, or in another currency. */
export const isDearer = (asked: Tariff, agreed: Tariff): boolean =>
  asked.currency !== agreed.currency || asked.amountMinor > agreed.amountMinor;

/**
 * What somebody who agreed to a tariff is charged at an instant: the price in force where it is no dearer than theirs, else their
 * own. Undefined only for a tariff that is not the service's.
 */
export function agreedPrice(service: Priced, agreedTariffId: number, at: Date): Tariff | undefined {
  const agreed = service.tariffs.find(({ id }) => id === agreedTariffId);
  const inForce = tariffAt(service, at);
  if (!agreed) return undefined;
  return inForce && !isDearer(inForce, agreed) ? inForce : agreed;
}

/** Whether the price in force is one that somebody who agreed to this tariff has not said yes to. */
export function needsNewConsent(service: Priced, agreedTariffId: number, at: Date): boolean {
  const agreed = service.tariffs.find(({ id }) => id === agreedTariffId);
  const inForce = tariffAt(service, at);
  return inForce !== undefined && (!agreed || isDearer(inForce, agreed));
}

/** Whether such a subscription ends instead of being renewed: the service keeps nobody at an old price. */
export function endsAtRenewal(
  service: Priced & { readonly settings: { readonly priceRise: 'keep old price' | 'end at renewal' } },
  agreedTariffId: number,
  at: Date,
): boolean {
  return service.settings.priceRise === 'end at renewal' && needsNewConsent(service, agreedTariffId, at);
}
