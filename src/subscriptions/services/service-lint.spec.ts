import { aPaidService, aServiceOperator, aTariff } from '../../../test/support/a-service';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import type { ProfileId } from '../../rules/profile';
import type { Service } from './service';
import { lintService } from './service-lint';
import { mostWithin } from './spend-lint';

const NOW = new Date('2026-05-01T08:00:00Z');
const CAPPED = { caps: [{ window: 'week', scope: 'service', limitMinor: '225' }] };
const lint = (service: Service, id: ProfileId = service.profile) =>
  lintService(service, profileAt(builtInProfiles, id, NOW), NOW);
const pathsOf = (service: Service, id?: ProfileId): string[] => lint(service, id).map(({ path }) => path);

const italian = (own: Parameters<typeof aPaidService>[0] = {}) =>
  aPaidService({
    profile: 'it',
    tariffs: [aTariff({ currency: 'EUR' })],
    ...own,
    settings: { languages: ['it'], confirm: 'otp', helpline: '800442299', ...own.settings },
  });
const iranian = (texts: object) =>
  aPaidService({
    ...{ profile: 'ir', cycle: 'day' },
    tariffs: [aTariff({ currency: 'IRR', amountMinor: 5_000n })],
    settings: { languages: ['fa'], texts },
  });

describe('SUB-01 what keeps a service from being approved', () => {
  test('nothing, where everything is right', () => {
    expect([lint(aPaidService()), lint(italian()), lint(iranian({}))]).toEqual([[], [], []]);
  });

  test('BIL-09 no price in force', () => {
    expect(pathsOf(aPaidService({ tariffs: [] }))).toEqual(['tariffs']);
    const later = aTariff({ effectiveFrom: new Date(NOW.getTime() + 1) });
    expect(pathsOf(aPaidService({ tariffs: [later] }))).toEqual(['tariffs']);
  });

  test('no operator that has approved it', () => {
    expect(pathsOf(aPaidService({ operators: [] }))).toEqual(['operators']);
    expect(pathsOf(aPaidService({ operators: [aServiceOperator({ isApproved: false })] }))).toEqual([
      'operators',
    ]);
  });

  test('BIL-05 partial charging of what has no part', () => {
    const operators = [aServiceOperator({ isPartial: true })];
    expect(pathsOf(aPaidService({ operators }))).toEqual([]);
    for (const cycle of ['one-off', 'message'] as const)
      expect(pathsOf(aPaidService({ operators, cycle, settings: CAPPED }))).toContain('operators');
  });
});

describe('SUB-06 periods that begin with the calendar’s', () => {
  const prorated = (cycle: Service['cycle']) =>
    aPaidService({ cycle, settings: { prorate: true, ...CAPPED } });

  test.each(['week', 'month'] as const)('SUB-06 a %s may be shared out', (cycle) => {
    expect(pathsOf(prorated(cycle))).toEqual([]);
  });

  test.each(['day', 'fortnight', 'one-off', 'message'] as const)('SUB-06 a %s may not', (cycle) => {
    expect(pathsOf(prorated(cycle))).toContain('settings.prorate');
  });

  test('SUB-06 the rest of a month and the whole of the next may fall into one week', () => {
    const { settings } = aPaidService({ settings: { prorate: true } });
    expect(mostWithin({ cycle: 'month', settings }, 2_800n, 7)).toBe(3_500n);
    expect(mostWithin({ cycle: 'month', settings }, 2_800n, 28)).toBe(5_600n);
    expect(mostWithin({ cycle: 'month', settings: { ...settings, prorate: false } }, 2_800n, 7)).toBe(2_800n);
  });
});

describe('SUB-03 what the texts must say', () => {
  const ask = '{service} {provider} {price} {cycle} {yes} {stop} {help}';

  test.each(['service', 'provider', 'price', 'cycle', 'yes', 'stop', 'help'])(
    'SUB-03 the question without {%s} is refused, and says which',
    (token) => {
      const wording = ask.replace(`{${token}}`, token);
      const texts = { ask: { en: wording } };
      expect(lint(aPaidService({ settings: { texts } }))).toEqual([
        { path: 'settings.texts.ask.en', message: `must contain {${token}}` },
      ]);
      expect(lint(aPaidService({ settings: { texts: { ask: { en: ask } } } }))).toEqual([]);
    },
  );

  test('SUB-03 doubled braces are braces and no value', () => {
    const texts = { ask: { en: ask.replace('{price}', '{{price}}') } };
    expect(pathsOf(aPaidService({ settings: { texts } }))).toEqual(['settings.texts.ask.en']);
  });

  test('SUB-03 each language answers for itself', () => {
    const texts = { ask: { en: ask, fr: 'Bonjour', it: ask } };
    const faults = lint(aPaidService({ settings: { texts } }));
    expect(new Set(faults.map(({ path }) => path))).toEqual(new Set(['settings.texts.ask.fr']));
    expect(faults).toHaveLength(7);
  });

  test('SUB-03 in Iran content says what it costs and how to leave; elsewhere how to leave', () => {
    const bare = { content: { fa: '{content} {stop}' } };
    expect(lint(iranian(bare)).map(({ message }) => message)).toEqual([
      'must contain {price}',
      'must contain {cycle}',
    ]);
    expect(pathsOf(aPaidService({ settings: { texts: { content: { en: '{content} {stop}' } } } }))).toEqual(
      [],
    );
    expect(pathsOf(aPaidService({ settings: { texts: { content: { en: '{content}' } } } }))).toEqual([
      'settings.texts.content.en',
    ]);
  });

  test('a text longer than carriers put together again', () => {
    const texts = { goodbye: { en: `{service} ${'é€'.repeat(520)}` } };
    expect(pathsOf(aPaidService({ settings: { texts } }))).toEqual(['settings.texts.goodbye.en']);
  });
});

