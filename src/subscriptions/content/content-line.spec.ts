import { aPaidService } from '../../../test/support/a-service';
import { readLine, withoutRepeats } from './content-line';

const NOW = new Date('2026-05-01T08:00:00Z'); // 11:30 in Tehran
const service = aPaidService({
  cycle: 'day',
  settings: { languages: ['fa', 'en'], zone: 'Asia/Tehran', contentHour: 8 },
});
const given = (own: Partial<Parameters<typeof readLine>[1]> = {}) => ({
  ...{ line: 2, day: '2026-05-02', language: 'en', body: 'A good day.' },
  ...own,
});
const read = (own: Partial<Parameters<typeof readLine>[1]> = {}) => readLine(service, given(own), NOW);

describe('NWS-03 a line of content', () => {
  test('is kept as it was written, without the blanks around it', () => {
    expect(read({ day: ' 2026-05-02 ', body: '  A good day. \n' })).toEqual({
      type: 'item',
      item: { line: 2, day: '2026-05-02', language: 'en', body: 'A good day.', hasBegun: false },
    });
  });

  test('without a language is the service’s first', () => {
    expect(read({ language: ' ' })).toMatchObject({ type: 'item', item: { language: 'fa' } });
  });

  test.each([
    ['no day', { day: 'tomorrow' }, 'must be a day'],
    ['a day there is not', { day: '2026-02-30' }, 'must be a day'],
    ['a day that is past', { day: '2026-04-30' }, 'past'],
    ['a day in another century', { day: '2126-05-02' }, 'days ahead'],
    ['no language of ours', { language: 'xx' }, 'must be one of'],
    ['a language the service does not speak', { language: 'it' }, 'not sent in it'],
    ['nothing', { body: '  ' }, 'no text'],
    ['too much', { body: 'x'.repeat(1_001) }, 'at most'],
    ['more segments than carriers join', { body: 'ف'.repeat(640) }, 'segments'],
  ])('with %s is refused, and says so', (_, own, detail) => {
    expect(read(own)).toMatchObject({ type: 'rejected', line: 2, detail: expect.stringContaining(detail) });
  });

  test('for today is kept, and known to have begun once its hour has come', () => {
    expect(read({ day: '2026-05-01' })).toMatchObject({ type: 'item', item: { hasBegun: true } });
    const before = readLine(service, given({ day: '2026-05-01' }), new Date('2026-05-01T04:29:59Z'));
    expect(before).toMatchObject({ type: 'item', item: { hasBegun: false } });
  });

  test('that nothing could store is made storable', () => {
    expect(read({ body: 'a\0b\ud800c' })).toMatchObject({ type: 'item', item: { body: 'a\ufffdb\ufffdc' } });
  });

  test('for a day and language that another line is for is refused, naming that line', () => {
    const lines = [read(), read({ line: 3, body: 'Another.' }), read({ line: 4, language: 'fa' })];
    expect(withoutRepeats(lines)).toEqual([
      lines[0],
      { type: 'rejected', line: 3, detail: 'the same day and language as in line 2' },
      lines[2],
    ]);
  });
});
