import { aConfiguration, aJoin, aList, aShortcode, minutesLater } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Shortcode } from '../../catalogue/configuration';

function memberOn(own: Partial<Shortcode>): Talk {
  const configuration = aConfiguration({
    shortcodes: [aShortcode(own)],
    lists: [aList()],
    plays: [{ words: ['NEWS', 'STEP'], campaign: aJoin() }],
  });
  const talk = new Talk({ configuration });
  talk.says('NEWS', minutesLater(-60));
  return talk;
}

const statusOf = (talk: Talk) => talk.person.standings.get('code:1')?.status;

describe('OPT-06 free text that means stop', () => {
  test.each([
    'please leave me alone',
    'no mas',
    'stopp plz',
    'Please stopppp',
    'STPO',
    'Stop it!',
    'Stop. Thank you',
  ])('OPT-06 %j opts out at once under the American rules (st04, st08, st34, st35)', (text) => {
    const talk = memberOn({ profile: 'us' });
    const { rule, replies } = talk.says(text);
    expect([rule, replies.length, statusOf(talk)]).toEqual(['intent to stop', 1, 'out']);
  });

  test.each(['uk', 'it', 'ir', 'sa', 'ae', 'eu'] as const)(
    'OPT-06 under %s we ask, and YES or STOP ends it',
    (profile) => {
      for (const answer of ['YES', 'STOP']) {
        const talk = memberOn({ profile });
        const asked = talk.says('please leave me alone');
        expect([asked.rule, statusOf(talk)]).toEqual(['intent to stop', undefined]);
        expect(asked.replies).toHaveLength(1);
        talk.says(answer, minutesLater(1));
        expect(statusOf(talk)).toBe('out');
      }
    },
  );

  test('OPT-06 NO leaves everything as it was', () => {
    const talk = memberOn({ profile: 'uk' });
    talk.says('please leave me alone');
    expect(talk.says('NO', minutesLater(1)).because).toBe('did not want to stop');
    expect(statusOf(talk)).toBeUndefined();
  });

  test('OPT-06 the question closes after ten minutes: a late YES is no consent to anything', () => {
    const talk = memberOn({ profile: 'uk' });
    talk.says('please leave me alone');
    talk.says('YES', minutesLater(11));
    expect(statusOf(talk)).toBeUndefined();
  });

  test('OPT-06 the code may be stricter or milder than its country', () => {
    const strict = memberOn({ profile: 'uk', intentPolicy: 'optOut' });
    strict.says('leave me alone');
    const mild = memberOn({ profile: 'us', intentPolicy: 'confirm' });
    mild.says('leave me alone');
    expect([statusOf(strict), statusOf(mild)]).toEqual(['out', undefined]);
  });

  test.each([
    'Stop joking around',
    'Stop by the office tomorrow',
    'stopwatch',
    'endorse',
    'Please cancel my order',
  ])('OPT-06 %j is none (st19, st20, pt2)', (text) => {
    expect(memberOn({ profile: 'us' }).says(text).rule).not.toBe('intent to stop');
  });

  test('OPT-06 a live keyword that looks like STOP is a keyword', () => {
    expect(memberOn({ profile: 'us' }).says('STEP').rule).toBe('keyword');
  });

  test('OPT-06 every decision says which rule read it so', () => {
    expect(memberOn({ profile: 'us' }).says('STPO').because).toBe('seems to want to stop (near miss)');
    expect(memberOn({ profile: 'us' }).says('leave me alone').because).toBe('seems to want to stop (phrase)');
  });
});
