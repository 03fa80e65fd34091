import fc from 'fast-check';
import {
  aBrand,
  aCampaign,
  aConfiguration,
  aDedicatedCode,
  aJoin,
  aList,
  aQuestionKind,
  aShortcode,
  hoursLater,
  minutesLater,
  NOW,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Effect } from '../../campaigns/effect';
import type { Shortcode, StopPolicy } from '../../catalogue/configuration';

const news = aList({ id: 1, name: 'NEWS' });
const offers = aList({ id: 2, name: 'OFFERS' });
const tips = aList({ id: 3, name: 'TIPS', brandId: 2 });
const joinOf = (id: number, brandId = 1) => aJoin({ id: 10 + id, brandId, settings: { list: id, rates: { en: 'Free' } } });
const asks = aQuestionKind({ accepts: ['end', 'red'] });

/** Two brands on one code: ACME with two lists and a question, BETA with one list. */
function codeWith(own: Partial<Shortcode> = {}) {
  return aConfiguration({
    brands: [aBrand(), aBrand({ id: 2, code: 'beta', name: 'Beta' })],
    shortcodes: [aShortcode(own), aShortcode({ id: 2, number: '70070' })],
    lists: [news, offers, tips],
    plays: [
      { words: ['NEWS'], campaign: joinOf(1) },
      { words: ['OFFERS'], campaign: joinOf(2) },
      { words: ['TIPS'], campaign: joinOf(3, 2) },
      { words: ['COLOUR'], campaign: aCampaign({ id: 20, kind: 'colour', settings: {} }) },
    ],
  });
}

const talkOn = (own: Partial<Shortcode> = {}) => new Talk({ configuration: codeWith(own), kinds: [asks] });

function memberOfAll(own: Partial<Shortcode> = {}): Talk {
  const talk = talkOn(own);
  ['NEWS', 'OFFERS', 'TIPS'].forEach((word, at) => talk.says(word, minutesLater(at - 30)));
  return talk;
}

const endedBy = (effects: readonly Effect[]): string[] =>
  effects
    .flatMap((effect) => (effect.type === 'consent' && effect.event === 'opt_out' ? [effect.scope] : []))
    .map((scope) => ('listId' in scope ? `list ${scope.listId}` : 'brandId' in scope ? `brand ${scope.brandId}` : scope.type));

