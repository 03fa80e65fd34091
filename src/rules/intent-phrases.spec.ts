import fc from 'fast-check';
import { parse } from '../text/said';
import { builtInProfiles } from './catalogue';
import { optOutTier, stopIntent } from './intent';
import type { Profile, ProfileId } from './profile';

const of = (id: ProfileId): Profile => builtInProfiles.find((profile) => profile.id === id)!;
const live =
  (...keys: string[]) =>
  (key: string) =>
    keys.includes(key);
const isNews = live('news');
const tier = (id: ProfileId, text: string) => optOutTier(of(id), parse(text), isNews);
const why = (id: ProfileId, text: string) => stopIntent(of(id), parse(text), isNews);

describe('OPT-06 phrases nobody gave us', () => {
  test.each([
    ['us', 'Can you please stop texting me!!'],
    ['us', 'I said STOP'],
    ['us', 'stop it now'],
    ['us', 'STOP STOP STOP'],
    ['us', 'ok stop'],
    ['us', 'stop the messages, thank you very much'],
    ['us', 'Sorry, wrong number'],
    ['us', "Don't text me again you creeps"],
    ['us', 'lose my number'],
    ['us', 'I want to unsubscribe from this junk'],
    ['us', 'how do I unsubscribe?'],
    ['us', 'unsubscribe please'],
    ['us', 'please cancel the messages'],
    ['us', 'cancel please'],
    ['us', 'please opt out'],
    ['us', 'no mas'],
    ['us', 'No más, por favor'],
    ['us', 'déjenme en paz'],
    ['us', 'ya no quiero recibir mensajes'],
    ['us', 'پیام نفرستید'],
    ['us', 'ne m’envoyez plus de messages'],
    ['uk', 'Unsubcribe'],
    ['uk', 'unsubscribr'],
    ['uk', 'STOPP'],
    ['uk', 'sotp'],
    ['uk', 'ST0P'],
    ['uk', 'plz stooop'],
    ['uk', 'cancle'],
    ['uk', 'take me off your list you idiots'],
    ['ir', 'دیگه پیام نده'],
    ['ir', 'لطفا پیام نفرستید'],
    ['ir', 'لطفاً خاموش کنید'],
    ['ir', 'لطفا لغو کنید'],
    ['ir', 'خامووووش'],
    ['ir', 'خاوش'],
    ['ir', 'مزاحم نشوید آقا'],
    ['ir', 'دیگه نمی‌خوام پیام بدید'],
    ['ir', 'نمی خوام پیامک بیاد'],
    ['ir', 'لطفا منو از لیست حذف کنید'],
    ['ir', 'اشتباه گرفتید'],
    ['ir', 'چطور لغو کنم؟'],
    ['ir', 'این پیامک‌ها رو لغو کنید لطفا'],
    ['sa', 'إلغاء من فضلك'],
    ['sa', 'لا ترسلوا لي رسائل'],
    ['sa', 'أرجو إلغاء الاشتراك'],
    ['sa', 'لو سمحت ايقاف الرسائل'],
    ['sa', 'أوقفوا الرسائل'],
    ['sa', 'ما أبغى رسائلكم احذفوا رقمي'],
    ['sa', 'الرقم غلط'],
    ['sa', 'الغااء'],
    ['sa', 'الغا'],
    ['sa', 'كيف ألغي الاشتراك؟'],
    ['ae', 'stop please'],
    ['it', 'Non mandatemi più messaggi'],
    ['it', 'basta messaggi!'],
    ['it', 'Basta, per favore'],
    ['it', 'lasciatemi in pace'],
    ['it', 'vorrei cancellarmi dalla lista'],
    ['it', 'disattiva il servizio grazie'],
    ['it', 'anulla'],
    ['it', 'anullla per favore'],
    ['it', 'numero sbagliato'],
    ['it', 'Come si disattiva?'],
    ['eu', "Arrêtez de m'envoyer des sms"],
    ['eu', "arrêt s'il vous plaît"],
    ['eu', 'Je ne veux plus recevoir vos messages'],
    ['eu', 'laissez-moi tranquille'],
    ['eu', 'faux numéro, désolé'],
    ['eu', 'lütfen iptal edin'],
    ['eu', 'Bana mesaj atmayın'],
    ['eu', 'aboneliğimi iptal edin'],
    ['eu', 'yanlış numara'],
    ['eu', 'iptall'],
  ] as const)('OPT-06 %s: %s', (id, text) => {
    expect(tier(id, text)).toBe('INTENT');
  });

  test.each([
    ['us', 'Stop by the office tomorrow'],
    ['us', 'the bus stop is closed'],
    ['us', "please don't stop"],
    ['us', 'please do not unsubscribe me'],
    ['us', 'Why did you stop sending me offers'],
    ['us', 'I got the wrong number of tickets'],
    ['us', 'The end'],
    ['us', 'fine, thanks'],
    ['us', 'pasta'],
    ['us', 'quiz'],
    ['us', 'remote'],
    ['us', 'cancer'],
    ['us', 'see you soon'],
    ['us', 'soon'],
    ['us', 'no thanks'],
    ['us', 'stopwatch'],
    ['us', '11'],
    ['us', '123456'],
    ['uk', 'step'],
    ['uk', 'shop'],
    ['uk', 'TOP'],
    ['uk', 'my day off'],
    ['it', 'fine thanks'],
    ['it', 'la fine'],
    ['it', 'pasta'],
    ['it', 'busta'],
    ['it', 'Vorrei annullare il mio ordine'],
    ['it', 'basta cliccare qui'],
    ['it', 'sto bene'],
    ['sa', 'إلغاء طلبي'],
    ['sa', 'الغذاء'],
    ['sa', 'الماء'],
    ['sa', 'أتوقع'],
    ['ir', 'خاموشی برق کی تموم میشه'],
    ['ir', 'خاموشی'],
    ['ir', 'سفارش من را لغو کنید'],
    ['ir', 'سلام'],
    ['eu', "l'arrêt du bus"],
    ['eu', 'Je ne veux plus de glace'],
    ['eu', 'durdu'],
    ['eu', 'siparişimi iptal edin'],
  ] as const)('OPT-06 %s: %s is not', (id, text) => {
    expect(tier(id, text)).toBe('NOT');
  });

  test('OPT-06 the reason and the language are said', () => {
    expect(why('it', 'non mandatemi più sms')).toEqual({
      language: 'it',
      why: 'phrase',
      phrase: 'non mandatemi piu',
    });
    expect(why('ir', 'خاوش')).toEqual({ language: 'fa', why: 'near miss', phrase: 'خاموش' });
    expect(why('it', 'STOP grazie')).toEqual({
      language: 'it',
      why: 'reserved word among courtesy',
      phrase: 'STOP',
    });
  });

  test('OPT-06 a slip that is somebody’s live keyword is that keyword', () => {
    expect(stopIntent(of('us'), parse('STOPS'), live('stops'))).toBeNull();
    expect(stopIntent(of('us'), parse('STOPS'), live())).not.toBeNull();
  });

  test('OPT-02 a stop with a name is definite only if the name is known; a courtesy is no name', () => {
    expect(tier('us', 'STOP NEWS')).toBe('DEFINITE');
    expect(tier('us', 'STOP SPORT')).toBe('NOT');
    expect(tier('us', 'STOP please')).toBe('INTENT');
  });

  test('OPT-06 texts over 200 characters are letters, not commands', () => {
    const long = `leave me alone ${'and then some more words '.repeat(10)}`;
    expect(tier('us', long)).toBe('NOT');
    expect(tier('us', long.slice(0, 200))).toBe('INTENT');
  });

  test('OPT-01 an ambiguous word that reaches us bare still means stop', () => {
    expect(why('us', 'END')).toMatchObject({ language: 'en' });
  });
});

