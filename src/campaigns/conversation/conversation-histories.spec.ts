import fc from 'fast-check';
import { aCampaign, aConfiguration, minutesLater } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Effect } from '../effect';
import type { Flow, Step } from '../flow/flow';

const end: Step = { type: 'end', outcome: 'done', texts: { en: 'Thank you.' } };
const steps: Flow['steps'] = {
  colour: {
    type: 'choose',
    texts: { en: 'Which colour?\n{options}' },
    options: [
      { value: 'red', labels: { en: 'Red' } },
      { value: 'green', labels: { en: 'Green' }, next: 'find' },
    ],
    save: 'colour',
    next: 'many',
  },
  many: {
    type: 'ask',
    texts: { en: 'How many?' },
    accept: { type: 'number', min: 1, max: 9 },
    save: 'many',
    next: 'later',
    noReply: { next: 'name' },
    tooManyTries: { next: 'colour' },
  },
  find: { type: 'lookup', table: 'paints', key: '{colour}', save: 'paint', next: 'call', notFound: 'name' },
  call: { type: 'call', webhook: 'crm', save: 'tier', next: 'end', onTimeout: 'name' },
  later: { type: 'wait', minutes: 20, next: 'name' },
  name: { type: 'ask', texts: { en: 'Your name?' }, accept: { type: 'name' }, save: 'name', next: 'end' },
  end,
};
const flow = (whenInterrupted: 'interrupt' | 'park' | 'refuse'): Flow => ({
  flow: 1,
  languages: ['en'],
  first: 'colour',
  steps,
  ttlMinutes: 30,
  maxTries: 2,
  tooManyTries: { texts: { en: 'Enough.' } },
  noReply: { texts: { en: 'Gone.' } },
  whenInterrupted,
});

type Entry = Extract<Effect, { type: 'entry' }>;
type Alarm = Extract<Effect, { type: 'timer' }>;

/** A person, their handset and the hours: alarms go off when their time has come, as they do in the engine. */
class History {
  readonly entries: Entry[] = [];
  readonly repliesOfAlarms: { readonly atMinute: number; readonly text: string }[] = [];
  player: { play: string | null; answers: Readonly<Record<string, unknown>> } | undefined;
  minute = 0;
  private alarms: Alarm[] = [];
  private readonly talk: Talk;

  constructor(whenInterrupted: 'interrupt' | 'park' | 'refuse') {
    const settings = {
      flow: flow(whenInterrupted),
      tables: { paints: 7 },
      webhooks: { crm: { url: 'https://crm.example' } },
    };
    this.talk = new Talk({
      configuration: aConfiguration({
        plays: [
          { words: ['PAINT'], campaign: aCampaign({ kind: 'conversation', settings }) },
          { words: ['HELLO'], campaign: aCampaign({ id: 9, name: 'Hello' }) },
        ],
      }),
    });
  }

  get open() {
    return [...this.talk.person.conversations.values()];
  }

  says(text: string): readonly Effect[] {
    const { effects } = this.talk.says(text, minutesLater(this.minute));
    this.note(effects);
    return effects;
  }

  waits(minutes: number): void {
    this.minute += minutes;
    const now = minutesLater(this.minute);
    for (let rounds = 0; rounds < 50; rounds++) {
      const [next] = this.alarms
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
      if (!next) return;
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      const caused = this.talk.waitsFor([next]);
      this.note(caused);
      for (const effect of caused)
        if (effect.type === 'reply') this.repliesOfAlarms.push({ atMinute: this.minute, text: effect.text });
    }
    throw new Error('the alarms have no end');
  }

  private note(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === 'entry') this.entries.push(effect);
      if (effect.type === 'timer') this.alarms.push(effect);
      if (effect.type === 'player') this.player = effect.state as unknown as NonNullable<History['player']>;
    }
  }
}

const words = fc.constantFrom(
  'PAINT',
  'HELLO',
  'red',
  'green',
  '1',
  '٢',
  '7',
  '99',
  'Sara',
  'سارا',
  '???',
  'STOP',
);
const happenings = fc.array(fc.record({ afterMinutes: fc.constantFrom(0, 1, 5, 21, 31, 100), said: words }), {
  maxLength: 25,
});
const manner = fc.constantFrom('interrupt' as const, 'park' as const, 'refuse' as const);

test('SES-01 whatever is said and whenever, a conversation comes to an end', () => {
  fc.assert(
    fc.property(happenings, manner, (history, whenInterrupted) => {
      const person = new History(whenInterrupted);
      for (const { afterMinutes, said } of history) {
        person.waits(afterMinutes);
        person.says(said);
      }
      for (let days = 0; days < 9; days++) person.waits(24 * 60 + 1);
      expect(person.open).toEqual([]);
    }),
  );
});

test('SES-03 after a STOP nothing is said until the person speaks to us again', () => {
  fc.assert(
    fc.property(happenings, manner, (history, whenInterrupted) => {
      const person = new History(whenInterrupted);
      for (const { afterMinutes, said } of history) {
        person.waits(afterMinutes);
        person.says(said);
      }
      person.says('STOP');
      expect(person.open).toEqual([]);
      const before = person.repliesOfAlarms.length;
      person.waits(3 * 24 * 60);
      expect(person.repliesOfAlarms.length).toBe(before);
    }),
  );
});

test('PLL-03 an answer that fits an open question is accepted, and none that was accepted is lost', () => {
  fc.assert(
    fc.property(happenings, manner, (history, whenInterrupted) => {
      const person = new History(whenInterrupted);
      for (const { afterMinutes, said } of history) {
        person.waits(afterMinutes);
        const state = person.open[0]?.state['flow'] as { readonly step: string } | undefined;
        const effects = person.says(said);
        if (state?.step !== 'colour' || !['red', 'green', '1'].includes(said)) continue;
        expect(effects.find(({ type }) => type === 'entry')).toMatchObject({ outcome: 'answer' });
      }
      person.waits(3 * 24 * 60);
      for (const { data } of person.entries.filter(({ outcome }) => outcome === 'answer')) {
        const { play, question } = data as { readonly play: string; readonly question: string };
        const ends = person.entries.filter(
          (entry) => entry.outcome !== 'answer' && entry.data?.['play'] === play,
        );
        expect(ends.length).toBeLessThanOrEqual(1);
        const kept = (ends[0]?.data?.['answers'] ?? person.player?.answers) as Readonly<
          Record<string, unknown>
        >;
        if (!ends[0]) expect(person.player?.play).toBe(play);
        const last = person.entries.findLast(
          (entry) =>
            entry.outcome === 'answer' &&
            entry.data?.['play'] === play &&
            entry.data['question'] === question,
        );
        expect(kept[question]).toEqual(last?.data?.['value']);
      }
    }),
  );
});
