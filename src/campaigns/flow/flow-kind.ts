import { hash } from 'node:crypto';
import type { Campaign } from '../../catalogue/configuration';
import type { CampaignKind, Manner, OpenQuestion, Returned, Turn } from '../campaign-kind';
import type { Claim } from '../claim';
import { decided, type Decision, type Effect } from '../effect';
import type { ExpectsAnswers } from '../expected-answers';
import { expectedAnswersOf } from './check-options';
import type { Flow } from './flow';
import { stepNamed } from './flow';
import { closed, closingText, isOver } from './flow-closing';
import { effectsOf, lastEntry } from './flow-effects';
import { findingsOf } from './flow-faults';
import { FLOW_QUESTION, keptIn, playerOf, settingsOf, type KeptFlow } from './flow-question';
import type { FlowOutcome, FlowPlayer, FlowScript, PlayNotes } from './flow-script';
import type { FlowTurn, Moved } from './flow-state';
import { contextOf, handsOver, lookedUp, looksUp, lookUp, trackingCode, type Talked } from './flow-talk';
import { versionOf } from './flow-version';
import { answer, begin, lateText, noReply, resume } from './interpreter';

const PLAY_CHARS = 12;

/** A conversation found again: with the settings it began with, whatever was published since. */
interface Running<S extends object> {
  readonly turn: Turn<S>;
  readonly flow: Flow;
  readonly kept: KeptFlow;
}

/** A campaign kind out of a script: the interpreter's turns as decisions. */
export function flowKind<S extends object>(script: FlowScript<S>): CampaignKind<S> & ExpectsAnswers {
  const flows = new WeakMap<S, Flow>();
  const flowFor = (settings: S, notes: PlayNotes): Flow => {
    if (Object.keys(notes).length > 0) return script.flowOf(settings, notes);
    const flow = flows.get(settings) ?? script.flowOf(settings, notes);
    flows.set(settings, flow);
    return flow;
  };
  const talk = new FlowTalk(script, flowFor);
  return {
    name: script.name,
    readSettings: (raw, languages) => script.readSettings(raw, languages),
    lint: (settings, context) => [
      ...new Set([
        ...script.flowsOf(settings).flatMap((flow) => findingsOf('error', flow, script, settings, context)),
        ...(script.lint?.(settings, context) ?? []),
      ]),
    ],
    advise: (settings, context) => [
      ...new Set(
        script.flowsOf(settings).flatMap((flow) => findingsOf('warning', flow, script, settings, context)),
      ),
    ],
    claims: (turn, question) => talk.claims(turn, question),
    decide: (turn) => talk.begin(turn),
    answer: (turn, question) => talk.said(turn, question, true),
    otherwise: (turn, question) => talk.said(turn, question, false) ?? talk.late(turn, question),
    silence: (turn, question) => talk.silence(turn, question),
    returned: (turn, returned, question) => talk.returned(turn, returned, question),
    ignoresKeywords: true,
    whenInterrupted: (campaign, question) => mannerOf(script, campaign, question),
    tablesOf: (settings) => Object.values(script.resourcesOf?.(settings).tables ?? {}),
    versionOf: (settings) => versionOf(settings),
    expectedAnswers: (settings) => script.flowsOf(settings as S).flatMap(expectedAnswersOf),
    ...(script.hoursOf ? { hoursOf: script.hoursOf } : {}),
    ...(script.windowText ? { windowText: script.windowText } : {}),
  };
}

/** A wait is no question, so that no keyword ends it; what is left of a closed one never stands in a keyword's way. */
function mannerOf<S extends object>(
  script: FlowScript<S>,
  campaign: Campaign,
  question: OpenQuestion,
): Manner {
  const kept = keptIn(question);
  const settings = kept && settingsOf<S>({ campaign, settings: campaign.settings as S }, kept.version);
  if (question.question === FLOW_QUESTION.closed || !kept || !settings) return 'interrupt';
  const flow = script.flowOf(settings, kept.notes);
  const step = stepNamed(flow, kept.flow.step);
  if (step && step.type !== 'ask' && step.type !== 'choose') return 'park';
  return flow.whenInterrupted ?? 'interrupt';
}

/** The interpreter at the engine's table: every method is one of a kind's, and none of them throws for anything a person can do. */
class FlowTalk<S extends object> {
  constructor(
    private readonly script: FlowScript<S>,
    private readonly flowFor: (settings: S, notes: PlayNotes) => Flow,
  ) {}

