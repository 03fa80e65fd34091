import fc from 'fast-check';
import { DateTime } from 'luxon';
import { NOW } from '../../../test/support/builders';
import { clockOf, ENTRY_COLUMNS, lineWriter } from './entry-line';

const entry = {
  id: 7,
  msisdn: '989121234567',
  textId: null,
  route: 'web',
  operator: null,
  outcome: 'vote',
  counted: false,
  tickets: 3,
  saidAt: NOW,
  at: NOW,
  data: null,
};

test('CON-13 an entry is a line with a cell for every column; what is not known is left blank', () => {
  const line = lineWriter({ timezone: 'Asia/Tehran', full: false })(entry);
  expect(line).toHaveLength(ENTRY_COLUMNS.length);
  expect(Object.fromEntries(ENTRY_COLUMNS.map((column, at) => [column, line[at]]))).toEqual({
    id: '7',
    saidAt: '2026-05-01T11:30:00.000+03:30',
    handledAt: '2026-05-01T11:30:00.000+03:30',
    msisdn: '98912***4567',
    operator: '',
    route: 'web',
    outcome: 'vote',
    counted: '0',
    tickets: '3',
    text: '',
    data: '',
  });
  expect(lineWriter({ timezone: 'UTC', full: true })(entry)[3]).toBe('989121234567');
});

test('CON-04 every instant is written as its zone has it, around the changes of the clock too', () => {
  const zone = fc.constantFrom(
    'Asia/Tehran',
    'Europe/Rome',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Asia/Riyadh',
  );
  const change = Date.parse('2026-03-29T01:00:00Z');
  const at = fc.oneof(
    fc.integer({ min: change - 7_200_000, max: change + 7_200_000 }),
    fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') }),
  );
  fc.assert(
    fc.property(zone, fc.array(at, { minLength: 1 }), (its, instants) => {
      const local = clockOf(its);
      for (const ms of instants)
        expect(local(new Date(ms))).toBe(DateTime.fromMillis(ms, { zone: its }).toISO());
    }),
  );
});
