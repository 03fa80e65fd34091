import { type Flow, type QuestionStep, type Step, stepNamed, type WayOut } from './flow';

/** A way from one step to another. */
export interface Way {
  readonly from: string;
  readonly to: string;
  /**
   * `onward`: at once. `answer`: the person said something the step took. `failure`: they did not, too often. `silence`: they
   * said nothing for so long. `pause`: so many minutes later. `date`: at an instant, which may have gone by.
   */
  readonly by: 'onward' | 'answer' | 'failure' | 'silence' | 'pause' | 'date';
}

/** Every way of a flow, leading somewhere or not. */
export function waysOf(flow: Flow): readonly Way[] {
  return Object.entries(flow.steps).flatMap(([from, step]) =>
    exitsOf(flow, step).map(([by, to]): Way => ({ from, to, by })),
  );
}

/** The steps that can be come to from these, themselves included, by the ways given. */
export function reachedFrom(starts: readonly string[], ways: readonly Way[]): ReadonlySet<string> {
  const next = byStart(ways);
  const reached = new Set(starts);
  for (const name of reached) {
    for (const { to } of next.get(name) ?? []) reached.add(to); // a set is gone through as it grows
  }
  return reached;
}

/** The ways out of each step. */
export function byStart(ways: readonly Way[]): ReadonlyMap<string, readonly Way[]> {
  const starts = new Map<string, Way[]>();
  for (const way of ways) {
    const known = starts.get(way.from);
    if (known) known.push(way);
    else starts.set(way.from, [way]);
  }
  return starts;
}

/** The steps that come round to themselves by the ways given. */
export function loopsIn(ways: readonly Way[]): readonly string[] {
  return [...new Set(ways.map(({ from }) => from))].filter((name) =>
    reachedFrom(
      ways.filter(({ from }) => from === name).map(({ to }) => to),
      ways,
    ).has(name),
  );
}

/** Whether a step ends the conversation by itself. */
export function isLast(step: Step | undefined): boolean {
  return step?.type === 'end' || step?.type === 'handOver';
}

/** The ways that lead to a step there is. */
export function realWays(flow: Flow): readonly Way[] {
  return waysOf(flow).filter(({ to }) => stepNamed(flow, to) !== undefined);
}

type Exit = readonly [by: Way['by'], to: string];

function exitsOf(flow: Flow, step: Step): readonly Exit[] {
  switch (step.type) {
    case 'say':
    case 'set':
      return [['onward', step.next]];
    case 'ask':
      return [['answer', step.next], ...failures(flow, step)];
    case 'choose':
      return [...chosen(step), ...failures(flow, step)];
    case 'branch':
      return [...step.cases.map(({ next }): Exit => ['onward', next]), ['onward', step.otherwise]];
    case 'lookup':
      return [
        ['onward', step.next],
        ['onward', step.notFound],
      ];
    case 'call':
      return [
        ['onward', step.next],
        ['onward', step.onTimeout],
      ];
    case 'wait':
      return [[step.until === undefined ? 'pause' : 'date', step.next]];
    case 'handOver':
    case 'end':
      return [];
  }
}

function chosen(step: QuestionStep & { type: 'choose' }): readonly Exit[] {
  const own = step.multiple ? [] : step.options.map(({ next }) => next);
  const needsCommon = step.multiple || own.some((next) => next === undefined);
  return [...own, needsCommon ? step.next : undefined].flatMap((next): Exit[] =>
    next === undefined ? [] : [['answer', next]],
  );
}

function failures(flow: Flow, step: QuestionStep): readonly Exit[] {
  return [
    ...wayTo('failure', step.tooManyTries ?? flow.tooManyTries),
    ...wayTo('silence', step.noReply ?? flow.noReply),
  ];
}

function wayTo(by: Way['by'], way: WayOut | undefined): readonly Exit[] {
  return way && 'next' in way ? [[by, way.next]] : [];
}
