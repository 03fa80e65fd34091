import { namesIn } from './conditions';
import { error, type Finding, type FlowCheckContext, warning } from './finding';
import { type Flow, FLOW_LIMITS, namesSaved, type Step, stepNamed } from './flow';
import { byStart, isLast, loopsIn, reachedFrom, realWays, type Way, waysOf } from './flow-graph';

/** Where a flow leads: nowhere, round in circles, or on without ever letting the person speak. */
export function checkPaths(flow: Flow, context: FlowCheckContext): readonly Finding[] {
  if (!stepNamed(flow, flow.first))
    return [error(null, `The flow begins with "${flow.first}", and there is no such step.`)];
  const ways = realWays(flow);
  const reached = reachedFrom([flow.first], ways);
  const within = ways.filter(({ from }) => reached.has(from));
  return [
    ...lostWays(flow),
    ...unreachable(flow, reached),
    ...loops(within),
    ...deadEnds(flow, reached, within),
    ...longRows(flow, reached, within),
    ...unknownNames(flow, context),
    ...unsavedNames(flow, ways),
  ];
}

function lostWays(flow: Flow): Finding[] {
  const lost = waysOf(flow).filter(({ to }) => !stepNamed(flow, to));
  const named = lost.map(({ from, to }) => error(from, `It leads to "${to}", and there is no such step.`));
  const nowhere = Object.entries(flow.steps).flatMap(([name, step]) => {
    if (step.type !== 'choose' || step.next !== undefined) return [];
    const options = step.multiple ? step.options : step.options.filter(({ next }) => next === undefined);
    return options.length === 0
      ? []
      : [error(name, `"${options[0]?.value}" leads nowhere: give it, or the question, a next step.`)];
  });
  return [...distinct(named), ...nowhere];
}

function unreachable(flow: Flow, reached: ReadonlySet<string>): Finding[] {
  return Object.keys(flow.steps)
    .filter((name) => !reached.has(name))
    .map((name) => warning(name, 'Nothing leads to this step.'));
}

/** A circle without an answer in it goes on although nobody speaks. */
function loops(ways: readonly Way[]): Finding[] {
  const atOnce = loopsIn(ways.filter(({ by }) => by === 'onward' || by === 'date'));
  const unheard = loopsIn(ways.filter(({ by }) => by !== 'answer' && by !== 'failure'));
  return [
    ...atOnce.map((name) =>
      error(name, 'It comes round to itself without a question or a wait of some minutes.'),
    ),
    ...unheard
      .filter((name) => !atOnce.includes(name))
      .map((name) => warning(name, 'It comes round to itself as long as the person says nothing.')),
  ];
}

/** Being refused too often, or saying nothing, is no way to an end. */
function deadEnds(flow: Flow, reached: ReadonlySet<string>, ways: readonly Way[]): Finding[] {
  const progress = ways.filter(({ by }) => by !== 'failure' && by !== 'silence');
  return [...reached]
    .filter((name) => ![...reachedFrom([name], progress)].some((to) => isLast(stepNamed(flow, to))))
    .map((name) => error(name, 'No answer leads from here to an end.'));
}

/** Messages from each step that begins a row, until the person is to speak or time goes by. */
function longRows(flow: Flow, reached: ReadonlySet<string>, ways: readonly Way[]): Finding[] {
  const onward = byStart(ways.filter(({ by }) => by === 'onward'));
  const starts = [flow.first, ...ways.filter(({ by }) => by !== 'onward').map(({ to }) => to)];
  const rows = new Map<string, number>();
  return [...new Set(starts)]
    .filter(
      (name) => reached.has(name) && messagesFrom(flow, name, onward, rows) > FLOW_LIMITS.messagesInARow,
    )
    .map((name) =>
      error(
        name,
        `From here ${rows.get(name)} messages follow each other without a question; ${FLOW_LIMITS.messagesInARow} are the most.`,
      ),
    );
}

/** The longest row. A circle has none, and is a finding of its own: it is left where it closes. */
function messagesFrom(
  flow: Flow,
  name: string,
  onward: ReadonlyMap<string, readonly Way[]>,
  rows: Map<string, number>,
): number {
  const known = rows.get(name);
  if (known !== undefined) return known;
  rows.set(name, 0);
  const after = (onward.get(name) ?? []).map(({ to }) => messagesFrom(flow, to, onward, rows));
  const messages = (speaks(stepNamed(flow, name)) ? 1 : 0) + Math.max(0, ...after);
  rows.set(name, messages);
  return messages;
}

const speaks = (step: Step | undefined): boolean =>
  step !== undefined && 'texts' in step && step.texts !== undefined;

function unknownNames(flow: Flow, context: FlowCheckContext): Finding[] {
  return Object.entries(flow.steps).flatMap(([name, step]) => {
    if (step.type === 'lookup' && !context.isTable(step.table)) {
      return [error(name, `There is no table "${step.table}".`)];
    }
    if (step.type === 'call' && !context.isWebhook(step.webhook)) {
      return [error(name, `There is no webhook "${step.webhook}".`)];
    }
    return step.type === 'handOver' && !context.isQueue(step.queue)
      ? [error(name, `There is no queue "${step.queue}".`)]
      : [];
  });
}

/** What a branch asks about must have been saved on some way to it. */
function unsavedNames(flow: Flow, ways: readonly Way[]): Finding[] {
  return Object.entries(flow.steps).flatMap(([name, step]) => {
    if (step.type !== 'branch') return [];
    const saved = savedBefore(flow, name, ways);
    return [...new Set(step.cases.flatMap(({ when }) => namesIn(when)))]
      .filter((asked) => !saved.has(asked))
      .map((asked) => error(name, `It asks about "${asked}", which nothing before it has saved.`));
  });
}

/** The names that may have been saved when a step is come to. */
export function savedBefore(flow: Flow, name: string, ways: readonly Way[]): ReadonlySet<string> {
  const backwards = ways.map(({ from, to, by }): Way => ({ from: to, to: from, by }));
  const before = reachedFrom(
    ways.filter(({ to }) => to === name).map(({ from }) => from),
    backwards,
  );
  return new Set([...before].flatMap((step) => namesSaved(flow.steps[step] as Step)));
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.step} ${finding.message}`, finding])).values()];
}
