import fc from 'fast-check';
import { aConfiguration, aJoin, aList, aShortcode, minutesLater } from '../../test/support/builders';
import { Talk } from '../../test/support/talk';
import { fold } from '../text/fold';
import { parse } from '../text/said';
import { builtInProfiles } from './catalogue';
import { isDefiniteStop, readCommand } from './command';
import { PROFILE_IDS, type Profile, type ProfileId } from './profile';

const of = (id: ProfileId): Profile => builtInProfiles.find((profile) => profile.id === id)!;
const read = (id: ProfileId, text: string) => readCommand(of(id), parse(text));

describe('OPT-01 bare words', () => {
  const spellings = [
    'STOP',
    'stop    ',
    'sToP',
    '"stop"',
    '«STOP»',
    'Stop.',
    'STOP!!!',
    'ＳＴＯＰ',
    '\u202bstop\u202c',
    '\ufeffSTOP\n',
    's.t.o.p',
    '🛑 STOP 🛑',
  ];
  test.each(spellings)('OPT-01 %j stops under every profile', (text) => {
    for (const id of PROFILE_IDS) expect(read(id, text)).toMatchObject({ act: 'stop', scope: 'bare' });
  });

  test.each([
    ['unsubscribe', 'us', 'bare'],
    ['cancel', 'us', 'bare'],
    ['quit', 'uk', 'bare'],
    ['revoke', 'us', 'bare'],
    ['opt-out', 'us', 'bare'],
    ['opt out', 'eu', 'bare'],
    ['stop2quit', 'us', 'bare'],
    ['OFF', 'ir', 'bare'],
    ['لغو ۱۱', 'ir', 'bare'],
    ['11', 'ir', 'bare'],
    ['stop all', 'uk', 'all'],
    ['StopAll', 'us', 'all'],
    ['لغو همه', 'ir', 'all'],
    ['إلغاء الكل', 'sa', 'all'],
    ['stop tutto', 'it', 'all'],
    ['غير فعال', 'ir', 'bare'],
  ] as const)('OPT-01 %s stops under %s, scope %s', (text, id, scope) => {
    expect(read(id, text)).toMatchObject({ act: 'stop', scope });
  });

  test.each([
    ['help', 'us', 'help'],
    ['راهنما', 'ir', 'help'],
    ['؟', 'ir', 'help'],
    ['?', 'it', 'help'],
    [' ?? ', 'us', 'help'],
    ['START', 'it', 'start'],
    ['unstop', 'uk', 'start'],
    ['۱۲', 'ir', 'start'],
    ['join', 'us', 'join'],
    ['yes', 'us', 'yes'],
    ['Sì!', 'it', 'yes'],
    ['no', 'it', 'no'],
    ['نه', 'ir', 'no'],
    ['status', 'us', 'status'],
    ['وضعیت', 'ir', 'status'],
    ['list', 'us', 'list'],
  ] as const)('OPT-05 %s under %s asks for %s', (text, id, act) => {
    expect(read(id, text)).toMatchObject({ act, scope: 'bare' });
  });

  test.each(['', '   ', '\n\t', '\u200b\u200f', '\u00a0'])(
    'KW-09 the blank text %j asks for the list',
    (text) => {
      for (const id of PROFILE_IDS) {
        expect(read(id, text)).toEqual({
          act: 'list',
          scope: 'bare',
          language: of(id).languages[0],
          word: '',
          ambiguous: false,
        });
      }
    },
  );

  test.each([
    'stopwatch',
    'stopper',
    'endorse',
    'offer',
    'endless',
    'information',
    'cancellation',
    'helpful',
    'starter',
    '111',
    'خاموشی',
    '...',
    '👍',
  ])('OPT-01 %s is no command', (text) => {
    for (const id of PROFILE_IDS) expect(read(id, text)).toBeNull();
  });

  test('LNG-01 a word is answered in the language it has in that profile', () => {
    expect(read('it', 'STOP')?.language).toBe('it');
    expect(read('ir', 'STOP')?.language).toBe('en');
    expect(read('ir', 'خاموش')?.language).toBe('fa');
    expect(read('sa', 'STOP')?.language).toBe('en');
    expect(read('it', 'STOP NOTIZIE')?.language).toBe('it');
  });

  test('two answers side by side are not one word', () => {
    expect(read('ir', '1 1')).toBeNull();
    expect(read('ir', '1 2')).toBeNull();
    expect(read('us', 'n o')).toBeNull();
  });
});

