import fc from 'fast-check';
import { aConfiguration, aList, hoursLater, minutesLater } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { endedBy, joinOf, memberOfAll, talkOn } from '../../../test/support/two-brands';

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
    const careful = aConfiguration({
      lists: [aList({ doubleOptIn: true })],
      plays: [{ words: ['NEWS'], campaign: joinOf(1) }],
    });
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
    for (const early of ['NEWS', 'JOIN NEWS', 'START', 'NEWS'])
      talk.says(early, minutesLater(-1), { lateMs: 120_000 });
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
    const before = fc.array(
      fc.constantFrom(
        'NEWS',
        'OFFERS',
        'COLOUR',
        'red',
        'JION',
        'leave me alone',
        'YES',
        '1',
        'HELP',
        '',
        'NEWS OFF',
        'TIPS',
      ),
      {
        maxLength: 30,
      },
    );
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
    const [persian, english] = ['خاموش', 'STOP'].map((word) =>
      talkOn({ profile: 'ir', language: 'fa' }).says(word),
    );
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