  /** The player, what the kind itself wants to know, and the rows this text would look up. */
  claims(turn: Turn<S>, question: OpenQuestion | null): readonly Claim[] {
    const first = [
      { type: 'player', campaignId: turn.campaign.id } as const,
      ...(question ? [] : (this.script.claims?.(turn) ?? [])),
    ];
    if (first.some((claim) => !turn.claims.has(claim))) return first;
    const talked = question ? this.heard(turn, question) : this.beginning(turn);
    return talked?.type === 'reading' ? [...first, talked.claim] : first;
  }

  begin(turn: Turn<S>): Decision {
    const player = playerOf(turn);
    const opening = this.script.open?.(turn, player) ?? { type: 'open', notes: {} };
    const { brandId } = turn.campaign;
    if (opening.type === 'shut')
      return decided('keyword', opening.because, { type: 'reply', text: opening.text, brandId });
    const flow = this.flowFor(turn.settings, opening.notes);
    const ticket = handsOver(flow) ? trackingCode(turn) : '';
    const context = contextOf(turn, flow, ticket);
    const talked = this.talk(turn, flow, begin(flow, context), ticket);
    if (talked.type === 'unmoved') throw new Error('a conversation always begins');
    const play = hash('sha256', `play ${turn.luck()}`).slice(0, PLAY_CHARS);
    const kept = { version: versionOf(turn.settings), play, notes: opening.notes };
    const before = {
      ...player,
      plays: player.plays + 1,
      answers: {},
      own: opening.own ?? player.own,
    };
    const effects = effectsOf({
      ...this.stage(turn, flow, ticket),
      kept,
      player: before,
      moved: talked.moved,
    });
    return decided('keyword', 'began a conversation', ...abandoned(turn, player), ...effects);
  }

  /** @param isAnswer whether only an answer that the question accepts counts; else it is asked again, or given up. */
  said(turn: Turn<S>, question: OpenQuestion, isAnswer: boolean): Decision | null {
    const running = this.running(turn, question);
    if (!running || question.question === FLOW_QUESTION.closed) return null;
    const { flow, kept } = running;
    const ticket = handsOver(flow) ? trackingCode(turn) : '';
    const context = contextOf(running.turn, flow, ticket);
    const heard = answer(flow, kept.flow, turn.said, context);
    if (heard.type !== 'moved') return null;
    if (isOver(this.script, running.turn)) return isAnswer ? null : this.tooLate(running, ticket);
    if ((heard.event.type === 'answered') !== isAnswer) return null;
    return this.moved(running, heard, ticket, isAnswer ? 'answered' : 'was asked again');
  }

  /** An answer to a question that silence has closed. What could not have been its answer is somebody else's. */
  late(turn: Turn<S>, question: OpenQuestion): Decision | null {
    const { version, notes, step } = question.state;
    const settings = settingsOf(turn, String(version));
    if (question.question !== FLOW_QUESTION.closed || !settings || typeof step !== 'string') return null;
    const flow = this.flowFor(settings, (notes ?? {}) as PlayNotes);
    const context = contextOf(turn, flow, '');
    const state = {
      ...{ version: versionOf(flow), step, tries: 0, answers: {}, messages: 0, turns: 0 },
      askedAt: question.askedAt.toISOString(),
      until: new Date(turn.now.getTime() + 1).toISOString(),
    };
    const heard = answer(flow, state, turn.said, context);
    const text = lateText(flow, context);
    if (heard.type !== 'moved' || heard.event.type !== 'answered' || text === undefined) return null;
    const { brandId } = turn.campaign;
    return decided(
      'conversation',
      'answered too late',
      { type: 'forget', brandId },
      { type: 'reply', text, brandId },
    );
  }

  silence(turn: Turn<S>, question: OpenQuestion): Decision {
    const running = this.running(turn, question);
    const { brandId } = turn.campaign;
    if (!running || question.question === FLOW_QUESTION.closed)
      return decided('timer', 'nobody answers any more', { type: 'forget', brandId });
    const ticket = handsOver(running.flow) ? trackingCode(turn) : '';
    const hasClosed = isOver(this.script, running.turn);
    const went = hasClosed ? closed(running.kept.flow, []) : this.afterSilence(running, ticket);
    return (
      this.moved(running, went, ticket, 'time ran out') ??
      decided('timer', 'nothing was waited for', { type: 'forget', brandId })
    );
  }

  returned(turn: Turn<S>, { key, answer: came }: Returned, question: OpenQuestion | null): Decision {
    const running = question ? this.running(turn, question) : undefined;
    if (!running || running.kept.call !== key) return decided('timer', 'nobody waits for it any more');
    const { flow, kept } = running;
    const ticket = handsOver(flow) ? trackingCode(turn) : '';
    const value = valueOf(came);
    const result =
      value === undefined ? ({ type: 'timedOut' } as const) : ({ type: 'answered', value } as const);
    const went = resume(flow, kept.flow, result, contextOf(running.turn, flow, ticket));
    return (
      this.moved(running, went, ticket, 'what was asked for came back') ??
      decided('timer', 'nobody waits for it any more')
    );
  }

