import { noticeFaults, noticeText } from './notice';
import { plainWords } from './plain-words';

const context = {
  brand: 'رادیو شهر',
  campaign: 'بلیت طلایی',
  code: '2050',
  zone: 'Asia/Tehran',
  campaignLanguage: 'fa' as const,
};
const deadline = new Date('2026-05-04T14:00:00Z');
const texts = {
  fa: 'جایزهٔ {prize} تا {deadline} در {campaign} از آنِ شماست. {brand}',
  it: 'Hai vinto il premio {prize}: chiamaci entro il {deadline}. {code}',
};

describe('CON-08 what a winner is told', () => {
  test('CON-08 in their language and its digits, by the clock of the contest', () => {
    expect(noticeText(texts, { prize: 12, deadline, language: null }, context)).toBe(
      'جایزهٔ ۱۲ تا ۲۰۲۶-۰۵-۰۴ ۱۷:۳۰ در بلیت طلایی از آنِ شماست. رادیو شهر',
    );
    expect(noticeText(texts, { prize: 12, deadline, language: 'it' }, context)).toBe(
      'Hai vinto il premio 12: chiamaci entro il 2026-05-04 17:30. 2050',
    );
    expect(noticeText(texts, { prize: 1, deadline, language: 'ar' }, context)).toMatch(/^جایزهٔ ۱ /);
  });

  test('CON-08 texts that cannot be sent are refused by their path', () => {
    const paths = (raw: unknown) => noticeFaults(raw, 'fa').map(({ path }) => path);
    expect(paths(texts)).toEqual([]);
    expect(paths({ it: 'Hai vinto' })).toEqual(['notify.texts.fa']);
    expect(paths({ fa: 'برنده شدید {nobody}' })).toEqual(['notify.texts.fa']);
    expect(paths({ fa: ' ', xx: 'x' })).toEqual(['notify.texts.fa', 'notify.texts.xx']);
    expect(paths('x')).toEqual(['notify.texts']);
  });
});

test('words of a proof stand on one line and end with a whole character', () => {
  expect(plainWords(' a\r\n\tb\u0085c ', 200)).toBe('a b c');
  expect(plainWords('abc😀', 4)).toBe('abc\ufffd');
  expect(plainWords('\n', 10)).toBe('');
});
