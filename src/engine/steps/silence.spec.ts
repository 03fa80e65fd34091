import {
  aCampaign,
  aConfiguration,
  aDedicatedCode,
  aJoin,
  aList,
  aPerson,
  aSnapshot,
  minutesLater,
  NOW,
} from '../../../test/support/builders';
import { repliesOf, Talk } from '../../../test/support/talk';
import type { Turn } from '../../campaigns/campaign-kind';
import { decided, type Decision } from '../../campaigns/effect';
import type { AnyKind } from '../../campaigns/kinds';
import { decide } from '../decide';

const at = { saidAt: NOW, now: NOW };
const secondsLater = (seconds: number): Date => minutesLater(seconds / 60);
const catalogue = aConfiguration({
  lists: [aList()],
  plays: [
    { words: ['HELLO'], campaign: aCampaign() },
    { words: ['NEWS'], campaign: aJoin() },
  ],
});

describe('KW-16 machines and loops', () => {
  test('KW-16 a short code, a name or any other machine is never answered and remembered nothing of', () => {
    const snapshot = aSnapshot({ configuration: catalogue, sender: 'machine' });
    for (const text of ['HELLO', 'STOP', 'HELP', '', 'anything']) {
      expect(decide(snapshot, text, at)).toMatchObject({ rule: 'silence', effects: [] });
    }
  });

  test('KW-16 sp11 a blocked person is not answered, and their STOP counts all the same', () => {
    const snapshot = aSnapshot({ configuration: catalogue, person: aPerson({ blocked: true }) });
    expect(repliesOf(decide(snapshot, 'START', at).effects)).toEqual([]);
    const stopped = decide(snapshot, 'STOP', at);
    expect(repliesOf(stopped.effects)).toEqual([]);
    expect(stopped.effects).toContainEqual(expect.objectContaining({ type: 'consent', event: 'opt_out' }));
  });

  test('KW-16 lg1 the same text more than twenty times in five minutes: silence, and why', () => {
    const talk = new Talk({ configuration: catalogue });
    const said = Array.from({ length: 25 }, (_, n) => talk.says('HELLO', secondsLater(n)));
    expect(said.map(({ replies }) => replies.length)).toEqual([
      ...new Array<number>(20).fill(1),
      ...new Array<number>(5).fill(0),
    ]);
    expect(said[20]?.because).toBe('loop: too many texts in five minutes');
  });

  test('KW-16 lg4 a bot that alternates two texts is stopped too', () => {
    const talk = new Talk({ configuration: catalogue });
    const replies = Array.from(
      { length: 30 },
      (_, n) => talk.says(n % 2 ? 'HELLO' : 'NEWS', secondsLater(n)).replies.length,
    );
    expect(replies.slice(20)).toEqual(new Array<number>(10).fill(0));
  });

  test('KW-16 a STOP in the middle of a loop counts', () => {
    const talk = new Talk({ configuration: catalogue });
    for (let n = 0; n < 22; n++) talk.says('NEWS', secondsLater(n));
    const stopped = talk.says('STOP', secondsLater(30));
    expect([stopped.rule, stopped.replies, talk.person.standings.get('list:1')?.status]).toEqual([
      'silence',
      [],
      'out',
    ]);
  });

  test('KW-16 SES-01 the answers of a long quiz are no loop, however fast they come; the same words unasked are', () => {
    const quiz: AnyKind = {
      name: 'quiz of forty',
      readSettings: (raw) => ({ settings: raw }),
      lint: () => [],
      decide: (turn) => asks(turn, 1),
      answer: (turn, { state }) => {
        const next = Number(state['at']) + 1;
        const { brandId } = turn.campaign;
        if (next <= 40) return asks(turn, next);
        return decided(
          'answer',
          'done',
          { type: 'forget', brandId },
          { type: 'reply', text: 'Done', brandId },
        );
      },
    };
    const asks = ({ campaign: { id, brandId }, now }: Turn, at: number): Decision => {
      const until = new Date(now.getTime() + 600_000);
      const question = {
        type: 'remember',
        brandId,
        campaignId: id,
        question: 'q',
        state: { at },
        until,
      } as const;
      return decided('answer', 'asked', question, { type: 'reply', text: `Question ${at}`, brandId });
    };
    const campaign = aCampaign({ kind: quiz.name, settings: {} });
    const configuration = aConfiguration({ plays: [{ words: ['QUIZ'], campaign }] });
    const talk = new Talk({ configuration, kinds: [quiz] });
    talk.says('QUIZ', NOW);
    const answers = Array.from({ length: 40 }, (_, n) => talk.says('B', secondsLater(n + 1)).replies);
    expect([answers.flat().length, answers.at(-1)]).toEqual([40, ['Done']]);
    const again = Array.from({ length: 25 }, (_, n) => talk.says('HELLO', secondsLater(60 + n)).because);
    expect(again.at(-1)).toBe('loop: too many texts in five minutes');
  });

  test('KW-16 after five minutes they are heard again', () => {
    const talk = new Talk({ configuration: catalogue });
    for (let n = 0; n < 25; n++) talk.says('HELLO', secondsLater(n));
    expect(talk.says('HELLO', minutesLater(5)).replies).toHaveLength(1);
  });

  test('KW-16 lg2 five answers to what we did not understand, then silence until a valid command', () => {
    const all = aCampaign({ id: 9, settings: { reply: { en: 'What?' } } });
    const configuration = aConfiguration({
      shortcodes: [aDedicatedCode()],
      plays: [{ words: ['HELLO'], campaign: aCampaign() }, { campaign: all }],
    });
    const talk = new Talk({ configuration });
    const replies = Array.from(
      { length: 8 },
      (_, n) => talk.says('blah blah', minutesLater(n * 10)).replies.length,
    );
    expect(replies).toEqual([1, 1, 1, 1, 1, 0, 0, 0]);
    expect(talk.says('HELLO', minutesLater(90)).replies).toHaveLength(1);
    expect(talk.says('blah blah', minutesLater(100)).replies).toHaveLength(1);
  });

  test('KW-16 lg5 the same sender hears "unknown" once in twelve hours', () => {
    const talk = new Talk({ configuration: catalogue });
    const replies = [0, 60, 719, 720].map(
      (minutes) => talk.says('blah blah', minutesLater(minutes)).replies.length,
    );
    expect(replies).toEqual([1, 0, 0, 1]);
  });

  test('KW-16 two engines that answer each other stop', () => {
    const ours = new Talk({ configuration: catalogue });
    const theirs = new Talk({ configuration: catalogue });
    let words: string | undefined = 'HELLO';
    let turns = 0;
    for (; words !== undefined && turns < 1_000; turns++)
      words = (turns % 2 ? theirs : ours).says(words, secondsLater(turns)).replies[0];
    expect(turns).toBeLessThan(50);
  });
});
