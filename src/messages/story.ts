/** One thing that happened to a text, a message or a person; `at` orders it, `type` says what else it carries. */
export type StoryEvent =
  | {
      readonly type: 'part';
      readonly at: Date;
      readonly part: number;
      readonly total: number;
      readonly ref: number;
      readonly wholeId: number | null;
    }
  | {
      readonly type: 'heard';
      readonly at: Date;
      readonly textId: number;
      readonly connector: string | null;
      readonly from: string | null;
      readonly to: string;
      readonly text: string | null;
      readonly saidAt: Date;
      readonly flags: readonly string[];
    }
  | {
      readonly type: 'decided';
      readonly at: Date;
      readonly textId: number;
      readonly rule: string;
      readonly because: string;
      readonly campaign: string | null;
      readonly configVersion: number;
      readonly facts: unknown;
    }
  | {
      readonly type: 'set aside';
      readonly at: Date;
      readonly textId: number;
      readonly error: string;
      readonly tries: number;
    }
  | { readonly type: 'released'; readonly at: Date; readonly textId: number }
  | {
      readonly type: 'consent';
      readonly at: Date;
      readonly textId: number | null;
      readonly event: string;
      readonly scope: string;
      readonly channel: string;
      readonly words: string | null;
      readonly shown: string | null;
    }
  | {
      readonly type: 'queued';
      readonly at: Date;
      readonly messageId: number;
      readonly textId: number | null;
      readonly class: string;
      readonly from: string;
      readonly text: string | null;
      readonly expiresAt: Date;
    }
  | {
      readonly type: 'waiting';
      readonly at: Date;
      readonly messageId: number;
      readonly state: string;
      readonly attempts: number;
      readonly dueAt: Date;
    }
  | {
      readonly type: 'submitted';
      readonly at: Date;
      readonly messageId: number;
      readonly state: string;
      readonly reason: string | null;
      readonly attempts: number;
      readonly resends: number;
      readonly remoteId: string | null;
    }
  | {
      readonly type: 'final';
      readonly at: Date;
      readonly messageId: number;
      readonly state: string;
      readonly reason: string | null;
    }
  | {
      readonly type: 'reported';
      readonly at: Date;
      readonly messageId: number;
      readonly state: string;
      readonly error: string | null;
      readonly effect: string | null;
      readonly reportedAt: Date | null;
    };

/** Where a type stands among events of one instant: cause before effect. */
const ORDER: { readonly [T in StoryEvent['type']]: number } = {
  part: 0,
  heard: 1,
  'set aside': 2,
  released: 3,
  decided: 4,
  consent: 5,
  queued: 6,
  waiting: 7,
  submitted: 8,
  reported: 9,
  final: 10,
};

/** The same events as one story: in time, and cause before effect where they share an instant. */
export function inOrder(events: readonly StoryEvent[]): StoryEvent[] {
  return [...events].sort((a, b) => a.at.getTime() - b.at.getTime() || ORDER[a.type] - ORDER[b.type]);
}
