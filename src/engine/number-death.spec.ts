import fc from 'fast-check';
import { NOW } from '../../test/support/builders';
import { NUMBER_DEATHS, sift, type DeathLine } from './number-death';
import { linesOf, readLine } from './number-death-line';

const read = (fields: Readonly<Record<string, string>>) =>
  readLine({ line: 2, fields }, { now: NOW, isOperator: (code) => code === 'tim' });

describe('SUB-15 a line of an operator’s file', () => {
  const line = { msisdn: '+39 333 123 4567', kind: 'deactivated' };

  test('means now where it names no instant, and midnight where it names a day', () => {
    expect(read(line)).toMatchObject({
      msisdn: '393331234567',
      kind: 'deactivated',
      at: NOW,
      operator: null,
    });
    expect(read({ ...line, at: '2026-04-30' })).toMatchObject({ at: new Date('2026-04-30T00:00:00Z') });
    expect(read({ ...line, at: '2026-05-01T09:30:00+02:00' })).toMatchObject({
      at: new Date('2026-05-01T07:30:00Z'),
    });
    expect(read({ ...line, kind: 'ported', operator: 'tim' })).toMatchObject({ operator: 'tim' });
  });

  test.each([
    [{ msisdn: '' }, 'is no telephone number'],
    [{ msisdn: 'Mario' }, 'is no telephone number'],
    [{ kind: '' }, 'kind must be one of deactivated, recycled, terminated, ported'],
    [{ kind: 'DEACT' }, 'kind must be one of deactivated, recycled, terminated, ported'],
    [{ at: 'yesterday' }, 'at must be a day or an instant, such as 2026-05-01T08:00:00Z'],
    [{ at: '2026-02-30' }, 'at must be a day or an instant, such as 2026-05-01T08:00:00Z'],
    [{ at: '1969-12-31' }, 'at must be a day or an instant, such as 2026-05-01T08:00:00Z'],
    [{ at: '2026-05-01T08:00:01Z' }, 'at must not lie in the future'],
    [{ operator: 'nobody' }, 'operator must be the code of an operator'],
  ])('%j is refused: %s', (own, fault) => {
    expect(read({ ...line, ...own })).toEqual({ fault });
  });

  test('elements of an array are lines, and what is no text in them is nothing', () => {
    expect(linesOf([{ msisdn: '1', at: 7 }, 'x', null])).toEqual([
      { line: 1, fields: { msisdn: '1' } },
      { line: 2, fields: {} },
      { line: 3, fields: {} },
    ]);
  });
});

describe('SUB-15 one line for each number', () => {
  const death = (line: number, kind: DeathLine['kind'], msisdn = '1'): DeathLine => ({
    ...{ line, kind, msisdn, at: NOW, operator: null },
  });

  test('a ported number is deactivated by the operator it left: the porting counts, wherever it stands', () => {
    for (const lines of [
      [death(1, 'deactivated'), death(2, 'ported')],
      [death(2, 'ported'), death(1, 'deactivated')],
    ]) {
      const { deaths, reports } = sift(lines);
      expect(deaths.map(({ kind }) => kind)).toEqual(['ported']);
      expect(reports).toEqual([{ line: 1, result: 'duplicate', detail: 'line 2 says ported' }]);
    }
  });

  test('of others the first counts, and every line is either kept or reported', () => {
    expect(sift([death(1, 'recycled'), death(2, 'ported')]).deaths.map(({ line }) => line)).toEqual([1]);
    const lines = fc
      .array(fc.tuple(fc.constantFrom(...NUMBER_DEATHS), fc.constantFrom('1', '2', '3')), { maxLength: 20 })
      .map((rows) => rows.map(([kind, msisdn], at) => death(at + 1, kind, msisdn)));
    fc.assert(
      fc.property(lines, (given) => {
        const { deaths, reports } = sift(given);
        const seen = [...deaths.map(({ line }) => line), ...reports.map(({ line }) => line)];
        expect(seen.sort((a, b) => a - b)).toEqual(given.map(({ line }) => line));
        expect(new Set(deaths.map(({ msisdn }) => msisdn)).size).toBe(deaths.length);
      }),
    );
  });
});
