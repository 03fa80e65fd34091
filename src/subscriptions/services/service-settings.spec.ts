import { serviceSettings } from '../../../test/support/a-service';
import { readServiceSettings } from './service-settings';

const least = { languages: ['fa'], zone: 'Asia/Tehran' };
const pathsOf = (raw: unknown): string[] => {
  const read = readServiceSettings(raw);
  return read.type === 'faulty' ? read.errors.map(({ path }) => path) : [];
};

describe('SUB-01 the settings of a service', () => {
  test('what is left out is filled in cautiously: no partial kindness, a notice, a reminder, no content for nothing', () => {
    expect(serviceSettings(least)).toMatchObject({
      languages: ['fa'],
      confirm: 'yes',
      otpDigits: 5,
      confirmTtlMinutes: 60,
      contentWhileGrace: false,
      anchor: 'keep',
      noticeHours: 24,
      reminderDays: 30,
      spendReminderMinor: null,
      caps: [],
      fraud: { isWatched: true, blockJoins: 10, sourceJoins: null, quickYesMs: 2_000 },
      priceRise: 'keep old price',
      prorate: false,
      inTomans: false,
    });
  });

  test('amounts are strings of whole minor units, kept to the last one', () => {
    const settings = serviceSettings({
      ...least,
      spendReminderMinor: '999999999999999999',
      caps: [{ window: 'day', scope: 'all', limitMinor: '1' }],
    });
    expect(settings.spendReminderMinor).toBe(999_999_999_999_999_999n);
    expect(settings.caps[0]?.limitMinor).toBe(1n);
  });

  test('BIL-06 a day of the calendar and the last day, one campaign and another, have limits of their own', () => {
    const day = { window: 'day', scope: 'all', limitMinor: '1' };
    const caps = [
      day,
      { ...day, rolling: true },
      ...[5, 6].map((campaign) => ({ ...day, scope: 'campaign', campaign })),
    ];
    expect(serviceSettings({ ...least, caps }).caps).toHaveLength(4);
  });

  test.each([
    [null, ['']],
    [[], ['']],
    [{}, ['languages', 'zone']],
    [{ ...least, langauges: ['fa'] }, ['langauges']],
    [{ ...least, languages: [] }, ['languages']],
    [{ ...least, languages: ['fa', 'fa'] }, ['languages']],
    [{ ...least, languages: ['xx'] }, ['languages[0]']],
    [{ ...least, zone: 'Asia/Atlantis' }, ['zone']],
    [{ ...least, ladder: [2, 2] }, ['ladder']],
    [{ ...least, ladder: [6, 2] }, ['ladder']],
    [{ ...least, ladder: [0] }, ['ladder[0]']],
    [{ ...least, contentHour: 24 }, ['contentHour']],
    [{ ...least, contentDays: [1, 1] }, ['contentDays']],
    [{ ...least, contentDays: [0, 8] }, ['contentDays[0]', 'contentDays[1]']],
    [{ ...least, fraud: { blockJoins: 1 } }, ['fraud.blockJoins']],
    [{ ...least, fraud: { isWatched: 'no', quickYes: 3 } }, ['fraud.isWatched', 'fraud.quickYes']],
    [{ ...least, spendReminderMinor: 2_000 }, ['spendReminderMinor']],
    [{ ...least, spendReminderMinor: '0' }, ['spendReminderMinor']],
    [{ ...least, spendReminderMinor: '20.5' }, ['spendReminderMinor']],
    [{ ...least, caps: [{ window: 'year', scope: 'all', limitMinor: '1' }] }, ['caps[0].window']],
    [
      {
        ...least,
        caps: [
          { window: 'day', scope: 'all', limitMinor: '1' },
          { window: 'day', scope: 'all', limitMinor: '2' },
        ],
      },
      ['caps'],
    ],
    [{ ...least, caps: [{ window: 'day', scope: 'campaign', limitMinor: '1' }] }, ['caps[0].campaign']],
    [
      { ...least, caps: [{ window: 'day', scope: 'all', campaign: 5, limitMinor: '1' }] },
      ['caps[0].campaign'],
    ],
    [
      { ...least, caps: [{ window: 'day', scope: 'all', rolling: 'yes', limitMinor: '1' }] },
      ['caps[0].rolling'],
    ],
    [
      {
        ...least,
        caps: [
          { window: 'day', scope: 'campaign', campaign: 5, limitMinor: '1' },
          { window: 'day', scope: 'campaign', campaign: 5, limitMinor: '2' },
        ],
      },
      ['caps'],
    ],
    [{ ...least, texts: { ask: { fa: 'سلام {price}' }, hello: { fa: 'x' } } }, ['texts.hello']],
    [{ ...least, texts: { ask: { xx: 'x' } } }, ['texts.ask.xx']],
    [
      { ...least, texts: { ask: { fa: '{prize}' }, goodbye: { en: '{' } } },
      ['texts.ask.fa', 'texts.goodbye.en'],
    ],
    [{ ...least, texts: { ask: { fa: ' ' } } }, ['texts.ask.fa']],
    [{ ...least, texts: { ask: { fa: 'x'.repeat(1_531) } } }, ['texts.ask.fa']],
    [{ ...least, otpDigits: 3 }, ['otpDigits']],
    [{ ...least, confirm: 'maybe' }, ['confirm']],
  ])('%j: every fault by its path, %j', (raw, paths) => {
    expect(pathsOf(raw)).toEqual(paths);
  });
});
