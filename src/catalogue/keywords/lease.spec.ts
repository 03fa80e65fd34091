import fc from 'fast-check';
import { askedTwice, readLease, type WantedKeyword, type WantedLease } from './lease';

const HOUR_MS = 3_600_000;
const at = (hour: number): Date => new Date(Date.UTC(2026, 4, 1) + hour * HOUR_MS);
const terms = { shortcodeId: 1, brandId: 1, leasedFrom: at(0), leasedUntil: null, freeFrom: null };
const name = ({ brandId, shortcodeId }: WantedKeyword) => ({
  brand: `brand ${brandId}`,
  shortcode: `code ${shortcodeId}`,
});

test('a lease has its word and its aliases, each where it stood', () => {
  const read = readLease('[2]', { word: 'News', aliases: [{ word: 'خبر', language: 'fa' }] }, terms);
  expect(read).toEqual({
    lease: {
      keyword: { ...terms, path: '[2].word', word: 'News', key: 'news', language: null, mode: 'first' },
      aliases: [
        { ...terms, path: '[2].aliases[0].word', word: 'خبر', key: 'خبر', language: 'fa', mode: 'first' },
      ],
    },
  });
});

test('every word that cannot be one is named', () => {
  const read = readLease(
    '',
    {
      word: '',
      aliases: [
        { word: '  ', language: 'fa' },
        { word: 'ok', language: 'en' },
      ],
    },
    terms,
  );
  expect(read).toMatchObject({ faults: [{ path: 'word' }, { path: 'aliases[0].word' }] });
  const shaped = readLease(
    '',
    { word: 'A999', mode: 'pattern', aliases: [{ word: 'X999', language: 'en' }] },
    terms,
  );
  expect(shaped).toMatchObject({ faults: [{ path: 'aliases' }] });
});

const wanted = (key: string, shortcodeId: number, from: number, free: number | null): WantedLease => ({
  keyword: {
    ...terms,
    shortcodeId,
    key,
    word: key.toUpperCase(),
    path: `${key} ${from}`,
    language: null,
    mode: 'first',
    leasedFrom: at(from),
    leasedUntil: free === null ? null : at(free),
    freeFrom: free === null ? null : at(free),
  },
  aliases: [],
});

test('one key on one code at one time is asked for once', () => {
  expect(
    askedTwice(
      [wanted('a', 1, 0, 5), wanted('a', 1, 5, null), wanted('a', 2, 0, null), wanted('b', 1, 0, null)],
      name,
    ),
  ).toEqual([]);
  expect(askedTwice([wanted('a', 1, 0, 5), wanted('a', 1, 4, null)], name)).toMatchObject([
    { path: 'a 4', word: 'A', brand: 'brand 1', shortcode: 'code 1', leasedFrom: at(0), freeFrom: at(5) },
  ]);
});

test('a clash is found exactly when some two periods share an instant', () => {
  const period = fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.integer({ min: 1, max: 10 })))
    .map(([from, hours]) => ({ from, free: hours === null ? null : from + hours }));
  fc.assert(
    fc.property(fc.array(period, { maxLength: 6 }), (periods) => {
      const shared = Array.from({ length: 40 }, (_, hour) => hour).some(
        (hour) =>
          periods.filter(({ from, free }) => from <= hour && (free === null || hour < free)).length > 1,
      );
      const leases = periods.map(({ from, free }) => wanted('a', 1, from, free));
      expect(askedTwice(leases, name).length > 0).toBe(shared);
    }),
  );
});