describe('the rules of the country', () => {
  test('OTP-02 Italy: a one-time password of five digits at least', () => {
    expect(pathsOf(italian({ settings: { otpDigits: 4 } }))).toEqual(['settings.otpDigits']);
    expect(pathsOf(italian({ settings: { confirm: 'yes' } }))).toEqual(['settings.confirm']);
    expect(pathsOf(italian({ settings: { confirm: 'code', otpDigits: 8 } }))).toEqual(['settings.confirm']);
  });

  test('OTP-02 Italy: donations, banking, ticketing and televoting are exempt', () => {
    for (const type of ['donation', 'banking', 'ticketing', 'televoting'] as const)
      expect(pathsOf(italian({ class: type, settings: { confirm: 'yes' } }))).toEqual([]);
  });

  test('Italy: an abbonamento is called one, its helpline shown, its reminder monthly', () => {
    const asks = { it: '{service} {provider} {price} {cycle} {yes} {stop} {help}' };
    expect(pathsOf(italian({ settings: { texts: { ask: asks } } }))).toEqual(['settings.texts.ask.it']);
    const said = { it: `Abbonamento ${asks.it}` };
    expect(pathsOf(italian({ settings: { texts: { ask: said } } }))).toEqual([]);
    expect(pathsOf(italian({ settings: { reminderDays: 31 } }))).toEqual(['settings.reminderDays']);
    expect(pathsOf(italian({ settings: { helpline: undefined } }))).toEqual(['settings.helpline']);
  });

  test('SUB-10 Italy: what is bought once can be given back for six hours', () => {
    expect(pathsOf(italian({ cycle: 'one-off' }))).toEqual(['settings.cancelHours']);
    expect(pathsOf(italian({ cycle: 'one-off', settings: { cancelHours: 6 } }))).toEqual([]);
  });

  test('SUB-04 United Kingdom: a reminder at every twenty pounds and every thirty days', () => {
    for (const spendReminderMinor of [null, '2001'])
      expect(pathsOf(aPaidService({ settings: { spendReminderMinor } }))).toEqual([
        'settings.spendReminderMinor',
      ]);
    expect(pathsOf(aPaidService({ settings: { reminderDays: 0 } }))).toEqual(['settings.reminderDays']);
  });
});

describe('United Kingdom: no more than 4.50 pounds in any seven days', () => {
  const costing = (amountMinor: bigint, own: Parameters<typeof aPaidService>[0] = {}) =>
    pathsOf(aPaidService({ tariffs: [aTariff({ amountMinor })], ...own }));

  test.each([
    ['week', 450n, []],
    ['week', 451n, ['tariffs']],
    ['day', 64n, []],
    ['day', 65n, ['tariffs']],
    ['fortnight', 450n, []],
    ['month', 450n, []],
    ['month', 451n, ['tariffs']],
  ] as const)('SUB-01 a %s at %s pence: %j', (cycle, amount, paths) => {
    expect(costing(amount, { cycle })).toEqual(paths);
  });

  test('SUB-01 a price by the message needs a cap of its own', () => {
    expect(costing(10n, { cycle: 'message' })).toEqual(['tariffs']);
    expect(costing(10n, { cycle: 'message', settings: CAPPED })).toEqual([]);
  });

  test('SUB-01 a price that is yet to come is looked at too, another currency is refused', () => {
    const later = aTariff({ id: 2, amountMinor: 500n, effectiveFrom: new Date('2026-06-01T00:00:00Z') });
    expect(pathsOf(aPaidService({ tariffs: [aTariff(), later] }))).toEqual(['tariffs']);
    const past = aTariff({ id: 2, amountMinor: 500n, effectiveFrom: new Date('2025-06-01T00:00:00Z') });
    expect(pathsOf(aPaidService({ tariffs: [past, aTariff()] }))).toEqual([]);
    expect(pathsOf(aPaidService({ tariffs: [aTariff({ currency: 'EUR' })] }))).toEqual(['tariffs']);
  });

  test('SUB-01 two windows of a cap may fall into one stretch of seven days', () => {
    const by = (window: string, limitMinor: string) =>
      aPaidService({ cycle: 'message', settings: { caps: [{ window, scope: 'all', limitMinor }] } });
    expect(mostWithin(by('week', '100'), 10n, 7)).toBe(200n);
    expect(mostWithin(by('day', '100'), 10n, 7)).toBe(800n);
    expect(mostWithin(by('month', '100'), 10n, 7)).toBe(200n);
    expect(mostWithin(aPaidService({ cycle: 'message' }), 10n, 7)).toBe('unlimited');
  });
});
