import type { TextsByLanguage } from '../texts-by-language';
import { type Answers, holds } from './conditions';
import {
  type Flow,
  FLOW_LIMITS,
  type QuestionStep,
  type Step,
  stepNamed,
  type WaitStep,
  type WayOut,
} from './flow';
import type { FlowContext, FlowEvent, FlowState, Moved, SavedAnswer, Want } from './flow-state';
import { filledIn, spoken } from './flow-texts';
import { versionOf } from './flow-version';
import type { AnswerValue } from './reading';

const MINUTE_MS = 60_000;

/** One turn while it runs: what was said and saved before the conversation comes to rest. */
export class Run {
  readonly #says: string[] = [];
  readonly #saved: Record<string, SavedAnswer> = {};
  readonly #room: number;
  #answers: Answers;

  /** `messages` is what this person has been told since they last spoke. */
  constructor(
    readonly flow: Flow,
    readonly context: FlowContext,
    readonly event: FlowEvent,
    readonly before: { readonly answers: Answers; readonly turns: number; readonly messages: number },
  ) {
    this.#answers = before.answers;
    this.#room = Math.max(1, FLOW_LIMITS.messagesPerTurn - before.messages);
  }

  /** Says a text; one too many is joined to the last. */
  say(texts: TextsByLanguage | undefined, step?: Step): void {
    const text = texts ? spoken(texts, this.flow, this.#answers, this.context, step) : '';
    if (text === '') return;
    const last = this.#says.length - 1;
    if (this.#says.length < this.#room) this.#says.push(text);
    else this.#says[last] = `${this.#says[last]}\n${text}`;
  }

  save(
    name: string,
    value: AnswerValue,
    more: { sensitive?: boolean | undefined; purpose?: string | undefined } = {},
  ): void {
    this.#answers = { ...this.#answers, [name]: value };
    this.#saved[name] = {
      value,
      sensitive: more.sensitive ?? false,
      ...(more.purpose === undefined ? {} : { purpose: more.purpose }),
    };
  }

  /** Goes on from a step until the conversation waits for something or has ended. */
  from(name: string): Moved {
    if (this.before.turns >= FLOW_LIMITS.turns) return this.ended('tooLong');
    let at = name;
    for (let steps = 0; steps < FLOW_LIMITS.stepsPerTurn; steps++) {
      const step = stepNamed(this.flow, at);
      if (!step) return this.ended('broken');
      const after = this.#play(at, step);
      if (typeof after !== 'string') return after;
      at = after;
    }
    return this.ended('broken');
  }

  wayOut(way: WayOut | undefined, outcome: string): Moved {
    if (way && 'next' in way) return this.from(way.next);
    this.say(way?.texts);
    return this.ended(outcome);
  }

  /** The question is open from now on. */
  asked(name: string, step: QuestionStep, tries: number): Moved {
    const ttlMinutes = step.ttlMinutes ?? this.flow.ttlMinutes;
    return this.#resting(name, this.#later(ttlMinutes * MINUTE_MS), tries);
  }

  ended(outcome: string, wants?: Want): Moved {
    return { ...this.#moved(), state: null, outcome, ...(wants ? { wants } : {}) };
  }

  /** The next step's name, or the turn when this one ends it. */
  #play(name: string, step: Step): string | Moved {
    switch (step.type) {
      case 'say':
        this.say(step.texts);
        return step.next;
      case 'ask':
      case 'choose':
        this.say(step.texts, step);
        return this.asked(name, step, 0);
      case 'branch':
        return (
          step.cases.find(({ when }) => holds(when, this.#answers, this.context))?.next ?? step.otherwise
        );
      case 'set':
        for (const [saved, value] of Object.entries(step.values)) {
          this.save(saved, typeof value === 'string' ? this.#filledIn(value) : value);
        }
        return step.next;
      case 'lookup': {
        const key = this.#filledIn(step.key);
        return this.#wanting(
          name,
          { type: 'lookup', table: step.table, key },
          this.#later(FLOW_LIMITS.callMs),
        );
      }
      case 'call':
        return this.#wanting(name, { type: 'call', webhook: step.webhook }, this.#later(FLOW_LIMITS.callMs));
      case 'wait': {
        const until = this.#endOf(step);
        return this.#wanting(name, { type: 'wait', until }, until);
      }
      case 'handOver':
        this.say(step.texts);
        return this.ended('handedOver', { type: 'handOver', queue: step.queue });
      case 'end':
        this.say(step.texts);
        return this.ended(step.outcome);
    }
  }

  #wanting(name: string, wants: Want, until: Date): Moved {
    return { ...this.#resting(name, until, 0), wants };
  }

  #resting(name: string, until: Date, tries: number): Moved {
    const state: FlowState = {
      version: versionOf(this.flow),
      step: name,
      tries,
      answers: this.#answers,
      askedAt: this.context.now.toISOString(),
      until: until.toISOString(),
      messages: this.before.messages + this.#says.length,
      turns: this.before.turns + 1,
    };
    return { ...this.#moved(), state };
  }

  #moved() {
    return {
      type: 'moved',
      says: this.#says,
      saved: this.#saved,
      answers: this.#answers,
      event: this.event,
    } as const;
  }

  #filledIn(template: string): string {
    return filledIn(template, this.#answers, this.context).slice(0, FLOW_LIMITS.valueChars);
  }

  #endOf({ minutes, until }: WaitStep): Date {
    if (until === undefined) return this.#later((minutes ?? 1) * MINUTE_MS);
    return new Date(Math.max(Date.parse(until), this.context.now.getTime()));
  }

  #later(ms: number): Date {
    return new Date(this.context.now.getTime() + ms);
  }
}
