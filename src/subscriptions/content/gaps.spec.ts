import { aPaidService } from '../../../test/support/a-service';
import { gapsOf, itemKey, urgentGaps } from './gaps';

const service = aPaidService({
  cycle: 'day',
  settings: { languages: ['fa', 'en'], zone: 'Asia/Tehran', contentHour: 8 },
});
const filled = (...items: readonly (readonly ['fa' | 'en', string])[]) =>
  new Set(items.map(([language, day]) => itemKey(service.id, language, day)));

describe('NWS-03 gaps in the calendar', () => {
  test('are named by day and language, in order', () => {
    const there = filled(['fa', '2026-05-01'], ['en', '2026-05-01'], ['en', '2026-05-03']);
    expect(gapsOf(service, there, '2026-05-01', 3).map(({ day, language }) => `${day} ${language}`)).toEqual([
      '2026-05-02 fa',
      '2026-05-02 en',
      '2026-05-03 fa',
    ]);
  });

  test('another service’s content fills none', () => {
    expect(gapsOf({ ...service, id: 2 }, filled(['fa', '2026-05-01']), '2026-05-01', 1)).toHaveLength(2);
  });

  test('alarm while something can be done: today until its hour, and tomorrow', () => {
    const urgent = (at: string, ...items: readonly (readonly ['fa' | 'en', string])[]) =>
      urgentGaps(service, filled(...items), new Date(at)).map(({ day, language }) => `${day} ${language}`);
    expect(urgent('2026-05-01T04:29:59Z')).toEqual([
      '2026-05-01 fa',
      '2026-05-01 en',
      '2026-05-02 fa',
      '2026-05-02 en',
    ]);
    expect(urgent('2026-05-01T04:30:00Z', ['fa', '2026-05-02'])).toEqual(['2026-05-02 en']);
    expect(urgent('2026-05-01T20:29:00Z', ['fa', '2026-05-02'], ['en', '2026-05-02'])).toEqual([]);
    // Half an hour later it is another day in Tehran.
    expect(urgent('2026-05-01T20:30:00Z', ['fa', '2026-05-02'], ['en', '2026-05-02'])).toEqual([
      '2026-05-03 fa',
      '2026-05-03 en',
    ]);
  });

  test('alarm for nobody who cannot be joined', () => {
    for (const state of ['draft', 'submitted', 'suspended', 'closed'] as const)
      expect(urgentGaps({ ...service, state }, new Set(), new Date('2026-05-01T00:00:00Z'))).toEqual([]);
  });
});
