import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrandsFigures } from './brands';
import type { Floor } from './floor';
import type { Latency, Throughput } from './figures';
import type { Held } from './held';
import { count, hundredths, line, percent, print, ratio, tenths, type Line } from './lines';
import type { Percentiles } from './load';
import { ROOT, type Machine } from './machine';
import type { Options } from './options';
import { mixLines } from './mix-lines';
import { medianOf } from './percentiles';
import type { Mix } from './population';
import type { PromosFigures } from './promos';
import { renewalLatencyLines, renewalLines, reconcileLines } from './money-lines';
import type { ReconcileFigures } from './reconcile';
import type { RenewalFigures, RenewalLatency } from './renewals';

export interface MixFigures {
  readonly oneByOne: Throughput;
  readonly arrays: Throughput;
  readonly floor: Floor;
}

/** Everything of one run through, taken side by side. */
export interface Round {
  readonly mixes: Readonly<Partial<Record<Mix, MixFigures>>>;
  readonly door: { readonly oneByOne: number; readonly arrays: number };
  readonly withReports: Throughput;
  readonly latency: Latency;
  readonly commitMs: Percentiles;
}

export interface GrownFigures {
  readonly texts: number;
  /** The first load on what has grown: its pages are not in PostgreSQL's buffers yet. */
  readonly cold: Throughput;
  readonly before: readonly Throughput[];
  readonly after: readonly Throughput[];
}

export interface Results {
  readonly machine: Machine;
  readonly options: Options;
  readonly rounds: readonly Round[];
  readonly grown: GrownFigures | null;
  readonly held: Held | null;
  readonly promos: PromosFigures | null;
  readonly renewals: RenewalFigures | null;
  readonly renewalLatency: RenewalLatency | null;
  readonly reconcile: ReconcileFigures | null;
  readonly brands: BrandsFigures | null;
  readonly memoryMb: number | null;
}

export const RESULTS = join(ROOT, 'bench-results');

/** The table as it is printed. */
export function tableOf(results: Results): string {
  const { rounds, options, grown, held, promos, renewals, renewalLatency, reconcile, brands, memoryMb } =
    results;
  const lines = [
    ...(rounds.length > 0 ? [...mixLines(rounds, options.mixes), ...otherLines(rounds)] : []),
    ...(grown ? grownLines(grown) : []),
    ...(held ? heldLines(held) : []),
    ...(promos ? promoLines(promos) : []),
    ...(renewals ? renewalLines(renewals) : []),
    ...(renewalLatency ? renewalLatencyLines(renewalLatency) : []),
    ...(reconcile ? reconcileLines(reconcile) : []),
    ...(brands ? brandLines(brands) : []),
    line('most memory of the engine, MB', [count(memoryMb ?? NaN)], '< 400'),
  ];
  return [...heading(results), '', ...lines.map(print), ''].join('\n');
}

/** Everything that was measured. @returns where. */
export async function writeResults(results: Results, at: Date): Promise<string> {
  await mkdir(RESULTS, { recursive: true });
  const path = join(RESULTS, `${fileStamp(at)}.json`);
  await writeFile(path, `${JSON.stringify({ at, ...results }, null, 2)}\n`);
  return path;
}

export const fileStamp = (at: Date): string => at.toISOString().replace(/[:.]/g, '-');

function heading({ machine, options, rounds }: Results): string[] {
  const { people, words } = options.crowd;
  return [
    `Parola ${machine.commit ?? 'outside a clone'}${machine.isDirty ? ' and changes not committed' : ''} · ${machine.processor}, ${machine.cores} cores, ${count(machine.memoryMb)} MB · ${machine.system} · Node ${machine.node} · PostgreSQL ${machine.postgres}`,
    Object.entries(machine.settings)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
    `${count(people)} subscribers, ${count(words)} keywords, ${options.seconds} s of load per figure${rounds.length > 1 ? `, median of ${rounds.length} rounds` : ''}; delivery reports off except where said`,
    ...(options.isProfiled ? ['A profiled run: the engine and PostgreSQL are slower for it.'] : []),
    ...(options.isQuick ? ['A quick run: it shows that everything works, and its figures mean little.'] : []),
  ];
}

