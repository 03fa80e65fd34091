import { aPaidService, aServiceOperator, aTariff } from '../../../test/support/a-service';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { PROFILE_IDS, type ProfileId } from '../../rules/profile';
import { LANGUAGES, type Language } from '../../text/language';
import { planSegments } from '../../text/segments';
import { placeholders } from '../../text/template';
import { systemText } from '../../rules/texts';
import { dayText } from './day-text';
import {
  CYCLES,
  cycleText,
  isRecurring,
  mayJoin,
  servedLanguage,
  termsOf,
  textKeyOf,
  wordsOf,
  type Service,
} from './service';
import { SERVICE_TEXT_VALUES, type ServiceText } from './service-settings';

const NOW = new Date('2026-05-01T08:00:00Z');
const TEXTS = Object.keys(SERVICE_TEXT_VALUES) as ServiceText[];

/** Names as long as real ones, and a price as high. */
interface Real {
  readonly name: string;
  readonly provider: string;
  readonly profile: ProfileId;
}
const REAL: { readonly [L in Language]: Real } = {
  fa: { name: 'فال روزانه', provider: 'ستاره مدیا', profile: 'ir' },
  ar: { name: 'أخبار اليوم', provider: 'نجد ميديا', profile: 'sa' },
  it: { name: 'OROSCOPO', provider: 'Aurora Media Srl', profile: 'it' },
  en: { name: 'HOROSCOPE', provider: 'Acme Media Ltd', profile: 'uk' },
  fr: { name: 'HOROSCOPE', provider: 'Aurore Media SA', profile: 'eu' },
  tr: { name: 'FAL', provider: 'Yıldız Medya', profile: 'eu' },
};

const realService = (language: Language, own: Partial<Omit<Service, 'settings'>> = {}): Service =>
  aPaidService({
    ...REAL[language],
    cycle: 'day',
    trialDays: 7,
    ...own,
    settings: { languages: [language] },
  });

const PRICES: { readonly [L in Language]: { readonly amountMinor: bigint; readonly currency: string } } = {
  fa: { amountMinor: 500_000n, currency: 'IRR' },
  ar: { amountMinor: 2_000n, currency: 'SAR' },
  it: { amountMinor: 500n, currency: 'EUR' },
  en: { amountMinor: 450n, currency: 'GBP' },
  fr: { amountMinor: 300n, currency: 'EUR' },
  tr: { amountMinor: 4_990n, currency: 'TRY' },
};

const said = (service: Service, text: ServiceText, language: Language): string => {
  const terms = termsOf(service, PRICES[language], language);
  return wordsOf(service, text, language, {
    ...terms,
    spent: terms['price'] ?? '',
    next: dayText(new Date('2026-12-31T08:00:00Z'), 'Asia/Tehran', language),
    content: '',
  });
};

