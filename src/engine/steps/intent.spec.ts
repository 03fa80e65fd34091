import { aConfiguration, aJoin, aList, aShortcode, minutesLater } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { memberOfAll, talkOn } from '../../../test/support/two-brands';
import type { Effect } from '../../campaigns/effect';
import type { Shortcode } from '../../catalogue/configuration';
import { builtInProfiles } from '../../rules/catalogue';
import { PROFILE_IDS } from '../../rules/profile';
import { checkProfile } from '../../rules/profile-check';

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
    const becauseOf = (text: string) => memberOn({ profile: 'us' }).says(text).because;
    expect(becauseOf('STPO')).toBe('seems to want to stop (INTENT, near miss: stop)');
    expect(becauseOf('oh, leave me alone!')).toBe('seems to want to stop (INTENT, phrase: leave me alone)');
    expect(becauseOf('Stop. Thank you')).toBe(
      'seems to want to stop (INTENT, reserved word among courtesy: STOP)',
    );
  });
});

describe('OPT-06 free text that somebody shall judge', () => {
  const reviewed = (own: Partial<Shortcode> = {}) => memberOn({ intentPolicy: 'review', ...own });
  const typesOf = (effects: readonly Effect[]) => [...new Set(effects.map(({ type }) => type))].sort();

  test.each(PROFILE_IDS)('OPT-06 under %s nothing is answered, and nothing is sent meanwhile', (profile) => {
    const talk = reviewed({ profile });
    const { because, replies, effects } = talk.says('please leave me alone');
    expect([replies, statusOf(talk)]).toEqual([[], 'out']);
    expect(because).toMatch(/^seems to want to stop \(INTENT, phrase: .+\), and is out until somebody/);
    expect(typesOf(effects)).toEqual(['cancel', 'consent', 'note', 'review']);
  });

  test('OPT-06 so says a profile too, and it is still one that can be used', () => {
    const profiles = builtInProfiles.map((profile) => ({ ...profile, intentPolicy: 'review' }) as const);
    expect(profiles.flatMap(checkProfile)).toEqual([]);
    const talk = new Talk({ configuration: aConfiguration({ profiles }) });
    expect(talk.says('please leave me alone').effects.some(({ type }) => type === 'review')).toBe(true);
  });

  test('OPT-06 the ledger and the queue both say by which phrase', () => {
    const { effects } = reviewed().says('oh please leave me alone');
    const read = { tier: 'INTENT', why: 'phrase', phrase: 'leave me alone' };
    const outs = effects.filter((effect) => effect.type === 'consent');
    expect(outs.map((effect) => effect.read)).toEqual([read, read]);
    expect(effects).toContainEqual({ type: 'review', brandId: 1, read });
  });

  test('OPT-06 a plain STOP is nobody’s to judge: no reading, no review', () => {
    const { effects, replies } = reviewed().says('STOP');
    expect(replies).toHaveLength(1);
    expect(effects.some((effect) => effect.type === 'review' || 'read' in effect)).toBe(false);
  });

  test('OPT-06 who is out already waits for no judgement, not even when they ask twice', () => {
    for (const first of ['STOP', 'STOP ALL', 'leave me alone']) {
      const talk = reviewed();
      talk.says(first, minutesLater(1));
      const again = talk.says('please leave me alone', minutesLater(2));
      expect(again.because).toMatch(/is out already$/);
      expect([again.replies, typesOf(again.effects)]).toEqual([[], ['note']]);
    }
  });

  test('OPT-06 what was joined after the wish was said is none of it', () => {
    const talk = reviewed();
    talk.says('STOP', minutesLater(1));
    talk.says('START', minutesLater(5));
    const late = talk.says('leave me alone', minutesLater(3));
    expect([late.because.endsWith('has spoken since'), statusOf(talk)]).toEqual([true, 'in']);
  });

  test('OPT-06 STOP, START and a keyword are heard while the review waits', () => {
    for (const [text, rule, status] of [
      ['STOP', 'reserved word', 'out'],
      ['START', 'reserved word', 'in'],
      ['NEWS', 'keyword', 'out'],
    ] as const) {
      const talk = reviewed();
      talk.says('leave me alone', minutesLater(1));
      expect([talk.says(text, minutesLater(2)).rule, statusOf(talk)]).toEqual([rule, status]);
    }
  });

  test('OPT-06 on a shared code the review is a brand’s only while nobody else’s relations hang on it', () => {
    const brandOf = (effects: readonly Effect[]) =>
      effects.flatMap((effect) => (effect.type === 'review' ? [effect.brandId] : []));
    const shared = memberOfAll({ intentPolicy: 'review' });
    expect(brandOf(shared.says('leave me alone').effects)).toEqual([null]);
    const alone = talkOn({ intentPolicy: 'review' });
    expect(brandOf(alone.says('leave me alone').effects)).toEqual([null]);
    const dedicated = talkOn({ intentPolicy: 'review', kind: 'dedicated', brandId: 1 });
    expect(brandOf(dedicated.says('leave me alone').effects)).toEqual([1]);
  });
});