describe('OPT-02 what a STOP ends, by the policy of the code', () => {
  test('OPT-02 code: everything on the code, in one go, with one reply that names it (st61, st23)', () => {
    const { because, effects, replies } = memberOfAll({ stopPolicy: 'code' }).says('STOP');
    expect(because).toBe('asked to stop');
    expect(endedBy(effects)).toEqual(['list 1', 'list 2', 'list 3', 'code']);
    expect(effects).toContainEqual({ type: 'cancel', scope: { type: 'code', shortcodeId: 1 } });
    expect(replies).toEqual([expect.stringMatching(/NEWS, OFFERS, TIPS/)]);
  });

  test('OPT-02 last: the brand that spoke last, and nobody else', () => {
    const talk = memberOfAll({ stopPolicy: 'last' });
    const { because, effects } = talk.says('STOP');
    expect(because).toBe('asked to stop; beta spoke last');
    expect(endedBy(effects)).toEqual(['list 3', 'brand 2']);
    expect(talk.says('STATUS').replies).toEqual([expect.stringMatching(/NEWS, OFFERS/)]);
  });

  test('OPT-02 last: who says it again means the others too', () => {
    const talk = memberOfAll({ stopPolicy: 'last' });
    talk.says('STOP');
    expect(endedBy(talk.says('STOP', minutesLater(1)).effects)).toEqual(['list 1', 'list 2', 'code']);
  });

  test('OPT-02 last: with only one brand left it is the code', () => {
    const talk = talkOn({ stopPolicy: 'last' });
    talk.says('NEWS');
    expect(endedBy(talk.says('STOP').effects)).toEqual(['list 1', 'code']);
  });

  test('OPT-02 menu: it asks which, and a number or a name ends that one', () => {
    for (const answer of ['2', '۲', 'offers', 'OFFERS!']) {
      const talk = memberOfAll({ stopPolicy: 'menu' });
      const asked = talk.says('STOP');
      expect(asked.because).toBe('asked to stop, and was asked which service');
      expect(asked.replies).toEqual([expect.stringMatching(/1 NEWS, 2 OFFERS, 3 TIPS/)]);
      expect(endedBy(asked.effects)).toEqual([]);
      expect(endedBy(talk.says(answer, minutesLater(1)).effects)).toEqual(['list 2']);
      expect(talk.waitsFor(asked.effects)).toEqual([]);
    }
  });

  test('OPT-02 menu: no answer is an answer, all of them', () => {
    const talk = memberOfAll({ stopPolicy: 'menu' });
    const caused = talk.waitsFor(talk.says('STOP').effects);
    expect(endedBy(caused)).toEqual(['list 1', 'list 2', 'list 3', 'code']);
    expect(caused.filter(({ type }) => type === 'reply')).toHaveLength(1);
  });

  test('OPT-02 menu: a second STOP is not asked again but obeyed', () => {
    const talk = memberOfAll({ stopPolicy: 'menu' });
    talk.says('STOP');
    const again = talk.says('STOP', minutesLater(1));
    expect(endedBy(again.effects)).toEqual(['list 1', 'list 2', 'list 3', 'code']);
    expect(again.replies).toHaveLength(1);
  });

  test('OPT-02 menu: a keyword in between does not make us forget that they asked to stop', () => {
    const talk = memberOfAll({ stopPolicy: 'menu' });
    const asked = talk.says('STOP');
    talk.says('COLOUR', minutesLater(1));
    expect(endedBy(talk.waitsFor(asked.effects))).toContain('code');
  });

  test('OPT-02 menu: silence ends what there was when they asked, not what they joined since', () => {
    const talk = talkOn({ stopPolicy: 'menu' });
    ['NEWS', 'TIPS'].forEach((word) => talk.says(word, minutesLater(-30)));
    const asked = talk.says('STOP');
    talk.says('JOIN OFFERS', minutesLater(1));
    talk.waitsFor(asked.effects);
    expect(talk.says('STATUS', minutesLater(20)).replies).toEqual([expect.stringMatching(/: OFFERS\./)]);
  });

  test('OPT-02 menu: START takes the wish back', () => {
    const talk = memberOfAll({ stopPolicy: 'menu' });
    const asked = talk.says('STOP');
    talk.says('START', minutesLater(1));
    expect(talk.waitsFor(asked.effects)).toEqual([]);
  });

  test('OPT-02 menu: one relation is no choice', () => {
    const talk = talkOn({ stopPolicy: 'menu' });
    talk.says('NEWS');
    expect(endedBy(talk.says('STOP').effects)).toEqual(['list 1', 'code']);
  });

  test.each<StopPolicy>(['code', 'last', 'menu'])('OPT-02 STOP ALL ends everything under the policy %s', (stopPolicy) => {
    const { effects, replies } = memberOfAll({ stopPolicy }).says('stop all');
    expect(endedBy(effects)).toEqual(['list 1', 'list 2', 'list 3', 'all']);
    expect(replies).toHaveLength(1);
  });

  test('OPT-02 a dedicated code has one owner, whatever its policy says', () => {
    const configuration = aConfiguration({
      shortcodes: [aDedicatedCode({ stopPolicy: 'menu' })],
      lists: [news, offers],
      plays: [{ words: ['NEWS'], campaign: joinOf(1) }, { words: ['OFFERS'], campaign: joinOf(2) }],
    });
    const talk = new Talk({ configuration });
    talk.says('NEWS');
    talk.says('OFFERS');
    expect(endedBy(talk.says('STOP').effects)).toEqual(['list 1', 'list 2', 'code']);
  });

  test('OPT-02 a STOP ALL on one code makes a yes on another void', () => {
    const careful = aList({ id: 4, shortcodeId: 2, name: 'CLUB', doubleOptIn: true });
    const other = aShortcode({ id: 2, number: '70070' });
    const club = aJoin({ id: 14, shortcodeId: 2, settings: { list: 4 } });
    const configuration = aConfiguration({ shortcodes: [aShortcode(), other], lists: [careful], plays: [{ words: ['CLUB'], campaign: club }] });
    const talk = new Talk({ configuration });
    expect(talk.says('CLUB', NOW, { to: other }).because).toBe('asked to join, and was asked to confirm');
    talk.says('STOP ALL', minutesLater(1));
    expect(talk.says('YES', minutesLater(2), { to: other }).because).not.toBe('confirmed the list');
    expect(talk.person.standings.get('list:4')?.status).not.toBe('in');
  });
});

