import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { moves, ofType, outcomes, SINGERS, voter } from '../../../test/support/a-vote';
import { aCampaign, aConfiguration, hoursLater, minutesLater, NOW } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { VoteSettings } from './vote-settings';

describe('one option, whatever it is called', () => {
  test.each([
    ...['رأی الف', 'رأی ۱', 'رأی 1', 'رأی A', 'رأی نیلوفر', 'رأی١', 'رأی۱', 'VOTE1', 'vote a', 'Vote: 1!'],
    ...['VOTE niloofar', 'VOTE ninfea', 'VOTE for Niloofar please', 'رأی من به نیلوفر', 'VOTE nilofar'],
    ...['VOTA ninfea', 'تصويت ١', 'تصويت نيلوفر', 'VOTE ①', 'VOTE number 1'],
  ])('PLL-01 "%s" is a vote for the first', (text) => {
    const said = voter().says(text);
    expect([outcomes(said), moves(said)]).toEqual([['vote'], { niloofar: 1 }]);
    expect(ofType(said, 'player')[0]?.state).toMatchObject({ choices: ['niloofar'] });
    expect(ofType(said, 'event')[0]).toMatchObject({
      event: 'vote',
      data: { campaign: 30, outcome: 'vote', choices: ['niloofar'] },
    });
  });

  test.each(['الف', '۱', '1', 'A', 'نیلوفر', 'NILOOFAR'])(
    'PLL-01 "%s" alone, after the question, is one too',
    (answer) => {
      const talk = voter();
      expect(outcomes(talk.says('رأی'))).toEqual([]);
      const said = talk.says(answer);
      expect([outcomes(said), moves(said)]).toEqual([['vote'], { niloofar: 1 }]);
      expect(ofType(said, 'forget')).toHaveLength(1);
    },
  );

  test.each(['VOTE not Saba', 'رأی نه صبا', 'VOTE Saba or Baran', 'VOTE 4', 'VOTE 0', 'VOTE 12', 'VOTE xyz'])(
    'PLL-01 "%s" is a vote for nobody, and is asked again',
    (text) => {
      const said = voter().says(text);
      expect([outcomes(said), moves(said)]).toEqual([['invalid'], {}]);
      expect(said.replies[0]).toMatch(/1\. Niloofar\n2\. Saba\n3\. Baran|۱\. نیلوفر\n۲\. صبا\n۳\. باران/);
    },
  );
});

describe('a campaign word, then a word of its own', () => {
  const suites = JSON.parse(
    readFileSync(join(__dirname, '../../../test/data/acceptance-cases.json'), 'utf8'),
  ) as {
    suites: {
      id: string;
      cases: {
        id: string;
        given: { text: string; campaign?: string; rule?: string; test?: string; arg?: string };
        expect: unknown;
      }[];
    }[];
  };
  const casesOf = (id: string) => suites.suites.find((suite) => suite.id === id)?.cases ?? [];
  const top: VoteSettings = {
    options: [1, 2, 3, 4, 5].map((at) => ({ value: `bottom${at}`, labels: { en: `BOTTOM${at}` } })),
  };
  const talkOn = (settings: VoteSettings, word: string, state: 'published' | 'closed') =>
    new Talk({
      configuration: aConfiguration({
        plays: [{ words: [word], campaign: aCampaign({ id: 30, kind: 'vote', settings, state }) }],
      }),
    });

  const WORDS = ['tl01', 'tl02', 'tl04', 'tl05', 'tl07', 'tl08', 'tl10', 'tl11', 'tl21', 'tl24'];
  const twoLevel = casesOf('two-level').filter(({ id }) => WORDS.includes(id));
  test.each(twoLevel)('PLL-01 $id "$given.text" is $expect', ({ given, expect: expected }) => {
    const said = talkOn(top, 'TOP', given.campaign === 'deleted' ? 'closed' : 'published').says(given.text);
    const [chosen] = Object.keys(moves(said));
    expect(chosen?.toUpperCase() ?? (said.campaignId === 30 ? 'TOP' : 'no match')).toBe(expected);
  });

  const options = casesOf('answer-tests').filter(({ given: { test } }) => test === 'has_any_word');
  test.each(options)('PLL-01 $id "$given.text" names $given.arg: $expect', ({ given, expect: expected }) => {
    const settings: VoteSettings = {
      options: [
        { value: 'it', labels: { en: 'it' }, aliases: (given.arg ?? '').split(' ') },
        { value: 'other', labels: { en: 'something else' } },
      ],
    };
    const said = talkOn(settings, 'POLL', 'published').says(`POLL ${given.text}`);
    expect(moves(said)).toEqual(expected === false ? {} : { it: 1 });
  });
  test('PLL-01 the suites are there', () => {
    expect([twoLevel.length, options.length > 3]).toEqual([WORDS.length, true]);
  });
});