function otherLines(rounds: readonly Round[]): Line[] {
  const median = (of: (round: Round) => number): number => medianOf(rounds.map(of));
  const commit = median(({ commitMs }) => commitMs.p99);
  const acknowledged = median(({ latency }) => latency.acknowledgedMs.p99);
  const reply = median(({ latency }) => latency.replyMs.p95);
  const times = (ms: number): string => `${tenths(ms / commit)} ×`;
  return [
    line('(b) reply mix with delivery reports on', [
      count(median(({ withReports }) => withReports.textsPerSecond)),
    ]),
    line('door (a) / door (b), acknowledged texts/s', [
      count(median(({ door }) => door.oneByOne)),
      count(median(({ door }) => door.arrays)),
    ]),
    line('at 1,000 texts/s offered, ms', ['p50', 'p95', 'p99']),
    line(
      'acknowledgement',
      spread(rounds, ({ latency }) => latency.acknowledgedMs),
      'p99 < 50',
    ),
    line(
      'text to reply',
      spread(rounds, ({ latency }) => latency.replyMs),
      'p95 < 300',
    ),
    line(
      'a bare commit',
      spread(rounds, ({ commitMs }) => commitMs),
    ),
    line('acknowledgement p99, in bare commits’ p99', [times(acknowledged)]),
    line('text to reply p95, in bare commits’ p99', [times(reply)]),
    line('texts without a reply', [count(median(({ latency }) => latency.unanswered))]),
  ];
}

function spread(rounds: readonly Round[], of: (round: Round) => Percentiles): string[] {
  return (['p50', 'p95', 'p99'] as const).map((name) =>
    hundredths(medianOf(rounds.map((round) => of(round)[name]))),
  );
}

function grownLines({ texts, before, cold, after }: GrownFigures): Line[] {
  const [small, large] = [before, after].map((runs) =>
    medianOf(runs.map(({ textsPerSecond }) => textsPerSecond)),
  );
  return [
    line('(b) reply mix, texts/s, before growing', [count(small ?? NaN)]),
    line(`the same with ${count(texts)} texts stored`, [count(large ?? NaN)]),
    line('the same while its pages are read for the first time', [count(cold.textsPerSecond)]),
    line(
      'cores busy with other things, before and after',
      [before, after].map((runs) => hundredths(medianOf(runs.map((run) => run.coresElsewhere)))),
      '0',
    ),
    line('cost of growth', [percent(1 - (large ?? NaN) / (small ?? NaN))], '< 15 %'),
  ];
}

function heldLines({ before, during, sentPerSecond }: Held): Line[] {
  return [
    line('(b) reply mix, texts/s, nothing held open', [count(before.textsPerSecond)]),
    line('the same under a snapshot held open', [count(during.textsPerSecond)]),
    line(
      'cores busy with other things, before and during',
      [before, during].map((run) => hundredths(run.coresElsewhere)),
      '0',
    ),
    line('cost of the snapshot', [percent(1 - during.textsPerSecond / before.textsPerSecond)], '< 20 %'),
    line('sent/s in its first and its last window', [
      count(sentPerSecond[0] ?? NaN),
      count(sentPerSecond.at(-1) ?? NaN),
    ]),
  ];
}

/** Ratios of one run: what the machine does that hour falls on both sides. */
function brandLines({ textsPerSecond, rounds, ratio: median, mostOpen }: BrandsFigures): Line[] {
  const ratios = rounds.map((round) => round.ratio);
  const lost = rounds.reduce((sum, { without, hanging }) => sum + without.unanswered + hanging.unanswered, 0);
  return [
    line(`a brand’s replies (p95), ${count(textsPerSecond)} texts/s to two brands`, [
      'least',
      'median',
      'most',
    ]),
    line(
      'while the other’s server hangs, against without',
      [Math.min(...ratios), median, Math.max(...ratios)].map(ratio),
      'median ≤ 1.2',
    ),
    line('calls open to the server that hangs, at most', [count(mostOpen)], '16'),
    line('people of the first who heard that no answer came', [count(lost)], '0'),
  ];
}

function promoLines({ queued, latency, sentPerSecond, leftAfterLoad }: PromosFigures): Line[] {
  const { p50, p95, p99 } = latency.replyMs;
  return [
    line(`at 1,000 texts/s beside ${count(queued)} advertisements, ms`, ['p50', 'p95', 'p99']),
    line('text to reply', [hundredths(p50), hundredths(p95), hundredths(p99)], 'p95 < 2,000'),
    line('advertisements sent/s meanwhile', [count(sentPerSecond)]),
    line('… and still waiting after the last text', [count(leftAfterLoad)], '> 0'),
  ];
}
