import {
  aConfiguration,
  aDedicatedCode,
  aJoin,
  aList,
  aShortcode,
  hoursLater,
  minutesLater,
  NOW,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { endedBy, joinOf, memberOfAll, news, offers, talkOn } from '../../../test/support/two-brands';
import type { StopPolicy } from '../../catalogue/configuration';

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

  test.each<StopPolicy>(['code', 'last', 'menu'])(
    'OPT-02 STOP ALL ends everything under the policy %s',
    (stopPolicy) => {
      const { effects, replies } = memberOfAll({ stopPolicy }).says('stop all');
      expect(endedBy(effects)).toEqual(['list 1', 'list 2', 'list 3', 'all']);
      expect(replies).toHaveLength(1);
    },
  );

  test('OPT-02 a dedicated code has one owner, whatever its policy says', () => {
    const configuration = aConfiguration({
      shortcodes: [aDedicatedCode({ stopPolicy: 'menu' })],
      lists: [news, offers],
      plays: [
        { words: ['NEWS'], campaign: joinOf(1) },
        { words: ['OFFERS'], campaign: joinOf(2) },
      ],
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
    const configuration = aConfiguration({
      shortcodes: [aShortcode(), other],
      lists: [careful],
      plays: [{ words: ['CLUB'], campaign: club }],
    });
    const talk = new Talk({ configuration });
    expect(talk.says('CLUB', NOW, { to: other }).because).toBe('asked to join, and was asked to confirm');
    talk.says('STOP ALL', minutesLater(1));
    expect(talk.says('YES', minutesLater(2), { to: other }).because).not.toBe('confirmed the list');
    expect(talk.person.standings.get('list:4')?.status).not.toBe('in');
  });
});

describe('OPT-02, NWS-01 STOP and a name', () => {
  test.each(['STOP NEWS', 'news off', 'Stop News!', 'UNSUB news'])(
    'NWS-01 %j leaves OFFERS alone (st22, st32)',
    (text) => {
      const talk = memberOfAll();
      const { effects, because } = talk.says(text);
      expect([because, endedBy(effects)]).toEqual(['asked to stop news', ['list 1']]);
      expect(talk.says('STATUS').replies).toEqual([expect.stringMatching(/: OFFERS, TIPS\./)]);
    },
  );

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