describe('OPT-02, NWS-01 STOP and a name', () => {
  test.each(['STOP NEWS', 'news off', 'Stop News!', 'UNSUB news'])('NWS-01 %j leaves OFFERS alone (st22, st32)', (text) => {
    const talk = memberOfAll();
    const { effects, because } = talk.says(text);
    expect([because, endedBy(effects)]).toEqual(['asked to stop news', ['list 1']]);
    expect(talk.says('STATUS').replies).toEqual([expect.stringMatching(/: OFFERS, TIPS\./)]);
  });

  test('NWS-01 a name still counts after its lease has ended', () => {
    const talk = talkOn();
    talk.says('NEWS', hoursLater(-2));
    const later = new Talk({ configuration: aConfiguration({ lists: [news] }) });
    expect(endedBy(later.says('STOP NEWS').effects)).toEqual(['list 1']);
  });

  test('OPT-02 a name that nobody has is no opt-out (st19)', () => {
    expect(endedBy(memberOfAll().says('Stop by the office tomorrow').effects)).toEqual([]);
  });
});

describe('OPT-03, OPT-05 one confirmation, then silence', () => {
  test('OPT-05 a stranger is answered too, once', () => {
    const talk = talkOn();
    expect(talk.says('STOP').replies).toHaveLength(1);
    expect(talk.says('STOP', hoursLater(23)).replies).toEqual([]);
    expect(talk.says('STOP', hoursLater(49)).replies).toHaveLength(1);
  });

  test('OPT-03 a second STOP that ends something is confirmed', () => {
    const talk = talkOn();
    talk.says('STOP');
    talk.says('NEWS', minutesLater(1));
    expect(talk.says('STOP', minutesLater(2)).replies).toHaveLength(1);
  });

  test('OPT-03 the confirmation is worth sending for five minutes', () => {
    const { effects } = talkOn().says('STOP');
    expect(effects).toContainEqual(expect.objectContaining({ type: 'reply', ttlSeconds: 300 }));
  });

  test('OPT-03 st62 where the carrier confirms, we do not, and the opt-out holds', () => {
    const { effects, replies } = memberOfAll({ carrierConfirmsStop: true }).says('      stopall ');
    expect(replies).toEqual([]);
    expect(endedBy(effects)).toContain('all');
  });

  test('OPT-03 st65 what is queued is cancelled, and what waits for a yes is settled', () => {
    const careful = aConfiguration({ lists: [aList({ doubleOptIn: true })], plays: [{ words: ['NEWS'], campaign: joinOf(1) }] });
    const talk = new Talk({ configuration: careful });
    talk.says('NEWS', minutesLater(-1));
    const { effects } = talk.says('STOP');
    expect(effects).toContainEqual({ type: 'settle', listId: 1 });
    expect(effects).toContainEqual({ type: 'cancel', scope: { type: 'code', shortcodeId: 1 } });
    expect(talk.says('YES', minutesLater(1)).because).not.toBe('confirmed the list');
  });

  test('OPT-05 sp10 HELP is answered after a STOP, START and JOIN bring back, nothing else does', () => {
    const talk = memberOfAll();
    talk.says('STOP');
    expect(talk.says('HELP', minutesLater(1)).replies).toHaveLength(1);
    talk.says('what is this', minutesLater(2));
    expect(talk.person.standings.get('code:1')?.status).toBe('out');
    talk.says('START', minutesLater(3));
    expect(talk.person.standings.get('code:1')?.status).toBe('in');
    expect(talk.says('STATUS', minutesLater(4)).because).toBe('asked for their status');
    expect(talk.person.standings.get('list:1')?.status).toBe('out');
  });

  test('OPT-07 JOIN after a STOP lifts its own relation and no other', () => {
    const talk = memberOfAll();
    talk.says('STOP');
    talk.says('OFFERS', minutesLater(1));
    expect(talk.says('STATUS', minutesLater(2)).replies).toEqual([expect.stringMatching(/: OFFERS\./)]);
    expect(talk.person.standings.get('code:1')?.status).toBe('out');
  });

  test('OPT-07 what was said before a STOP opts nobody in, however late it is handled', () => {
    const talk = talkOn();
    talk.says('STOP');
    for (const early of ['NEWS', 'JOIN NEWS', 'START', 'NEWS']) talk.says(early, minutesLater(-1), { lateMs: 120_000 });
    expect([...talk.person.standings.values()].map(({ status }) => status)).not.toContain('in');
  });
});

