import { placeholders } from '../../text/template';
import { HIDDEN, type Hidden } from '../hidden';
import type { Answers } from './conditions';
import type { Flow, Step } from './flow';

/** Answers as they are kept: the person's own apart from the others. */
export interface KeptAnswers {
  readonly answers: Answers;
  readonly [HIDDEN]?: Hidden;
}

/** A flow is the same object for as long as its settings live. */
const known = new WeakMap<Flow, ReadonlySet<string>>();

export function parted(flow: Flow, answers: Answers): KeptAnswers {
  const names = hiddenIn(flow);
  const all = Object.entries(answers);
  const hidden = all.filter(([name]) => names.has(name));
  if (hidden.length === 0) return { answers };
  return {
    answers: Object.fromEntries(all.filter(([name]) => !names.has(name))),
    [HIDDEN]: Object.fromEntries(hidden),
  };
}

/** What is sensitive, what is kept in the profile for a purpose, and whatever is put together of these. */
function hiddenIn(flow: Flow): ReadonlySet<string> {
  const before = known.get(flow);
  if (before) return before;
  const steps = Object.values(flow.steps);
  const names = new Set(steps.flatMap(ownNamesOf));
  for (let size = -1; size !== names.size;) {
    size = names.size;
    for (const step of steps) for (const name of madeOf(step, names)) names.add(name);
  }
  known.set(flow, names);
  return names;
}

const ownNamesOf = (step: Step): string[] =>
  (step.type === 'ask' || step.type === 'choose') && (step.sensitive || step.purpose !== undefined)
    ? [step.save]
    : [];

function madeOf(step: Step, names: ReadonlySet<string>): string[] {
  if (step.type !== 'set') return [];
  return Object.entries(step.values).flatMap(([name, value]) =>
    typeof value === 'string' && placeholders(value).some((some) => names.has(some)) ? [name] : [],
  );
}
