import type { Turn } from '../campaign-kind';
import type { Effect } from '../effect';
import { written } from '../hidden';
import type { Answers } from './conditions';
import { type Flow, FLOW_LIMITS } from './flow';
import { FLOW_QUESTION, playerState, stateOf, type KeptFlow } from './flow-question';
import type { Aftermath, FlowOutcome, FlowPlayer, FlowResources, FlowScript, TurnTaken } from './flow-script';
import type { Moved, SavedAnswer } from './flow-state';

/** How long somebody who answers too late is told so. */
const TOLD_LATE_MS = 24 * 3_600_000;
const CALL_MS = 5_000;

export interface TurnPlayed<S extends object> {
  readonly script: FlowScript<S>;
  readonly turn: Turn<S>;
  readonly flow: Flow;
  readonly kept: Omit<KeptFlow, 'flow' | 'call'>;
  readonly player: FlowPlayer;
  readonly moved: Moved;
  readonly ticket: string;
}

/** Everything a turn of a conversation changes. */
export function effectsOf<S extends object>(played: TurnPlayed<S>): readonly Effect[] {
  const { script, turn, moved, kept, flow } = played;
  const answered = answersIn(flow, moved);
  const outcome = moved.state ? null : outcomeOf(moved);
  const player = playerAfter(played, outcome);
  const taken: TurnTaken = { notes: kept.notes, player, answered, outcome };
  const after = script.after?.(turn, taken) ?? {};
  return [
    ...repliesOf(played, after),
    ...learnt(turn, moved),
    ...Object.entries(answered).flatMap(([question, saved]) => answerEffects(played, question, saved)),
    ...(outcome === null
      ? []
      : [lastEntry(turn, player, { ...kept, outcome, ending: moved.outcome, more: after.data })]),
    {
      type: 'player',
      campaignId: turn.campaign.id,
      state: playerState(flow, { ...player, own: after.own ?? player.own }),
    },
    ...restingEffects(played),
    ...(after.effects ?? []),
  ];
}

/** The row that closes a play, or says how far it came. */
export function lastEntry(
  { campaign }: Turn,
  { answers }: FlowPlayer,
  {
    play,
    version,
    outcome,
    ending,
    more,
  }: {
    readonly play: string;
    readonly version: string;
    readonly outcome: FlowOutcome;
    readonly ending?: string | undefined;
    readonly more?: Aftermath['data'];
  },
): Effect {
  return {
    type: 'entry',
    campaignId: campaign.id,
    outcome,
    counted: outcome === 'completed' || outcome === 'partial',
    data: { play, version, answers, ...(ending === undefined ? {} : { ending }), ...more },
  };
}

const LEFT: ReadonlySet<Moved['event']['type']> = new Set(['silent', 'late', 'closed']);

/** A way of silence or of too many tries ends a play without completing it, whatever the definition calls that end. */
function outcomeOf({ outcome, event, answers }: Moved): FlowOutcome {
  if (outcome === 'handedOver') return 'handedOver';
  const isLeft = LEFT.has(event.type) || outcome === 'noReply';
  const isGivenUp = event.type === 'gaveUp' || outcome === 'tooManyTries' || outcome === 'tooLong';
  if (!isLeft && !isGivenUp) return 'completed';
  if (Object.keys(answers).length > 0) return 'partial';
  return isLeft ? 'timeout' : 'tooManyTries';
}

function playerAfter<S extends object>(
  { player, kept, flow, moved }: TurnPlayed<S>,
  outcome: FlowOutcome | null,
): FlowPlayer {
  const answers = shown(flow, moved);
  const play = outcome === null ? kept.play : null;
  return { ...player, play, version: kept.version, outcome: outcome ?? player.outcome, answers };
}

/** All that was answered, set or found, but for what is sensitive. */
function shown(flow: Flow, { answers }: Moved): Answers {
  const secret = new Set(
    Object.values(flow.steps).flatMap((step) => ('sensitive' in step && step.sensitive ? [step.save] : [])),
  );
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !secret.has(name)));
}

/** What the person said, not what was set or looked up. */
function answersIn(flow: Flow, { saved }: Moved): Readonly<Record<string, SavedAnswer>> {
  const asked = new Set(
    Object.values(flow.steps).flatMap((step) =>
      step.type === 'ask' || step.type === 'choose' ? [step.save] : [],
    ),
  );
  return Object.fromEntries(Object.entries(saved).filter(([name]) => asked.has(name)));
}