  /** Any other keyword was heard first: it is no answer any more. */
  private tooLate(running: Running<S>, ticket: string): Decision | null {
    const went = closed(running.kept.flow, [closingText(this.script, running.turn)]);
    return this.moved(running, went, ticket, 'went on when the campaign had ended');
  }

  private moved(running: Running<S>, went: FlowTurn, ticket: string, because: string): Decision | null {
    const { turn, flow, kept } = running;
    const talked = this.talk(turn, flow, went, ticket);
    if (talked.type === 'unmoved') return null;
    const stage = this.stage(turn, flow, ticket);
    return decided(
      'conversation',
      because,
      ...effectsOf({ ...stage, kept, player: playerOf(turn), moved: talked.moved }),
    );
  }

  private stage(turn: Turn<S>, flow: Flow, ticket: string) {
    return { script: this.script, turn, flow, ticket };
  }

  private talk(turn: Turn<S>, flow: Flow, went: FlowTurn, ticket: string): Talked {
    const resources = this.script.resourcesOf?.(turn.settings) ?? {};
    return lookedUp(turn, flow, went, contextOf(turn, flow, ticket), resources);
  }

  /** Time has gone by: a row that could not be read when it was wanted is looked up now, all else goes its way of silence. */
  private afterSilence({ turn, flow, kept }: Running<S>, ticket: string): FlowTurn {
    const context = contextOf(turn, flow, ticket);
    const row = lookUp(turn, flow, kept.flow, context, this.script.resourcesOf?.(turn.settings) ?? {});
    if (row && 'result' in row) return resume(flow, kept.flow, row.result, context);
    return noReply(flow, kept.flow, context);
  }

  private beginning(turn: Turn<S>): Talked | undefined {
    const opening = this.script.open?.(turn, playerOf(turn)) ?? { type: 'open', notes: {} };
    if (opening.type === 'shut') return undefined;
    const flow = this.flowFor(turn.settings, opening.notes);
    return looksUp(flow) ? this.talk(turn, flow, begin(flow, contextOf(turn, flow, '')), '') : undefined;
  }

  /** What this text, or this silence, would lead to. */
  private heard(turn: Turn<S>, question: OpenQuestion): Talked | undefined {
    const running = this.running(turn, question);
    if (!running || !looksUp(running.flow)) return undefined;
    const { flow, kept } = running;
    const context = contextOf(running.turn, flow, '');
    const row = lookUp(
      running.turn,
      flow,
      kept.flow,
      context,
      this.script.resourcesOf?.(running.turn.settings) ?? {},
    );
    if (row && 'claim' in row) return { type: 'reading', claim: row.claim, moved: STANDING };
    const isDue = Date.parse(kept.flow.until) <= turn.now.getTime();
    const went = isDue ? this.afterSilence(running, '') : answer(flow, kept.flow, turn.said, context);
    return this.talk(running.turn, flow, went, '');
  }

  /** The conversation as it began. Its texts may have been worded anew by a release of ours; its steps are the same. */
  private running(turn: Turn<S>, question: OpenQuestion): Running<S> | undefined {
    const kept = keptIn(question);
    const settings = kept && settingsOf(turn, kept.version);
    if (!kept || !settings) return undefined;
    const flow = this.flowFor(settings, kept.notes);
    const flowState = { ...kept.flow, version: versionOf(flow) };
    return { turn: { ...turn, settings }, flow, kept: { ...kept, flow: flowState } };
  }
}

const STANDING: Moved = {
  type: 'moved',
  says: [],
  state: null,
  saved: {},
  answers: {},
  event: { type: 'began' },
};

/** A play that was left without an end, when the next one begins: what was answered is kept and marked. */
function abandoned(turn: Turn, player: FlowPlayer): readonly Effect[] {
  const { play, version, answers } = player;
  if (play === null || version === null) return [];
  const outcome: FlowOutcome = Object.keys(answers).length > 0 ? 'partial' : 'timeout';
  return [lastEntry(turn, player, { play, version, outcome, ending: 'leftForANewOne' })];
}

/** What a brand's server said: a text or a number, or an object with one called "value". */
function valueOf(came: unknown): string | undefined {
  if (typeof came === 'string' || typeof came === 'number') return String(came);
  if (typeof came !== 'object' || came === null || !('value' in came)) return undefined;
  return typeof came.value === 'string' || typeof came.value === 'number' ? String(came.value) : undefined;
}
