import type { Effect, Reading } from '../../campaigns/effect';
import type { AnyKind } from '../../campaigns/kinds';
import type { Campaign } from '../../catalogue/configuration';
import { STOP_MENU } from '../../subscribers/stop-questions';
import { MOVE, type Move } from '../../subscriptions/moving/move';
import { parse } from '../../text/said';
import type { Language } from '../../text/language';
import { outcome, Scene, type Instants, type Outcome } from '../scene';
import type { Conversation, Snapshot } from '../snapshot';
import { asRead } from './intent';
import { proposeLater } from './propose';
import { played, SILENCE } from './played';
import { stopScope } from './stop';

/** What a campaign had asked of the world came back, or did not in time. */
export const RETURNED = 'returned';

export interface Timer {
  readonly type: string;
  readonly language: Language;
  readonly data: TimerData;
  /** Whether anything can be said to the person just now; it can unless it is known otherwise. */
  readonly isReachable?: boolean;
}

/** What the engine itself puts beside a timer. */
export interface TimerData {
  readonly language?: Language;
  /** When the person said what the timer is about, if it is about a text. */
  readonly saidAt?: string;
  readonly campaignId?: number;
  readonly key?: string;
  readonly answer?: unknown;
  /** What the person is to be asked to leave. */
  readonly move?: Move;
}

/** What happens when time runs out, or when the world answers. */
export function decideTimer(snapshot: Snapshot, timer: Timer, at: Instants): Outcome {
  const scene = new Scene(snapshot, parse(''), at);
  return TIMERS[timer.type]?.(scene, timer) ?? NOTHING;
}

const NOTHING = outcome('nothing is due any more');

const TIMERS: Readonly<Record<string, (scene: Scene, timer: Timer) => Outcome | null>> = {
  /** Silence after "which service?" means all of them (47 CFR 64.1200(a)(12)). */
  [STOP_MENU]: (scene, { language }) => {
    const { person, shortcode } = scene.snapshot;
    const menu = person.conversations.find(
      ({ question, until }) => question === STOP_MENU && until <= scene.now,
    );
    if (!menu) return null;
    const code = { type: 'code', shortcodeId: shortcode.id } as const;
    const stopped = stopScope(scene, code, language, 'did not say which service');
    const read = menu.state['read'] as Reading | undefined;
    return read ? asRead(stopped, read) : stopped;
  },

  [SILENCE]: (scene, { data, language }) => {
    const asked = campaignOf(scene, data);
    const question = asked && questionOf(scene, asked.campaign);
    // Asked again since, or answered: this silence is over.
    if (!asked?.kind.silence || !question || question.until > scene.now) return null;
    const turn = scene.turn(asked.campaign, language, 0, '');
    const waiting = scene.wantedBy(asked.kind, turn, question);
    if (waiting) return waiting;
    const decision = asked.kind.silence(turn, question);
    const isRunning = asked.campaign.state === 'published';
    const effects = isRunning ? decision.effects : decision.effects.filter(isQuiet);
    return played(asked.kind, asked.campaign, { ...decision, effects });
  },

  [RETURNED]: (scene, { data, language }) => {
    const asked = campaignOf(scene, data);
    if (!asked?.kind.returned || data.key === undefined) return null;
    const question = questionOf(scene, asked.campaign) ?? null;
    const turn = scene.turn(asked.campaign, language, 0, '');
    const returned = { key: data.key, answer: data.answer ?? null };
    return (
      scene.wantedBy(asked.kind, turn, question) ??
      played(asked.kind, asked.campaign, asked.kind.returned(turn, returned, question))
    );
  },

  [MOVE]: (scene, { data, language, isReachable = true }) => {
    const { move } = data;
    const asked = campaignOf(scene, data);
    if (!move || !asked?.kind.proposed) return null;
    const { campaign, kind } = asked;
    const later = proposeLater(scene, campaign, data, isReachable);
    if (later) return later;
    const turn = scene.turn(campaign, scene.snapshot.person.language ?? language, 0, '');
    const old = { type: 'subscription', serviceId: move.serviceId } as const;
    const wants = [...(kind.claims?.(turn, null) ?? []), old].filter(
      (claim) => !scene.snapshot.claims.has(claim),
    );
    if (wants.length > 0) return { because: 'is not decided yet', effects: [], wants };
    return played(kind, campaign, asked.kind.proposed(turn, move));
  },
};

/** A campaign that was paused or closed meanwhile starts nothing more with anybody; what it has heard is entered all the same. */
const isQuiet = ({ type }: Effect): boolean => !['reply', 'remember', 'call', 'timer'].includes(type);

function campaignOf(
  { snapshot }: Scene,
  { campaignId }: TimerData,
): { campaign: Campaign; kind: AnyKind } | null {
  const campaign = campaignId === undefined ? undefined : snapshot.configuration.campaigns.get(campaignId);
  const kind = campaign && snapshot.kinds.get(campaign.kind);
  return campaign && kind ? { campaign, kind } : null;
}

const questionOf = ({ snapshot }: Scene, { id }: Campaign): Conversation | undefined =>
  snapshot.person.conversations.find(({ campaignId }) => campaignId === id);