function repliesOf<S extends object>({ script, turn, moved }: TurnPlayed<S>, { says }: Aftermath): Effect[] {
  const all = [...moved.says, ...(says === undefined ? [] : [says])];
  const room = script.saysTogether ? 1 : FLOW_LIMITS.messagesPerTurn;
  const texts = all.length <= room ? all : [...all.slice(0, room - 1), all.slice(room - 1).join('\n')];
  return texts.map((text) => ({ type: 'reply', text, brandId: turn.campaign.brandId }));
}

/** By purpose: each is a promise of its own. */
function learnt({ campaign }: Turn, { saved }: Moved): Effect[] {
  const purposes = new Map<string, Record<string, string>>();
  for (const [name, { value, purpose }] of Object.entries(saved)) {
    if (purpose === undefined) continue;
    purposes.set(purpose, { ...purposes.get(purpose), [name]: written(value) });
  }
  return [...purposes].map(([purpose, values]) => ({
    type: 'learn',
    brandId: campaign.brandId,
    purpose,
    values,
  }));
}

/** One accepted answer: a row that no later silence can take back, and the brand hears of it. A sensitive one is only learnt. */
function answerEffects<S extends object>(
  { script, turn: { campaign, settings }, kept: { play, version } }: TurnPlayed<S>,
  question: string,
  { value, sensitive }: SavedAnswer,
): Effect[] {
  if (sensitive) return [];
  const data = { play, version, question, value };
  const choices = typeof value === 'object' ? value : [value];
  return [
    { type: 'entry', campaignId: campaign.id, outcome: 'answer', counted: false, tickets: 0, data },
    { type: 'event', brandId: campaign.brandId, event: 'answer', data: { campaignId: campaign.id, ...data } },
    ...(script.tallied?.(settings).includes(question)
      ? choices.map((choice): Effect => ({
          type: 'tally',
          campaignId: campaign.id,
          choice: `${question}=${choice}`,
          amount: 1,
        }))
      : []),
  ];
}

/** What stays open, what is asked of the world, and what is handed to a person of ours. */
function restingEffects<S extends object>(played: TurnPlayed<S>): Effect[] {
  const { turn, moved, kept, flow } = played;
  const { brandId, id: campaignId } = turn.campaign;
  if (moved.state) {
    const call = callOf(played);
    const state = stateOf(flow, { ...kept, flow: moved.state, call: call?.key ?? null });
    const until = new Date(moved.state.until);
    const remember = {
      type: 'remember',
      brandId,
      campaignId,
      question: FLOW_QUESTION.open,
      state,
      until,
    } as const;
    return call ? [remember, call] : [remember];
  }
  const ticket: Effect[] =
    moved.wants?.type === 'handOver'
      ? [{ type: 'ticket', code: played.ticket, brandId, campaignId, words: turn.said.raw }]
      : [];
  return [...ticket, closing(turn, moved, kept, flow)];
}

/** Whoever answers a question that silence has closed is told so, once. */
function closing(
  { campaign: { brandId, id: campaignId }, now }: Turn,
  { event, outcome }: Moved,
  { version, play, notes }: TurnPlayed<object>['kept'],
  flow: Flow,
): Effect {
  if (event.type !== 'silent' || outcome !== 'noReply' || !flow.late) return { type: 'forget', brandId };
  return {
    type: 'remember',
    brandId,
    campaignId,
    question: FLOW_QUESTION.closed,
    state: { version, play, notes, step: event.step },
    until: new Date(now.getTime() + TOLD_LATE_MS),
  };
}

function callOf<S extends object>({
  script,
  turn,
  moved,
  kept,
  flow,
}: TurnPlayed<S>): Extract<Effect, { type: 'call' }> | undefined {
  const { campaign } = turn;
  if (moved.wants?.type !== 'call' || !moved.state) return undefined;
  const webhook = webhookNamed(script.resourcesOf?.(turn.settings), moved.wants.webhook);
  if (!webhook) return undefined;
  return {
    type: 'call',
    brandId: campaign.brandId,
    campaignId: campaign.id,
    key: `flow:${campaign.id}:${kept.play}:${moved.state.turns}`,
    url: webhook.url,
    body: { campaignId: campaign.id, play: kept.play, language: turn.language, answers: shown(flow, moved) },
    timeoutMs: webhook.timeoutMs ?? CALL_MS,
  };
}

function webhookNamed(resources: FlowResources | undefined, name: string) {
  const { webhooks = {} } = resources ?? {};
  return Object.hasOwn(webhooks, name) ? webhooks[name] : undefined;
}
