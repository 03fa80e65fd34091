// The carrier: a process of its own, told its load by message, answering with what came of it.
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom, type Random } from '../../src/connectors/simulator/faults';
import type { Load, LoadResult, Shape } from './load';
import { percentilesOf } from './percentiles';
import { below, bodyOf, CODE, msisdnOf } from './population';
import { Wire } from './wire';

/** The same dice for every load of one name: two engines in two runs hear the same people say the same. */
const SEED = 20_500_101;
/** A carrier that was refused comes again, but not at once. */
const PAUSE_MS = 20;
const TICK_MS = 1;

class Generator {
  private readonly random: Random = seededRandom(SEED);
  private readonly target: URL;
  private readonly latenciesMs: number[] = [];
  private readonly refused: Record<string, number> = {};
  private posted = 0;
  private acknowledged = 0;

  constructor(private readonly load: Load) {
    this.target = new URL(load.url);
  }

  async run(): Promise<LoadResult> {
    const { shape } = this.load;
    const wires = await Promise.all(Array.from({ length: shape.connections }, () => this.open()));
    const fromMs = Date.now();
    if (shape.type === 'closed') await this.runClosed(wires, shape);
    else await this.runOpen(wires, shape);
    return {
      fromMs,
      untilMs: Date.now(),
      posted: this.posted,
      acknowledged: this.acknowledged,
      refused: this.refused,
      acknowledgedMs: percentilesOf(this.latenciesMs),
      cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
    };
  }

  private open(): Promise<Wire> {
    return Wire.open(this.target, this.load.key);
  }

  private async runClosed(
    wires: Wire[],
    { textsPerRequest }: Extract<Shape, { type: 'closed' }>,
  ): Promise<void> {
    const untilMs = performance.now() + this.load.seconds * 1_000;
    await Promise.all(
      wires.map(async (first) => {
        let wire = first;
        while (performance.now() < untilMs) {
          const sentAt = new Date().toISOString();
          const texts = Array.from({ length: textsPerRequest }, () => this.textAt(sentAt));
          const json = textsPerRequest === 1 ? (texts[0] ?? '') : `[${texts.join(',')}]`;
          await this.post(wire, json, textsPerRequest, performance.now());
          if (!wire.isOpen) wire = await this.open();
        }
        wire.close();
      }),
    );
  }

  /** A text is due at its own moment whether or not the last was answered; waiting for a connection counts as latency. */
  private async runOpen(wires: Wire[], { perSecond }: Extract<Shape, { type: 'open' }>): Promise<void> {
    const total = perSecond * this.load.seconds;
    const startMs = performance.now();
    const idle = wires;
    const onTheirWay = new Set<Promise<void>>();
    for (let sent = 0; sent < total; await sleep(TICK_MS)) {
      const due = Math.min(total, Math.floor(((performance.now() - startMs) / 1_000) * perSecond) + 1);
      while (sent < due && idle.length > 0) {
        const wire = idle.shift() as Wire;
        const dueMs = startMs + (sent++ * 1_000) / perSecond;
        const json = this.textAt(new Date(performance.timeOrigin + dueMs).toISOString());
        const posting = this.post(wire, json, 1, dueMs).then(
          async () => void idle.push(wire.isOpen ? wire : await this.open()),
        );
        onTheirWay.add(posting);
        void posting.then(() => onTheirWay.delete(posting));
      }
    }
    await Promise.all(onTheirWay);
    for (const wire of idle) wire.close();
  }

  private textAt(sentAt: string): string {
    const { crowd, mix, name, before } = this.load;
    const from = msisdnOf(below(crowd.people, this.random));
    const body = bodyOf(mix, crowd, this.random, before + this.posted);
    return `{"id":"${name}-${this.posted++}","from":"+${from}","to":"${CODE}","text":"${body}","sentAt":"${sentAt}"}`;
  }

  private async post(wire: Wire, json: string, texts: number, dueMs: number): Promise<void> {
    try {
      const { status, body } = await wire.post(json);
      this.latenciesMs.push(performance.now() - dueMs);
      if (status === 200 && !body.includes('"error"')) this.acknowledged += texts;
      else await this.refuse(status === 200 ? body.slice(0, 200) : String(status), texts);
    } catch (error) {
      await this.refuse(error instanceof Error ? error.message : String(error), texts);
    }
  }

  private async refuse(why: string, texts: number): Promise<void> {
    this.refused[why] = (this.refused[why] ?? 0) + texts;
    await sleep(PAUSE_MS);
  }
}

function leave(error: unknown): void {
  process.stderr.write(`The generator gave up: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

process.once('disconnect', () => process.exit(1));
process.once('message', (load) => {
  new Generator(load as Load)
    .run()
    .then((result) => process.send?.(result, undefined, undefined, () => process.exit(0)))
    .catch(leave);
});