describe('whatever is texted', () => {
  test('reading intent never fails', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...builtInProfiles),
        fc.string({ unit: 'binary', maxLength: 250 }),
        (profile, text) => {
          const found = stopIntent(profile, parse(text), live());
          expect(
            found === null || profile.intent[found.language] !== undefined || found.why !== 'phrase',
          ).toBe(true);
        },
      ),
    );
  });

  test('OPT-06 with a word of content beside it, no stop word is definite, and none is intent', () => {
    const content = fc.stringMatching(/^[bcdfghjkmvwxz]{7,12}$/);
    const stop = fc.constantFrom('STOP', 'unsubscribe', 'خاموش', 'إلغاء', 'annulla', 'please stop', 'Stpo');
    fc.assert(
      fc.property(
        fc.constantFrom(...builtInProfiles),
        stop,
        content,
        fc.boolean(),
        (profile, word, other, before) => {
          const text = before ? `${other} ${word}` : `${word} ${other}`;
          expect(optOutTier(profile, parse(text), live())).toBe('NOT');
        },
      ),
    );
  });

  test('OPT-06 one slip in a long definite word is intent', () => {
    const slip = fc.tuple(
      fc.constantFrom('unsubscribe', 'annulla', 'disattiva'),
      fc.nat(),
      fc.constantFrom('x', 'q', ''),
    );
    fc.assert(
      fc.property(slip, ([word, where, letter]) => {
        const at = where % word.length;
        const text = word.slice(0, at) + letter + word.slice(at + 1);
        expect(['INTENT', 'DEFINITE']).toContain(optOutTier(of('us'), parse(text), live()));
      }),
    );
  });
});
