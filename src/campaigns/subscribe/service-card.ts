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
  const served = servedLanguage(service, { language });
  return {
    ...service,
    settings: {
      ...settings,
      texts: Object.fromEntries(SAID_AT_ONCE.flatMap((text) => ownText(service, text, served))),
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

/** The question before a purchase; and for what a text itself pays, the receipt. */
const SAID_AT_ONCE = ['ask', 'receipt'] as const;

function ownText({ cycle, settings }: Service, text: (typeof SAID_AT_ONCE)[number], language: Language) {
  const own = settings.texts[text]?.[language];
  const isSaid = text === 'ask' || cycle === 'message';
  return own === undefined || !isSaid ? [] : [[text, { [language]: own }] as const];
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
