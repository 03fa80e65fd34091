import { fold, joined } from '../text/fold';
import { builtInProfiles, profileAt } from './catalogue';
import { reservedWord } from './command';
import { missingJoinTokens } from './join-tokens';
import { MESSAGE_CLASSES, PRIORITY } from './message-class';
import { PROFILE_IDS, type Profile, type ProfileId } from './profile';
import { checkProfile, readProfile } from './profile-check';
import { systemText } from './texts';

const of = (id: ProfileId) => profileAt(builtInProfiles, id, new Date('2026-06-01T00:00:00Z'));

describe('the profiles that ship', () => {
  test.each(PROFILE_IDS)('%s is sound, and survives being stored as JSON', (id) => {
    expect(checkProfile(JSON.parse(JSON.stringify(of(id))))).toEqual([]);
  });

  test.each([
    ['ir', 'خاموش', 'stop', 'fa'],
    ['ir', 'لغو', 'stop', 'fa'],
    ['ir', 'لغو۱۱', 'stop', 'fa'],
    ['ir', '11', 'stop', 'fa'],
    ['ir', '12', 'start', 'fa'],
    ['ir', 'STOP', 'stop', 'en'],
    ['ir', 'OFF', 'stop', 'en'],
    ['ir', 'بله', 'yes', 'fa'],
    ['ir', 'آره', 'yes', 'fa'],
    ['ir', 'خیر', 'no', 'fa'],
    ['ir', 'عضویت', 'start', 'fa'],
    ['ir', 'راهنما', 'help', 'fa'],
    ['sa', 'إلغاء', 'stop', 'ar'],
    ['sa', 'الغاء الاشتراك', 'stop', 'ar'],
    ['sa', 'ايقاف', 'stop', 'ar'],
    ['sa', 'توقف', 'stop', 'ar'],
    ['sa', 'اشتراك', 'start', 'ar'],
    ['sa', 'نعم', 'yes', 'ar'],
    ['sa', 'لا', 'no', 'ar'],
    ['sa', 'مساعدة', 'help', 'ar'],
    ['sa', 'STOP', 'stop', 'en'],
    ['ae', 'إلغاء', 'stop', 'ar'],
    ['it', 'STOP', 'stop', 'it'],
    ['it', 'BASTA', 'stop', 'it'],
    ['it', 'DISATTIVA', 'stop', 'it'],
    ['it', 'CANCELLA', 'stop', 'it'],
    ['it', 'ANNULLA', 'stop', 'it'],
    ['it', 'ATTIVA', 'start', 'it'],
    ['it', 'SÌ', 'yes', 'it'],
    ['it', 'AIUTO', 'help', 'it'],
    ['it', 'INFO', 'help', 'it'],
    ['it', 'HELP', 'help', 'en'],
    ['eu', 'İPTAL', 'stop', 'tr'],
    ['eu', 'DUR', 'stop', 'tr'],
    ['eu', 'ARRÊT', 'stop', 'fr'],
    ['eu', 'STOP', 'stop', 'en'],
    ['uk', 'STOP', 'stop', 'en'],
    ['us', 'UNSTOP', 'start', 'en'],
  ] as const)('%s: %s means %s and is answered in %s', (id, word, act, language) => {
    expect(reservedWord(of(id), word)).toMatchObject({ act, language });
  });

  test.each(PROFILE_IDS)('%s: a word of another language that everybody understands is there too', (id) => {
    expect(reservedWord(of(id), 'خاموش')).toMatchObject({ act: 'stop', language: 'fa' });
    expect(reservedWord(of(id), 'مساعدة')).toMatchObject({ act: 'help', language: 'ar' });
  });

  test.each(['sa', 'ae', 'it', 'uk', 'us', 'eu'] as const)('%s: 11 and 12 are numbers', (id) => {
    expect(reservedWord(of(id), '11')).toBeUndefined();
    expect(reservedWord(of(id), '۱۲')).toBeUndefined();
  });

  test('words that may also be answers are ambiguous, the regulators’ own never', () => {
    for (const [id, word] of [
      ['us', 'END'],
      ['us', 'CANCEL'],
      ['it', 'FINE'],
      ['ir', '11'],
      ['ir', '12'],
    ] as const) {
      expect(reservedWord(of(id), word)?.ambiguous).toBe(true);
    }
    for (const word of ['STOP', 'خاموش', 'لغو', 'لغو۱۱', 'إلغاء']) {
      for (const id of PROFILE_IDS) expect(reservedWord(of(id), word)?.ambiguous).toBeUndefined();
    }
  });

  test('an opt-out never blocks a reply, a password or a warning, and leaves Iranian and Saudi service texts alone', () => {
    for (const profile of builtInProfiles) {
      for (const free of ['reply', 'otp', 'warning'] as const) expect(profile.stopBlocks).not.toContain(free);
      expect(profile.stopBlocks).toContain('promotional');
      expect(profile.stopBlocks.includes('service')).toBe(profile.id !== 'ir' && profile.id !== 'sa');
    }
  });

  test('only the American profile opts out on intent and restarts on a bare YES', () => {
    expect(
      builtInProfiles.filter((profile) => profile.intentPolicy === 'optOut').map(({ id }) => id),
    ).toEqual(['us']);
    expect(builtInProfiles.filter((profile) => profile.yesRestarts).map(({ id }) => id)).toEqual(['us']);
  });

  test('every class has a place in the queue, and nothing leaves before a warning', () => {
    expect(MESSAGE_CLASSES).toHaveLength(7);
    expect(PRIORITY.warning).toBe(0);
    expect(PRIORITY.reply).toBeLessThan(PRIORITY.promotional);
  });
});

