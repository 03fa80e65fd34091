import type { OpenQuestion, Turn } from '../campaign-kind';
import type { QuestionState } from '../effect';
import { fromJson, type FlowState } from './flow-state';
import type { FlowPlayer, PlayNotes } from './flow-script';
import { NEW_PLAYER } from './flow-script';
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

export function stateOf({ version, play, notes, flow, call }: KeptFlow): QuestionState {
  return { version, play, notes, flow, call };
}

/** The conversation behind an open question; nothing for a state that is not one. */
export function keptIn({ state }: OpenQuestion): KeptFlow | undefined {
  const { version, play, notes, call } = state;
  const flow = isObject(state['flow']) ? fromJson(state['flow']) : undefined;
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
  return { ...NEW_PLAYER, ...(state as Partial<FlowPlayer> | null) };
}

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
