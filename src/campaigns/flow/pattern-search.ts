import { isWordChar, type PatternNode } from './pattern';

/** A step of the machine that searches: takes a character, stands somewhere, goes two ways, or is done. */
type Step =
  | { readonly type: 'char'; takes(char: string): boolean; readonly next: number }
  | { readonly type: 'start' | 'end' | 'edge'; readonly next: number }
  | { readonly type: 'fork'; ways: readonly number[] }
  | { readonly type: 'done' };

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The first part of a text that a pattern takes, the longest of those that begin there. All ways are followed at once, so that
 * the time grows with the steps of the pattern times the length of the text, and with nothing else.
 */
export function findPattern(node: PatternNode, text: string): string | undefined {
  const steps: Step[] = [{ type: 'done' }];
  const first = built(node, 0, steps);
  const chars = [...text];
  let best: Span | undefined;
  let threads = new Map<number, number>();
  for (let at = 0; at <= chars.length; at++) {
    const reached = new Map<number, number>();
    for (const [step, start] of [...threads].sort((a, b) => a[1] - b[1]))
      follow(steps, step, start, { chars, at }, reached);
    if (!best) follow(steps, first, at, { chars, at }, reached);
    best = better(best, reached.get(0), at);
    threads = advanced(steps, reached, chars[at], best);
    if (best && threads.size === 0) break;
  }
  return best && chars.slice(best.start, best.end).join('');
}

/** The steps of a node, each leading to the next; where they begin. */
function built(node: PatternNode, next: number, steps: Step[]): number {
  switch (node.type) {
    case 'char':
      return steps.push({ type: 'char', takes: (char) => node.takes(char), next }) - 1;
    case 'start':
    case 'end':
    case 'edge':
      return steps.push({ type: node.type, next }) - 1;
    case 'sequence':
      return node.parts.reduceRight((after, part) => built(part, after, steps), next);
    case 'either':
      return steps.push({ type: 'fork', ways: node.ways.map((way) => built(way, next, steps)) }) - 1;
    case 'repeat':
      return repeated(node, next, steps);
  }
}

function repeated(
  { part, least, most }: Extract<PatternNode, { type: 'repeat' }>,
  next: number,
  steps: Step[],
): number {
  let after = next;
  if (most === undefined) {
    const loop: Step = { type: 'fork', ways: [] };
    after = steps.push(loop) - 1;
    loop.ways = [built(part, after, steps), next];
  }
  for (let count = least; count < (most ?? least); count++) {
    after = steps.push({ type: 'fork', ways: [built(part, after, steps), next] }) - 1;
  }
  for (let count = 0; count < least; count++) after = built(part, after, steps);
  return after;
}

/** Everything that can be reached without taking a character, with the earliest start that leads there: asked for the earliest first. */
function follow(
  steps: readonly Step[],
  from: number,
  start: number,
  here: { readonly chars: readonly string[]; readonly at: number },
  reached: Map<number, number>,
): void {
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if ((reached.get(at) ?? Infinity) <= start) continue;
    reached.set(at, start);
    const step = steps[at];
    if (step?.type === 'fork') open.push(...step.ways);
    else if (step && 'next' in step && step.type !== 'char' && standsAt(step.type, here))
      open.push(step.next);
  }
}

function standsAt(
  place: 'start' | 'end' | 'edge',
  { chars, at }: { readonly chars: readonly string[]; readonly at: number },
): boolean {
  if (place === 'start') return at === 0;
  if (place === 'end') return at === chars.length;
  return isWordChar(chars[at - 1] ?? '') !== isWordChar(chars[at] ?? '');
}

function better(best: Span | undefined, start: number | undefined, end: number): Span | undefined {
  if (start === undefined || (best && best.start < start)) return best;
  return { start, end };
}

/** Those that take the character; once something was found, only what began no later than it. */
function advanced(
  steps: readonly Step[],
  reached: ReadonlyMap<number, number>,
  char: string | undefined,
  best: Span | undefined,
): Map<number, number> {
  const threads = new Map<number, number>();
  if (char === undefined) return threads;
  for (const [at, start] of reached) {
    const step = steps[at];
    if (step?.type !== 'char' || !step.takes(char) || (best && start > best.start)) continue;
    threads.set(step.next, Math.min(start, threads.get(step.next) ?? Infinity));
  }
  return threads;
}