describe('KW-05 what cannot be leased', () => {
  const families = [
    'STOP',
    'HELP',
    'INFO',
    'خاموش',
    'راهنما',
    'إلغاء',
    'مساعدة',
    'AIUTO',
    'ARRET',
    'İPTAL',
    'opt out',
    'لغو ۱۱',
  ];
  test.each(PROFILE_IDS)('KW-05 %s reserves the stop and help words of every language', (id) => {
    for (const word of families) expect(reservedWord(of(id), fold(word))).toBeDefined();
  });

  test('KW-05 11 is reserved only where it is a word, and no spelling slips past', () => {
    expect(reservedWord(of('ir'), fold('١١'))).toBeDefined();
    expect(reservedWord(of('us'), fold('ＳＴＯＰ  ａｌｌ'))).toMatchObject({ scope: 'all' });
    expect(reservedWord(of('us'), 'stopper')).toBeUndefined();
    expect(reservedWord(of('us'), 'fine')).toBeUndefined();
  });

  test('KW-05 a profile posted without a foreign stop word still reserves it', () => {
    const bare = { ...of('uk'), words: of('uk').words.filter((word) => word.language === 'en') };
    expect(reservedWord(bare, 'خاموش')).toMatchObject({ act: 'stop' });
  });

  test('KW-05 every reserved word of every profile is reserved there by its key and its joined key', () => {
    for (const profile of builtInProfiles) {
      for (const { word, act } of profile.words) {
        expect(reservedWord(profile, fold(word))?.act).toBe(act);
        if (act === 'stop' || act === 'help')
          expect(reservedWord(profile, joined(fold(word)))?.act).toBe(act);
      }
    }
  });
});

describe('POL-06 a change decides only from its date', () => {
  const now = of('sa');
  const next: Profile = {
    ...now,
    version: 2,
    effectiveFrom: '2027-01-01T00:00:00+03:00',
    quietHours: [
      { classes: ['promotional'], blocked: [{ from: '20:00', to: '10:00' }], source: 'unifonic-comp' },
    ],
  };
  const versions = [next, ...builtInProfiles];

  test.each([
    ['2026-12-31T20:59:59.999Z', 1],
    ['2026-12-31T21:00:00Z', 2],
    ['2030-01-01T00:00:00Z', 2],
    ['1970-01-01T00:00:00Z', 1],
  ])('POL-06 at %s version %i decides', (at, version) => {
    expect(profileAt(versions, 'sa', new Date(at)).version).toBe(version);
  });

  test('POL-06 of two versions from one instant the higher decides, in any order', () => {
    const corrected = { ...next, version: 3 };
    for (const list of [
      [next, corrected],
      [corrected, next],
    ]) {
      expect(profileAt(list, 'sa', new Date('2028-01-01T00:00:00Z')).version).toBe(3);
    }
  });

  test('POL-06 a change of one country is none of another', () => {
    expect(profileAt(versions, 'ae', new Date('2028-01-01T00:00:00Z'))).toBe(of('ae'));
  });

  test('a profile of which no version is known is a bug', () => {
    expect(() => profileAt([next], 'ae', new Date(0))).toThrow('ae');
  });
});

