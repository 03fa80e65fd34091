import { servedLanguage, type Service } from '../../subscriptions/services/service';
import type { Tariff } from '../../subscriptions/services/tariff';
import type { Language } from '../../text/language';

type TariffCard = Omit<Tariff, 'effectiveFrom' | 'amountMinor'> & {
  readonly effectiveFrom: string;
  readonly amountMinor: string;
};

/** A service as a decision may look at it: what it asks in one language and nothing it says later, and fit to survive JSON. */
export type ServiceCard = Omit<Service, 'tariffs'> & { readonly tariffs: readonly TariffCard[] };

/** The service for people of a language. Amounts and instants are written out; what charging alone needs is left out. */
export function cardOf(service: Service, language: Language): ServiceCard {
  const { settings, tariffs } = service;
  const ask = settings.texts.ask?.[servedLanguage(service, { language })];
  return {
    ...service,
    settings: {
      ...settings,
      texts: ask === undefined ? {} : { ask: { [servedLanguage(service, { language })]: ask } },
      caps: [],
      spendReminderMinor: null,
    },
    tariffs: tariffs.map((tariff) => ({
      ...tariff,
      effectiveFrom: tariff.effectiveFrom.toISOString(),
      amountMinor: String(tariff.amountMinor),
    })),
  };
}

export function serviceOf({ tariffs, ...card }: ServiceCard): Service {
  return {
    ...card,
    tariffs: tariffs.map((tariff) => ({
      ...tariff,
      effectiveFrom: new Date(tariff.effectiveFrom),
      amountMinor: BigInt(tariff.amountMinor),
    })),
  };
}