describe('KW-11 commands that name a service', () => {
  test.each([
    ['JOIN news', 'us', 'join', 'news'],
    ['STOP  NEWS', 'us', 'stop', 'news'],
    ['NEWS OFF', 'ir', 'stop', 'news'],
    ['news stop', 'us', 'stop', 'news'],
    ['خبر خاموش', 'ir', 'stop', 'خبر'],
    ['لغو عضویت خبر', 'ir', 'stop', 'خبر'],
    ['عضویت خبر', 'ir', 'join', 'خبر'],
    ['إلغاء أخبار', 'sa', 'stop', 'اخبار'],
    ['إلغاء الاشتراك أخبار', 'sa', 'stop', 'اخبار'],
    ['اشتراك أخبار', 'sa', 'join', 'اخبار'],
    ['STOP rappel', 'eu', 'stop', 'rappel'],
    ['HABER İPTAL', 'eu', 'stop', 'haber'],
    ['DISATTIVA notizie', 'it', 'stop', 'notizie'],
    ['۴۵۶ OFF', 'ir', 'stop', '456'],
    ['NEWS SPORT OFF', 'ir', 'stop', 'news sport'],
    ['top JOIN', 'us', 'join', 'top'],
    ['STOP, News!', 'us', 'stop', 'news'],
    ['U 21', 'sa', 'stop', '21'],
    ['غ أخبار', 'sa', 'stop', 'اخبار'],
  ] as const)('KW-11 %s under %s asks to %s %s', (text, id, act, name) => {
    expect(read(id, text)).toMatchObject({ act, scope: 'named', name });
  });

  test('KW-11 the keyword alone is no command of the rules: it is the brand’s', () => {
    expect(read('uk', 'NEWS')).toBeNull();
  });

  test('KW-11 UNEWS is a command only where an operator has it so', () => {
    for (const id of PROFILE_IDS.filter((each) => each !== 'sa')) expect(read(id, 'UNEWS')).toBeNull();
    expect(read('sa', 'UNEWS')).toMatchObject({ act: 'stop', scope: 'named', name: 'news', language: 'en' });
    expect(read('sa', 'Uأخبار')).toMatchObject({ act: 'stop', scope: 'named', name: 'اخبار' });
    expect(read('sa', 'UNSTOP')).toMatchObject({ act: 'start', scope: 'bare' });
    expect(read('sa', 'UNSUBSCRIBE')).toMatchObject({ act: 'stop', scope: 'bare' });
    expect(read('sa', 'U')).toBeNull();
    expect(read('sa', `U${'x'.repeat(41)}`)).toBeNull();
  });

  test('KW-11 a glued command yields to a live keyword of its spelling, and no other command does', () => {
    const isLive = (key: string) => ['unews', 'u news', 'stop', 'stop news'].includes(key);
    const readBeside = (text: string) => readCommand(of('sa'), parse(text), isLive);
    expect(readBeside('UNEWS')).toBeNull();
    expect(readBeside('USPORT')).toMatchObject({ act: 'stop', name: 'sport' });
    expect(readBeside('U NEWS')).toMatchObject({ act: 'stop', name: 'news' });
    expect(readBeside('STOP')).toMatchObject({ act: 'stop', scope: 'bare' });
    expect(readBeside('STOP NEWS')).toMatchObject({ act: 'stop', name: 'news' });
  });

  test('KW-11 where a word names no service, U and the rest of it is just a word', () => {
    const talk = talkUnder('sa', 'NEWS');
    talk.says('NEWS');
    const said = talk.says('UMBRELLA', minutesLater(1));
    expect(said.because).toBe('passed to acme, which spoke last');
    expect(said.effects.filter(({ type }) => type === 'consent')).toEqual([]);
  });

  test('KW-11 the name is kept as it was written', () => {
    expect(read('us', ' stop  «Daily  News» ')).toMatchObject({ name: 'daily news', nameRaw: 'Daily  News' });
    expect(read('ir', 'اخبار‌ورزشی خاموش')?.nameRaw).toBe('اخبار‌ورزشی');
  });

  test('KW-11 a name longer than any keyword is no name', () => {
    expect(read('us', `STOP ${'x'.repeat(40)}`)).toMatchObject({ scope: 'named' });
    expect(read('us', `STOP ${'x'.repeat(41)}`)).toBeNull();
  });
});

