import { aService, JOINED } from '../../test/support/a-subscription';
import { daysToFill, isWithoutContent, stretchOf } from './content-gap';
import { itemKey } from './content/gaps';

const CAREFUL = { noContent: 'no charge' } as const;
const daily = aService({ cycle: 'day' }, CAREFUL);
const filled = (...days: readonly string[]): ReadonlySet<string> =>
  new Set(days.map((day) => itemKey(daily.id, 'en', day)));

describe('SUB-07 whether there is something to send for the money', () => {
  test('SUB-07 of a day paid for from ten o’clock on, it is tomorrow’s item that is sent at eight', () => {
    expect(isWithoutContent(daily, 'en', filled('2026-05-01'), JOINED)).toBe(true);
    expect(isWithoutContent(daily, 'en', filled('2026-05-02'), JOINED)).toBe(false);
  });

  test('SUB-07 another language’s item is none', () => {
    expect(isWithoutContent(daily, 'it', filled('2026-05-02'), JOINED)).toBe(true);
  });

  test('SUB-07 one item within a month is something, and none is nothing', () => {
    const monthly = aService({ cycle: 'month' }, { ...CAREFUL, contentDays: [1] });
    const missing = (...days: readonly string[]): boolean =>
      isWithoutContent(monthly, 'en', filled(...days), JOINED);
    expect([missing(), missing('2026-04-27'), missing('2026-06-08'), missing('2026-05-18')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('SUB-07 what was never promised is not missed: on other days, or by a service without a calendar', () => {
    const sundays = aService({ cycle: 'day' }, { ...CAREFUL, contentDays: [7] });
    const weekly = aService({ cycle: 'week' }, CAREFUL);
    for (const service of [sundays, weekly])
      expect(isWithoutContent(service, 'en', filled(), JOINED)).toBe(false);
  });

  test('SUB-07 a service that charges all the same is not looked at', () => {
    const careless = aService({ cycle: 'day' });
    expect([daysToFill(careless, JOINED), isWithoutContent(careless, 'en', filled(), JOINED)]).toEqual([
      null,
      false,
    ]);
    expect(stretchOf([careless], JOINED)).toBeNull();
    expect(stretchOf([careless, daily], JOINED)).toEqual({
      careful: [daily],
      from: '2026-05-01',
      to: '2026-05-02',
    });
  });
});
