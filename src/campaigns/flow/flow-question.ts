import type { OpenQuestion, Turn } from '../campaign-kind';
import type { PlayerState } from '../claim';
import type { QuestionState } from '../effect';
import { HIDDEN } from '../hidden';
import type { Flow } from './flow';
import { fromJson, type FlowState } from './flow-state';
import type { FlowPlayer, PlayNotes } from './flow-script';
import { NEW_PLAYER } from './flow-script';
import { parted, type KeptAnswers } from './hidden-answers';
import { versionOf } from './flow-version';

/** The names of the engine's questions: a conversation under way, and what is left of one whose time ran out. */
export const FLOW_QUESTION = { open: 'flow', closed: 'flow closed' } as const;

/** A conversation as it is kept between two turns. */
export interface KeptFlow {
  /** Of the settings it began with. */
  readonly version: string;
  readonly play: string;
  readonly notes: PlayNotes;
  readonly flow: FlowState;
  /** What the brand's server was asked, while its answer is waited for. */
  readonly call: string | null;
}

export function stateOf(definition: Flow, { version, play, notes, flow, call }: KeptFlow): QuestionState {
  const { answers, ...hidden } = parted(definition, flow.answers);
  return { version, play, notes, flow: { ...flow, answers }, call, ...hidden };
}

/** The conversation behind an open question; nothing for a state that is not one. */
export function keptIn({ state }: OpenQuestion): KeptFlow | undefined {
  const { version, play, notes, call } = state;
  const flow = isObject(state['flow']) ? fromJson(whole(state['flow'], state[HIDDEN])) : undefined;
  if (!flow || typeof version !== 'string' || typeof play !== 'string' || !isObject(notes)) return undefined;
  return { version, play, notes, flow, call: typeof call === 'string' ? call : null };
}

/** The settings a conversation began with, whatever has been published since. */
export function settingsOf<S extends object>(
  { settings, campaign }: Pick<Turn<S>, 'settings' | 'campaign'>,
  version: string,
): S | undefined {
  if (versionOf(settings) === version) return settings;
  return campaign.versions?.[version] as S | undefined;
}

export function playerOf(turn: Turn): FlowPlayer {
  const state = turn.claims.get({ type: 'player', campaignId: turn.campaign.id });
  const { [HIDDEN]: hidden, ...player } = (state ?? {}) as Partial<FlowPlayer & KeptAnswers>;
  return { ...NEW_PLAYER, ...player, answers: { ...player.answers, ...hidden } };
}

/** A player as the campaign keeps them. */
export const playerState = (definition: Flow, player: FlowPlayer): PlayerState => ({
  ...player,
  ...parted(definition, player.answers),
});

/** A state with all its answers in one place again. */
function whole(flow: QuestionState, hidden: unknown): QuestionState {
  const { answers } = flow;
  return isObject(answers) && isObject(hidden) ? { ...flow, answers: { ...answers, ...hidden } } : flow;
}

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