describe('voting again', () => {
  test('PLL-01 cs02 one a day: a minute before midnight and a minute after, where the campaign is', () => {
    const talk = voter({ again: 'several', votesPerDay: 1 }, { timezone: 'Asia/Tehran' });
    const at = (instant: string) => outcomes(talk.says('VOTE 1', new Date(instant)));
    // Midnight in Tehran is 20:30Z; in London it is another day only hours later.
    const said = [
      '2026-05-02T20:29:00Z',
      '2026-05-02T20:29:59Z',
      '2026-05-02T20:31:00Z',
      '2026-05-03T00:01:00Z',
    ].map(at);
    expect(said).toEqual([['vote'], ['refused'], ['vote'], ['refused']]);
  });

  test('PLL-01 cs05 a choice that is none is told what there is, and costs no vote', () => {
    const talk = voter();
    const wrong = talk.says('VOTE nobody');
    expect([outcomes(wrong), moves(wrong)]).toEqual([['invalid'], {}]);
    expect(wrong.replies[0]).toContain('1. Niloofar\n2. Saba\n3. Baran');
    const right = talk.says('VOTE 2', minutesLater(1));
    expect([outcomes(right), moves(right)]).toEqual([['vote'], { saba: 1 }]);
  });

  test('PLL-01 cs01 one vote each, and the second says whose it is and that it was not charged', () => {
    const talk = voter({}, {}, true);
    expect(talk.says('VOTE 1').replies).toEqual(['Your vote for Niloofar has been counted. Thank you!']);
    const again = talk.says('VOTE 2', minutesLater(1));
    expect([outcomes(again), moves(again), ofType(again, 'event')]).toEqual([['refused'], {}, []]);
    expect(again.replies).toEqual(['One vote each: yours went to Niloofar. You were not charged for it.']);
    expect(outcomes(talk.says('VOTE', minutesLater(2)))).toEqual(['refused']);
  });

  test('PLL-01 where it may be changed the old vote is taken back, and the same vote changes nothing', () => {
    const talk = voter({ again: 'replace' });
    talk.says('رأی ۱');
    const changed = talk.says('رأی ۲', minutesLater(1));
    expect([outcomes(changed), moves(changed)]).toEqual([['changed'], { niloofar: -1, saba: 1 }]);
    expect(ofType(changed, 'entry')[0]?.data).toEqual({ choices: ['saba'], replaced: ['niloofar'] });
    expect(changed.replies).toEqual(['رأی شما از «نیلوفر» به «صبا» تغییر کرد.']);
    const same = talk.says('رأی ب', minutesLater(2));
    expect([outcomes(same), moves(same)]).toEqual([['refused'], {}]);
    expect(same.replies[0]).toContain('صبا');
  });

  test('PLL-01 several a day count, until midnight of the campaign’s zone', () => {
    const talk = voter({ again: 'several', votesPerDay: 2 }, { timezone: 'Asia/Tehran' });
    // 08:00Z is 11:30 in Tehran; midnight there is 20:30Z.
    const said = [0, 1, 2, 12.4, 12.6, 13, 14].map((hours) =>
      outcomes(talk.says('VOTE 1', hoursLater(hours))),
    );
    expect(said).toEqual([['vote'], ['vote'], ['refused'], ['refused'], ['vote'], ['vote'], ['refused']]);
  });

  test('PLL-01 a text of yesterday that comes late uses up yesterday', () => {
    const talk = voter({ again: 'several', votesPerDay: 1 }, { timezone: 'Asia/Tehran' });
    const said = [0, 24, 1, 25].map((hours) => outcomes(talk.says('VOTE 1', hoursLater(hours))));
    expect(said).toEqual([['vote'], ['vote'], ['refused'], ['refused']]);
  });

  test('PLL-01 where a vote may name two, three are too many, and a change moves only what differs', () => {
    const talk = voter({ mostChoices: 2, again: 'replace' });
    const tooMany = talk.says('VOTE 1 2 3');
    expect([outcomes(tooMany), tooMany.replies[0]?.includes('at most 2')]).toEqual([['invalid'], true]);
    expect(moves(talk.says('3, 1'))).toEqual({ niloofar: 1, baran: 1 });
    expect(moves(talk.says('VOTE saba and baran'))).toEqual({ niloofar: -1, saba: 1 });
    expect(outcomes(talk.says('VOTE 3 2'))).toEqual(['refused']);
  });
});

test('PLL-01 whatever a person says in whatever order, the tallies are what their entries say', () => {
  const text = fc.constantFrom(
    ...[
      'VOTE',
      'رأی ۲',
      'VOTE1',
      'VOTE 3 1',
      '2',
      'ب',
      'الف',
      'hmm',
      'HELLO',
      'VOTE saba',
      'VOTE 9',
      'VOTE 1 2 3',
    ],
  );
  const settings = fc.constantFrom<Partial<VoteSettings>>(
    { again: 'refuse' },
    { again: 'replace', mostChoices: 2 },
    { again: 'several', votesPerDay: 3, mostChoices: 3 },
  );
  fc.assert(
    fc.property(settings, fc.array(text, { maxLength: 30 }), (own, texts) => {
      const talk = voter(own);
      const tally = new Map<string, number>();
      const entries = new Map<string, number>();
      const add = (sums: Map<string, number>, choice: string, amount: number) =>
        sums.set(choice, (sums.get(choice) ?? 0) + amount);
      let counted = 0;
      texts.forEach((each, at) => {
        const said = talk.says(each, minutesLater(7 * at));
        for (const { choice, amount } of ofType(said, 'tally')) add(tally, choice, amount);
        for (const entry of ofType(said, 'entry').filter(({ counted: isCounted }) => isCounted)) {
          counted += entry.outcome === 'vote' ? 1 : 0;
          const { choices = [], replaced = [] } = entry.data as { choices?: string[]; replaced?: string[] };
          for (const choice of choices) add(entries, choice, 1);
          for (const choice of replaced) add(entries, choice, -1);
        }
      });
      const plain = (sums: Map<string, number>) =>
        Object.fromEntries([...sums].filter(([, amount]) => amount !== 0).sort());
      expect(plain(tally)).toEqual(plain(entries));
      expect([...tally.values()].every((amount) => amount >= 0)).toBe(true);
      if (own.again !== 'several') expect(counted).toBeLessThanOrEqual(1);
    }),
  );
});

test('PLL-01 the same instant decides the same, and the settings stay as they were', () => {
  const before = JSON.stringify(SINGERS);
  expect(voter().says('VOTE 1', NOW)).toEqual(voter().says('VOTE 1', NOW));
  expect(JSON.stringify(SINGERS)).toBe(before);
});