function talkUnder(profile: ProfileId, service: string): Talk {
  return new Talk({
    configuration: aConfiguration({
      shortcodes: [aShortcode({ profile })],
      lists: [aList({ name: service })],
      plays: [{ words: [service], campaign: aJoin() }],
    }),
  });
}

describe('KW-11 the ten grammars of the operators', () => {
  const table = [
    ['SUB k', 'SUB NEWS', 'uk', 'join', 'news'],
    ['START k', 'START NEWS', 'us', 'join', 'news'],
    ['k', 'NEWS', 'it', 'join', 'news'],
    ['UNSUB k', 'UNSUB NEWS', 'uk', 'stop', 'news'],
    ['STOP k', 'STOP NEWS', 'us', 'stop', 'news'],
    ['k OFF', 'NEWS OFF', 'ir', 'stop', 'news'],
    ['Uk', 'UNEWS', 'sa', 'stop', 'news'],
    ['STOPP k', 'STOPP NEWS', 'eu', 'stop', 'news'],
    ['OZV k', 'OZV MSHER', 'ir', 'join', 'msher'],
    ['LAGHV k', 'LAGHV MSHER', 'ir', 'stop', 'msher'],
  ] as const;

  test.each(table.filter(([grammar]) => grammar !== 'k'))(
    'KW-11 %s: %s under %s is read as %s %s',
    (_, text, id, act, name) => {
      expect(read(id, text)).toMatchObject({ act, scope: 'named', name });
    },
  );

  test.each(table)('KW-11 %s: somebody who texts %s under %s wants to %s %s', (_, text, id, act, service) => {
    const talk = talkUnder(id, service.toUpperCase());
    if (act === 'stop') talk.says(service);
    const { effects } = talk.says(text, minutesLater(1));
    expect(
      effects.flatMap((effect) => (effect.type === 'consent' ? [[effect.event, effect.purpose]] : [])),
    ).toEqual([[act === 'join' ? 'opt_in' : 'opt_out', `list ${service}`]]);
  });
});

describe('whatever is texted', () => {
  const padding = fc.stringMatching(/^[ .,!?"'«»()\u200b\u200f\u202a\u202c\ufeff\n]{0,6}$/);
  const anyCase = (word: string) =>
    fc
      .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
      .map((upper) =>
        [...word].map((char, at) => (upper[at] ? char.toUpperCase() : char.toLowerCase())).join(''),
      );
  const word = fc.constantFrom(
    'stop',
    'unsubscribe',
    'quit',
    'off',
    'خاموش',
    'لغو',
    'لغو۱۱',
    'إلغاء',
    'annulla',
    'arret',
  );

  test('OPT-01 a definite word stays definite in any case and between any signs', () => {
    const padded = fc.tuple(padding, word.chain(anyCase), padding).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...builtInProfiles), padded, (profile, text) => {
        expect(readCommand(profile, parse(text))).toMatchObject({ act: 'stop', scope: 'bare' });
        expect(isDefiniteStop(profile, fold(text))).toBe(true);
      }),
    );
  });

  test('reading never fails, and a name is never empty', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...builtInProfiles),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (profile, text) => {
          const command = readCommand(profile, parse(text));
          if (command?.scope === 'named') expect(command.name).not.toBe('');
          else if (command) expect(command.name).toBeUndefined();
        },
      ),
    );
  });

  test('KW-11 no glued command is read from a live keyword', () => {
    const aWord = fc.stringMatching(/^[Uu][a-z\u0627-\u063a]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom(...builtInProfiles), aWord, (profile, text) => {
        expect(readCommand(profile, parse(text), () => true)?.scope).not.toBe('named');
      }),
    );
  });

  test('the door and the reader agree on what a stop word is', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      word,
      fc.tuple(word, word).map((two) => two.join(' ')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...builtInProfiles), texts, (profile, text) => {
        const command = readCommand(profile, parse(text));
        const isBareStop = command?.act === 'stop' && command.scope !== 'named';
        expect(isDefiniteStop(profile, fold(text))).toBe(isBareStop);
      }),
    );
  });
});
