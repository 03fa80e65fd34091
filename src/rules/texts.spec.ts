import { LANGUAGES } from '../text/language';
import { isRightToLeft } from '../text/language';
import { checkTemplate, placeholders } from '../text/template';
import { builtInProfiles } from './catalogue';
import { readCommand } from './command';
import { parse } from '../text/said';
import { ACTS } from './profile';
import { TEXT_VALUES, type TextKey } from './text-key';
import { composed, replyWord, systemText } from './texts';

const keys = Object.keys(TEXT_VALUES) as readonly TextKey[];

describe('LNG-02 every text in every language', () => {
  test.each(LANGUAGES)('LNG-02 %s has every text, with every value and no other', (language) => {
    for (const key of keys) {
      const text = systemText(key, language);
      expect(text.trim()).not.toBe('');
      expect(checkTemplate(text, TEXT_VALUES[key])).toEqual([]);
      expect([key, [...placeholders(text)].sort()]).toEqual([key, [...TEXT_VALUES[key]].sort()]);
    }
  });

  test.each(LANGUAGES)(
    'LNG-02 %s is written in its own script and without control characters',
    (language) => {
      for (const key of keys) {
        const bare = systemText(key, language).replace(/\{[^}]*\}/g, '');
        expect(/[\u0600-\u06ff]/.test(bare)).toBe(isRightToLeft(language));
        expect(bare).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
        if (isRightToLeft(language)) expect(bare).not.toMatch(/[a-z]/i);
      }
    },
  );

  test('LNG-02 no two languages share a text, so none was left untranslated', () => {
    for (const key of keys) {
      expect(new Set(LANGUAGES.map((language) => systemText(key, language))).size).toBe(LANGUAGES.length);
    }
  });

  test('LNG-02 Persian uses Persian letters, Arabic uses Arabic ones', () => {
    for (const key of keys) {
      expect(systemText(key, 'fa')).not.toMatch(/[يك]/);
      expect(systemText(key, 'ar')).not.toMatch(/[یکپچگ]/);
    }
  });

  test.each(['en', 'it', 'fr'] as const)(
    'LNG-02 %s stays in the GSM alphabet, at 160 characters to a segment',
    (language) => {
      const gsm = /^[ -Z_a-z|{}~^[\]\\éèàùìòÉñüöäÜÖÄ\n]*$/;
      for (const key of keys) expect(systemText(key, language)).toMatch(gsm);
    },
  );

  test.each(LANGUAGES)(
    'LNG-02 the word %s falls back to in a text is read as the act it stands for',
    (language) => {
      for (const key of keys) {
        for (const [, act, word] of systemText(key, language).matchAll(/\{(stop|help|yes)\|([^}]*)\}/g)) {
          const readers = builtInProfiles.filter((profile) => profile.languages.includes(language));
          for (const profile of readers) expect(readCommand(profile, parse(word ?? ''))?.act).toBe(act);
        }
      }
    },
  );
});

describe('a text with its values', () => {
  test('takes them as they are, and falls back where one is missing', () => {
    expect(composed('joinAlready', 'en', { list: 'NEWS', stop: 'OFF' })).toBe(
      'You are already on NEWS. Reply OFF to leave.',
    );
    expect(composed('joinAlready', 'en', { list: '{stop}' })).toBe(
      'You are already on {stop}. Reply STOP to leave.',
    );
    expect(composed('didYouMean', 'fa', { keyword: 'خبر' })).toBe('منظورتان «خبر» بود؟ بفرستید: بله');
  });
});

describe('the word to reply with', () => {
  const of = (id: string) => builtInProfiles.find((profile) => profile.id === id)!;
  test.each([
    ['ir', 'fa', 'خاموش', 'راهنما', 'بله'],
    ['ir', 'en', 'STOP', 'HELP', 'YES'],
    ['it', 'it', 'STOP', 'AIUTO', 'SI'],
    ['sa', 'ar', 'إلغاء', 'مساعدة', 'نعم'],
    ['eu', 'fr', 'ARRET', 'AIDE', 'OUI'],
    ['eu', 'tr', 'İPTAL', 'YARDIM', 'EVET'],
    ['us', 'fa', 'خاموش', 'راهنما', 'YES'],
  ] as const)('%s in %s: %s, %s, %s', (id, language, stop, help, yes) => {
    expect(replyWord(of(id), 'stop', language)).toBe(stop);
    expect(replyWord(of(id), 'help', language)).toBe(help);
    expect(replyWord(of(id), 'yes', language)).toBe(yes);
  });

  test('is always one that the profile reads as that act, whatever the language', () => {
    for (const profile of builtInProfiles) {
      for (const language of LANGUAGES) {
        for (const act of ACTS) {
          const word = replyWord(profile, act, language);
          expect(readCommand(profile, parse(word))).toMatchObject({ act, scope: 'bare', ambiguous: false });
        }
      }
    }
  });
});