describe('a profile from outside', () => {
  const good = () => JSON.parse(JSON.stringify(of('it'))) as Record<string, unknown>;
  const words = () => good().words as Record<string, unknown>[];

  test.each([
    ['nothing', null, ''],
    ['a list', [], ''],
    ['an unknown country', { ...good(), id: 'xx' }, 'id'],
    ['version 0', { ...good(), version: 0 }, 'version'],
    ['a date without a zone', { ...good(), effectiveFrom: '2026-01-01T00:00:00' }, 'effectiveFrom'],
    ['a date that is none', { ...good(), effectiveFrom: '2026-13-41T00:00:00Z' }, 'effectiveFrom'],
    ['a zone nobody has', { ...good(), zone: 'Europe/Atlantis' }, 'zone'],
    ['no language', { ...good(), languages: [] }, 'languages'],
    ['a language without texts', { ...good(), languages: ['de'] }, 'languages[0]'],
    ['a language twice', { ...good(), languages: ['it', 'it'] }, 'languages[1]'],
    ['a language without its words', { ...good(), languages: ['it', 'en', 'ar'] }, 'words'],
    ['a field too many', { ...good(), colour: 'red' }, 'colour'],
    [
      'a word that folds to nothing',
      { ...good(), words: [{ ...words()[0], word: '\u200f ' }, ...words()] },
      'words[0].word',
    ],
    [
      'a word with two meanings',
      { ...good(), words: [...words(), { ...words()[0], act: 'help' }] },
      `words[${words().length}].word`,
    ],
    ['an act nobody knows', { ...good(), words: [{ ...words()[0], act: 'dance' }] }, 'words[0].act'],
    [
      'a source nobody named',
      {
        ...good(),
        words: [...words().map((word) => ({ ...word })), { ...words()[0], word: 'ALT', source: 'x' }],
      },
      `words[${words().length}].source`,
    ],
    ['an opt-out that blocks replies', { ...good(), stopBlocks: ['reply'] }, 'stopBlocks[0]'],
    [
      'a quarter past the day',
      {
        ...good(),
        quietHours: [{ classes: ['promotional'], blocked: [{ from: '24:15', to: '09:00' }], source: 'D' }],
      },
      'quietHours[0].blocked[0].from',
    ],
    [
      'money with a point',
      { ...good(), spendCaps: [{ periodDays: 7, limit: { minor: '4.50', currency: 'GBP' }, source: 'D' }] },
      'spendCaps[0].limit.minor',
    ],
    [
      'a mark without its length',
      { ...good(), adMarking: [{ type: 'sender suffix', mark: '-AD', source: 'D' }] },
      'adMarking[0].senderChars',
    ],
    ['intent in a language of its own', { ...good(), intent: { de: {} } }, 'intent.de'],
  ])('is refused with the path of its fault: %s', (_, raw, path) => {
    expect(checkProfile(raw).map((fault) => fault.path)).toContain(path);
    expect(readProfile(raw).type).toBe('faulty');
  });

  test('every required field is missed by name', () => {
    for (const field of Object.keys(good())) {
      const { [field]: _, ...rest } = good();
      expect(checkProfile(rest).map((fault) => fault.path)).toContain(field);
    }
  });

  test('is a profile when nothing is wrong', () => {
    expect(readProfile(good())).toMatchObject({ type: 'profile', profile: { id: 'it' } });
  });
});

describe('what a JOIN is confirmed with', () => {
  test.each(PROFILE_IDS)(
    '%s: the engine’s own text says what the profile demands, in each of its languages',
    (id) => {
      const profile = of(id);
      for (const language of profile.languages) {
        expect(missingJoinTokens(profile, systemText('joinWelcome', language))).toEqual([]);
        expect(missingJoinTokens(profile, systemText('joinAskConfirm', language))).toEqual([]);
      }
    },
  );

  test('a missing token is named; a stop word written out counts', () => {
    expect(missingJoinTokens(of('us'), 'Welcome to {brand}! {frequency}. {rates}')).toEqual(['help', 'stop']);
    expect(missingJoinTokens(of('us'), '{brand} {frequency} {rates} Reply HELP, or Stop.')).toEqual([]);
    expect(missingJoinTokens(of('uk'), '{brand} {list} unstoppable')).toEqual(['stop']);
  });
});
