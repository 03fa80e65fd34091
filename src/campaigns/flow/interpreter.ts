import type { Said } from '../../text/said';
import { readAnswer } from './accept';
import { readChoice } from './choice-answer';
import { type Flow, FLOW_LIMITS, type QuestionStep, type Step, stepNamed } from './flow';
import type { FlowContext, FlowEvent, FlowState, FlowTurn, WantResult } from './flow-state';
import { spoken } from './flow-texts';
import { versionOf } from './flow-version';
import type { Reading } from './reading';
import { Run } from './run-steps';

/**
 * The interpreter of conversations. Pure and total: the same state and the same words give the same turn, whatever was said.
 * A turn comes to rest at a question, a lookup, a call or a wait, each with an instant at which it closes (`state.until`), or
 * it ends the conversation. Whoever keeps the state sets one timer for that instant and then calls `noReply`.
 */
export function begin(flow: Flow, context: FlowContext): FlowTurn {
  const nothing = { answers: {}, turns: 0, messages: 0 };
  return new Run(flow, context, { type: 'began' }, nothing).from(flow.first);
}

/** The person said something while the conversation waits. */
export function answer(flow: Flow, state: FlowState, said: Said, context: FlowContext): FlowTurn {
  if (state.version !== versionOf(flow)) return otherVersion(flow, state);
  const step = stepNamed(flow, state.step);
  if (!isQuestion(step)) return { type: 'unmoved', because: 'not asked' };
  if (isDue(state, context)) return late(flow, state, step, context);
  const reading = readTo(step, said, context);
  if ('fault' in reading) return rejected(flow, state, step, reading.fault, context);
  const run = heard(flow, state, context, { type: 'answered', step: state.step });
  run.save(step.save, reading.value, step);
  return run.from(nextAfter(step, reading.value));
}

/** The instant of `state.until` has come: the way of silence for a question, the next step for anything else. */
export function noReply(flow: Flow, state: FlowState, context: FlowContext): FlowTurn {
  if (state.version !== versionOf(flow)) return otherVersion(flow, state);
  if (!isDue(state, context)) return { type: 'unmoved', because: 'not due' };
  const step = stepNamed(flow, state.step);
  if (isQuestion(step)) {
    const run = heard(flow, state, context, { type: 'silent', step: state.step });
    return run.wayOut(step.noReply ?? flow.noReply, 'noReply');
  }
  const result = step && nothingCame(step);
  return result ? resume(flow, state, result, context) : { type: 'unmoved', because: 'not wanted' };
}

/** What was wanted has come. A result that is not of the kind this step wants changes nothing. */
export function resume(flow: Flow, state: FlowState, result: WantResult, context: FlowContext): FlowTurn {
  if (state.version !== versionOf(flow)) return otherVersion(flow, state);
  const step = stepNamed(flow, state.step);
  const way = step && wayAfter(step, result);
  if (!way) return { type: 'unmoved', because: 'not wanted' };
  const event: FlowEvent = { type: 'resumed', step: state.step };
  const run =
    result.type === 'waited' ? heard(flow, state, context, event) : new Run(flow, context, event, state);
  if (way.save !== undefined && 'value' in result)
    run.save(way.save, result.value.slice(0, FLOW_LIMITS.valueChars));
  return run.from(way.next);
}

/** Said to somebody who answers a question that has closed, when nothing of the conversation is left but its definition. */
export function lateText(flow: Flow, context: FlowContext): string | undefined {
  return flow.late && spoken(flow.late, flow, {}, context);
}

/** A turn that answers the person, or comes long after they spoke: its messages are counted from the beginning. */
function heard(flow: Flow, state: FlowState, context: FlowContext, event: FlowEvent): Run {
  return new Run(flow, context, event, { answers: state.answers, turns: state.turns, messages: 0 });
}

/** The question had closed, and its timer had not yet gone off: the way of silence is taken here, once. */
function late(flow: Flow, state: FlowState, step: QuestionStep, context: FlowContext): FlowTurn {
  const run = heard(flow, state, context, { type: 'late', step: state.step });
  run.say(flow.late);
  return run.wayOut(step.noReply ?? flow.noReply, 'noReply');
}

function rejected(
  flow: Flow,
  state: FlowState,
  step: QuestionStep,
  fault: Extract<Reading, { fault: unknown }>['fault'],
  context: FlowContext,
): FlowTurn {
  const tries = state.tries + 1;
  if (tries >= (step.maxTries ?? flow.maxTries)) {
    const run = heard(flow, state, context, { type: 'gaveUp', step: state.step, fault });
    return run.wayOut(step.tooManyTries ?? flow.tooManyTries, 'tooManyTries');
  }
  const run = heard(flow, state, context, { type: 'rejected', step: state.step, fault, tries });
  run.say(step.retryTexts ?? flow.retryTexts ?? step.texts, step);
  return run.asked(state.step, step, tries);
}

function readTo(step: QuestionStep, said: Said, context: FlowContext): Reading {
  return step.type === 'choose' ? readChoice(step, said) : readAnswer(step.accept, said.raw, context);
}

/** An empty name is no step: a choice that leads nowhere was never checked. */
function nextAfter(step: QuestionStep, value: unknown): string {
  if (step.type === 'ask' || step.multiple) return step.next ?? '';
  return step.options.find((option) => option.value === value)?.next ?? step.next ?? '';
}

function wayAfter(
  step: Step,
  { type }: WantResult,
): { readonly next: string; readonly save?: string } | undefined {
  if (step.type === 'lookup' && type === 'found') return { next: step.next, save: step.save };
  if (step.type === 'lookup' && type === 'notFound') return { next: step.notFound };
  if (step.type === 'call' && type === 'answered') return { next: step.next, save: step.save };
  if (step.type === 'call' && type === 'timedOut') return { next: step.onTimeout };
  return step.type === 'wait' && type === 'waited' ? { next: step.next } : undefined;
}

function nothingCame(step: Step): WantResult | undefined {
  if (step.type === 'lookup') return { type: 'notFound' };
  if (step.type === 'call') return { type: 'timedOut' };
  return step.type === 'wait' ? { type: 'waited' } : undefined;
}

const isQuestion = (step: Step | undefined): step is QuestionStep =>
  step?.type === 'ask' || step?.type === 'choose';

const isDue = ({ until }: FlowState, { now }: FlowContext): boolean => now.getTime() >= Date.parse(until);

const otherVersion = (flow: Flow, { version }: FlowState): FlowTurn => ({
  type: 'otherVersion',
  running: version,
  offered: versionOf(flow),
});