describe('SES-03, OPT-01 a STOP against a question', () => {
  test('SES-03 st64 STOP ends an open question and opts out', () => {
    const talk = talkOn();
    talk.says('COLOUR');
    const { effects, because } = talk.says('STOP', minutesLater(1));
    expect(because).toBe('asked to stop');
    expect(effects).toContainEqual({ type: 'forget', brandId: 1 });
    expect(talk.says('red', minutesLater(2)).rule).not.toBe('answer');
  });

  test('OPT-01 a word that is also an answer yields once to the question that takes it, and to no other', () => {
    const talk = talkOn();
    talk.says('COLOUR');
    expect(talk.says('END', minutesLater(1)).because).toBe('answered');
    expect(talk.says('CANCEL', minutesLater(2)).because).toBe('asked to stop');
    expect(talkOn().says('END').because).toBe('asked to stop');
  });

  test('OPT-01 whatever is going on, a definite STOP opts out', () => {
    const before = fc.array(fc.constantFrom('NEWS', 'OFFERS', 'COLOUR', 'red', 'JION', 'leave me alone', 'YES', '1', 'HELP', '', 'NEWS OFF', 'TIPS'), {
      maxLength: 30,
    });
    const stop = fc.constantFrom('STOP', 'stop', 'خاموش', 'UNSUBSCRIBE', 'Arrêt', 'إلغاء', ' "Stop." ');
    fc.assert(
      fc.property(before, stop, (said, word) => {
        const talk = talkOn();
        said.forEach((text, at) => talk.says(text, minutesLater(at / 10)));
        talk.says(word, minutesLater(60));
        expect(talk.person.standings.get('code:1')?.status).toBe('out');
        expect([...talk.person.standings.values()].filter(({ status }) => status === 'in')).toEqual([]);
      }),
    );
  });
});

describe('LNG-01 the language of the word', () => {
  test('LNG-01 خاموش is answered in Persian and STOP in English, with the same effect', () => {
    const [persian, english] = ['خاموش', 'STOP'].map((word) => talkOn({ profile: 'ir', language: 'fa' }).says(word));
    expect(persian?.replies[0]).toMatch(/[\u0600-\u06ff]/);
    expect(english?.replies[0]).toMatch(/^You are unsubscribed/);
    expect(endedBy(persian?.effects ?? [])).toEqual(endedBy(english?.effects ?? []));
  });

  test('LNG-01 the language a person used last answers where no word sets one', () => {
    const talk = talkOn({ profile: 'ir' });
    talk.says('راهنما');
    expect(talk.says('qwertyuiop', minutesLater(1)).replies[0]).toMatch(/[\u0600-\u06ff]/);
  });
});
