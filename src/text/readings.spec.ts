import fc from 'fast-check';
import { fold } from './fold';
import { asItLooks } from './lookalikes';
import { readingsOf } from './readings';

const QWERTY = [...'qwertyuiopasdfghjklzxcvbnm'];
const ON_PERSIAN = [...'ضصثقفغعهخحشسیبلاتنمظطزرذدپ'];
const ON_ARABIC = [
  'ض',
  'ص',
  'ث',
  'ق',
  'ف',
  'غ',
  'ع',
  'ه',
  'خ',
  'ح',
  'ش',
  'س',
  'ي',
  'ب',
  'ل',
  'ا',
  'ت',
  'ن',
  'م',
  'ئ',
  'ء',
  'ؤ',
  'ر',
  'لا',
  'ى',
  'ة',
];
const typedOn = (caps: readonly string[], word: string): string =>
  [...word].map((letter) => caps[QWERTY.indexOf(letter)]).join('');

describe('KW-08 a text in the wrong script', () => {
  test.each([
    ['ofv', 'خبر'],
    ['OFV', 'خبر'],
    ['sghl', 'سلام'],
    ["';v'", 'گکرگ'],
    [';da', 'کیش'],
    ['l[gi', 'مجله'],
    ['hofhv ,vcad', 'اخبار ورزشی'],
    ['تخهد', 'join'],
    ['تخهى', 'join'],
    ['دثصس ۱۲', 'news ۱۲'],
    ['caffè', 'زشببث'],
    ['لاعغ', 'buy'],
    ['ﻻعغ', 'buy'],
    ['ىهلاف', 'night'],
    ['ЈОІΝ', 'JOIN'],
    ['СТАТUS', 'CTATUS'],
    ['ѕtор nеws', 'stop news'],
    ['ΝΕWS 7', 'NEWS 7'],
    ['خبر', 'ofv'],
  ])('KW-08 %j may be %j', (text, meant) => {
    expect(readingsOf(text)).toContain(meant);
  });

  test.each(['', 'to', 'новости', 'ειδήσεις', 'नमस्ते', '👍👍👍', '2026', '¿¡', 'کیش', 'x'.repeat(161)])(
    'KW-08 %j is nothing else',
    (text) => {
      expect(readingsOf(text)).toEqual([]);
    },
  );

  test('KW-08 a word behind the first that has no reading stays as it was written', () => {
    expect(readingsOf('تخهد Roma')).toEqual(['join Roma']);
    expect(readingsOf('ЈОІΝ новости')).toEqual(['JOIN новости']);
  });

  test('KW-08 looks go before keys, and each reading is there once', () => {
    expect(readingsOf('ofv')).toEqual(['خبر']);
    expect(readingsOf('JOIN')).toEqual(['تخهد', 'تخهى']);
    expect(readingsOf('لاخخن')).toEqual(['ghook', 'book']);
  });

  test('KW-08 a letter that looks like no other keeps the whole word as it is', () => {
    expect(asItLooks('NЕWЖ')).toBeNull();
    expect(asItLooks('NEWS')).toBeNull();
    expect(asItLooks('خبر')).toBeNull();
  });

  const latin = fc.string({ unit: fc.constantFrom(...QWERTY), minLength: 3, maxLength: 20 });

  test('KW-08 whatever is typed on the Persian or the Arabic layout is read back', () => {
    fc.assert(
      fc.property(latin, (word) => {
        expect(readingsOf(typedOn(ON_PERSIAN, word))).toContain(word);
        const withB = word.replaceAll('gh', 'b');
        if (withB.length >= 3) expect(readingsOf(typedOn(ON_ARABIC, withB))).toContain(withB);
      }),
    );
  });

  test('KW-08 whatever is typed in Latin is read as what the Persian keys would have written', () => {
    fc.assert(
      fc.property(latin, (word) => {
        expect(readingsOf(word).map(fold)).toContain(fold(typedOn(ON_PERSIAN, word)));
      }),
    );
  });

  test('reading never fails, gives six readings at most, and never the text itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const readings = readingsOf(text);
        expect(readings.length).toBeLessThanOrEqual(6);
        expect(readings).not.toContain(text);
      }),
    );
  });
});