describe('SUB-03 what a subscriber is told', () => {
  test.each(LANGUAGES)(
    'SUB-03 in %s before they confirm: the service, its price, its cycle, who it is and the ways out',
    (language) => {
      for (const cycle of CYCLES) {
        const service = realService(language, { cycle, trialDays: 0 });
        const ask = said(service, 'ask', language);
        const terms = termsOf(service, PRICES[language], language);
        for (const name of ['service', 'provider', 'price', 'cycle', 'yes', 'stop', 'help'])
          expect(ask).toContain(terms[name]);
      }
    },
  );

  test.each(LANGUAGES)('SUB-03 in %s no text has a gap, and two segments are enough for each', (language) => {
    for (const cycle of CYCLES) {
      const service = realService(language, { cycle, trialDays: isRecurring({ cycle }) ? 7 : 0 });
      for (const text of TEXTS) {
        const words = said(service, text, language);
        expect([text, words]).toEqual([text, expect.not.stringMatching(/[{}]| {2}|\. \.|: \.|undefined/)]);
        expect([text, words, planSegments(words).segments <= 2]).toEqual([text, words, true]);
      }
    }
  });

  test.each(PROFILE_IDS)(
    'SUB-03 under %s the words to leave by are those of the rules, in every language',
    (id) => {
      const profile = profileAt(builtInProfiles, id, NOW);
      for (const language of LANGUAGES) {
        const { stop = '' } = termsOf(aPaidService({ profile: id }), aTariff(), language, profile);
        expect(stop.endsWith(' STARS')).toBe(true);
        expect(stop.length).toBeGreaterThan(' STARS'.length + 1);
      }
    },
  );

  test('SUB-03 a trial is told before the price it leads to', () => {
    const ask = said(realService('en'), 'ask', 'en');
    expect(ask).toContain('7-day free trial, then 4.50 GBP a day');
    expect(said(realService('en', { trialDays: 0 }), 'ask', 'en')).toContain(
      'Acme Media Ltd: 4.50 GBP a day',
    );
  });

  test('SUB-10 what is paid once is not called a subscription', () => {
    const once = { cycle: 'one-off' } as const;
    expect(TEXTS.map((text) => textKeyOf(once, text)).filter((key) => key.endsWith('Once'))).toHaveLength(4);
    expect(said(realService('it', once), 'ask', 'it')).not.toMatch(/abbonamento/i);
    expect(said(realService('it'), 'ask', 'it')).toMatch(/abbonamento/i);
  });

  test('SUB-01 the brand’s own wording goes before ours, for its language alone', () => {
    const service = aPaidService({
      settings: { texts: { goodbye: { en: 'Bye from {service}, {provider}.' } } },
    });
    expect(wordsOf(service, 'goodbye', 'en', {})).toBe('Bye from STARS, Acme Media.');
    expect(wordsOf(service, 'goodbye', 'it', {})).toContain('STARS');
  });

  test('SUB-01 a value is put in as it is, and one that is given goes before the service’s own', () => {
    const service = aPaidService({ name: '{price}' });
    expect(wordsOf(service, 'goodbye', 'en', { provider: '{stop}' })).toBe(
      'You have left {price} by {stop}. Nothing more will be charged.',
    );
  });

  test('SUB-01 a helpline stands beside the help word', () => {
    const service = aPaidService({ settings: { helpline: '800442299' } });
    expect(termsOf(service, aTariff(), 'en')['help']).toBe('HELP / 800442299');
  });

  test('SUB-01 every value a system text asks for may be named by a brand’s own', () => {
    for (const cycle of CYCLES) {
      for (const text of TEXTS)
        expect(SERVICE_TEXT_VALUES[text]).toEqual(
          expect.arrayContaining([...placeholders(systemText(textKeyOf({ cycle }, text), 'en'))]),
        );
    }
  });

  test('LNG-02 no two cycles are called alike', () => {
    for (const language of LANGUAGES)
      expect(new Set(CYCLES.map((cycle) => cycleText(cycle, language))).size).toBe(CYCLES.length);
  });
});

describe('SUB-01 who may join', () => {
  test('nobody an unapproved service, and nobody before it has a price', () => {
    for (const state of ['draft', 'submitted', 'suspended', 'closed'] as const)
      expect(mayJoin(aPaidService({ state }), 1, NOW)).toEqual({ type: 'not open' });
    const later = aPaidService({ tariffs: [aTariff({ effectiveFrom: new Date('2027-01-01T00:00:00Z') })] });
    expect(mayJoin(later, 1, NOW)).toEqual({ type: 'no tariff' });
  });

  test('only subscribers of an operator that has approved it', () => {
    const service = aPaidService({
      operators: [aServiceOperator(), aServiceOperator({ operatorId: 2, isApproved: false })],
    });
    expect(mayJoin(service, 1, NOW)).toMatchObject({
      type: 'may',
      tariff: { id: 1 },
      operator: { gatewayId: 1 },
    });
    for (const operatorId of [2, 3, null])
      expect(mayJoin(service, operatorId, NOW)).toEqual({ type: 'other operator' });
  });

  test('LNG-02 somebody whose language it does not speak is served in its first', () => {
    const service = aPaidService({ settings: { languages: ['fa', 'en'] } });
    expect(LANGUAGES.map((language) => servedLanguage(service, { language }))).toEqual([
      'fa',
      'fa',
      'fa',
      'en',
      'fa',
      'fa',
    ]);
  });
});
