import fc from 'fast-check';
import { aPaidService, aTariff } from '../../test/support/a-service';
import { dayText } from '../subscriptions/services/day-text';
import { lintService } from '../subscriptions/services/service-lint';
import { termsOf, wordsOf, type Service } from '../subscriptions/services/service';
import { SERVICE_TEXT_VALUES, type ServiceText } from '../subscriptions/services/service-settings';
import { builtInProfiles, profileAt } from '../rules/catalogue';
import type { ProfileId } from '../rules/profile';
import { fold } from '../text/fold';
import { planSegments } from '../text/segments';
import { DEMO_SINCE, type DemoCampaign } from './demo-catalogue';
import {
  CONTENT_DAYS,
  contentOf,
  HOROSCOPE,
  NEWS_BRIEF,
  OFFER,
  settingsOfService,
  type DemoService,
} from './demo-services';

const NOW = new Date('2026-05-01T08:00:00Z');
const MOST_SEGMENTS = 2;

function paid({ plays }: DemoCampaign): DemoService {
  if (plays.kind !== 'subscribe') throw new Error('it is free');
  return plays.service;
}

const SERVICES: readonly (readonly [ProfileId, string, DemoService])[] = [
  ['ir', '3070', paid(HOROSCOPE)],
  ['it', '48500', paid(OFFER)],
  ['sa', '70070', paid(NEWS_BRIEF)],
];

function asService(profile: ProfileId, code: string, demo: DemoService): Service {
  const { name, provider, cycle, trialDays, price } = demo;
  const tariff = { amountMinor: price.minor, currency: price.currency, vatBp: price.vatBp };
  return {
    ...aPaidService({ profile, code, name, key: fold(name), provider, cycle, trialDays }),
    settings: settingsOfService(demo),
    tariffs: [aTariff({ ...tariff, effectiveFrom: new Date(DEMO_SINCE) })],
  };
}

test.each(SERVICES)('SUB-01 the rules of %s have nothing against what is sold on %s', (id, code, demo) => {
  expect(lintService(asService(id, code, demo), profileAt(builtInProfiles, id, NOW), NOW)).toEqual([]);
});

test.each(SERVICES)(
  'SUB-01 everything it says under %s on %s takes two segments at most',
  (id, code, demo) => {
    const service = asService(id, code, demo);
    const [tariff] = service.tariffs;
    if (!tariff) throw new Error('it costs nothing');
    const profile = profileAt(builtInProfiles, id, NOW);
    const tooLong: string[] = [];
    for (const language of service.settings.languages) {
      const values = {
        ...termsOf(service, tariff, language, profile),
        ...{ next: dayText(new Date('2026-09-23T08:00:00Z'), service.settings.zone, language) },
        ...(service.settings.confirm === 'otp' ? { yes: '48213' } : {}),
        spent: termsOf(service, { ...tariff, amountMinor: tariff.amountMinor * 31n }, language).price ?? '',
      };
      const items = contentOf(demo, NOW).filter((item) => item.language === language);
      const texts = Object.keys(SERVICE_TEXT_VALUES) as ServiceText[];
      const said = texts.flatMap((text) =>
        (text === 'content' ? items.map(({ body }) => body) : ['']).map((content) =>
          wordsOf(service, text, language, { ...values, content }),
        ),
      );
      expect(said.filter((text) => text.includes('{'))).toEqual([]);
      tooLong.push(...said.filter((text) => planSegments(text).segments > MOST_SEGMENTS));
    }
    expect(tooLong).toEqual([]);
  },
);

test.each(SERVICES)('NWS-03 under %s on %s there is content for every day it promises', (_, __, demo) => {
  const { languages, contentDays } = settingsOfService(demo);
  fc.assert(
    fc.property(fc.date({ min: NOW, max: new Date('2035-01-01Z'), noInvalidDate: true }), (now) => {
      const items = contentOf(demo, now);
      const days = contentDays ? CONTENT_DAYS / 7 : CONTENT_DAYS;
      expect(items).toHaveLength(days * languages.length);
      expect(new Set(items.map(({ day, language }) => `${day} ${language}`)).size).toBe(items.length);
      expect(new Set(items.map(({ line }) => line)).size).toBe(items.length);
      expect(items.filter(({ body }) => body === '')).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
