import { setTimeout as sleep } from 'node:timers/promises';
import { DELIVERIES, type CarrierPlan } from './carrier';
import { diceFrom, type Dice } from './dice';
import type { DoorClient } from './door.client';
import { CODE, linesOf, type Line } from './script';

const WORKERS = 6;
const REDELIVERERS = 3;
const PEOPLE_PER_REQUEST = 25;
const REDELIVERED_PER_REQUEST = 60;
const NOTHING_MS = 10;
/** Between two redeliveries of what has been redelivered as often as it was to be. */
const ONCE_MORE_MS = 150;

/**
 * People text through the carrier: nobody's next text leaves before the one before it was acknowledged (or stands behind it in
 * the same array), and everything comes again and again, mixed anew.
 */
export class Texting {
  readonly acknowledged = new Map<string, string>();
  readonly contradictions: string[] = [];
  readonly refused: string[] = [];
  deliveries = 0;
  readonly total: number;
  private readonly waiting: Line[][];
  private again: Line[] = [];
  private underWay = 0;
  private keepsOn: boolean;
  private said = 0;
  private readonly began = Date.now();
  private readonly dice: Dice;

  constructor(
    private readonly plan: CarrierPlan,
    private readonly door: DoorClient,
  ) {
    this.dice = diceFrom(plan.seed ^ 0x7e47);
    this.keepsOn = plan.keepsOn;
    this.waiting = Array.from({ length: plan.people }, (_, person) => linesOf(person, plan.linesEach));
    this.total = plan.people * plan.linesEach;
  }

  get redeliveriesLeft(): number {
    return this.again.length + this.underWay;
  }

  /** Whatever is waiting to be redelivered comes once more, and nothing after that. */
  enough(): void {
    this.keepsOn = false;
  }

  start(): void {
    for (let worker = 0; worker < WORKERS; worker++) void this.speak();
    for (let worker = 0; worker < REDELIVERERS; worker++) void this.repeat();
  }

  private async speak(): Promise<void> {
    while (this.said < this.total) {
      const allowed = (this.plan.textsPerSecond * (Date.now() - this.began)) / 1_000;
      const people = this.said < allowed ? this.waiting.splice(0, PEOPLE_PER_REQUEST) : [];
      if (people.length === 0) await sleep(NOTHING_MS);
      else await this.speakFor(people);
    }
  }

  private async speakFor(people: readonly Line[][]): Promise<void> {
    const lines = people.flatMap((left) => left.splice(0, this.dice.between(1, 2)));
    this.said += lines.length;
    await this.deliver(lines, true);
    for (let time = 1; time < DELIVERIES; time++) this.again.push(...lines);
    this.waiting.push(...people.filter((left) => left.length > 0));
  }

  private async repeat(): Promise<void> {
    for (;;) {
      if (this.again.length < REDELIVERED_PER_REQUEST && this.acknowledged.size < this.total)
        await sleep(NOTHING_MS);
      else if (this.again.length === 0) await sleep(NOTHING_MS);
      else await this.repeatSome();
    }
  }

  private async repeatSome(): Promise<void> {
    const lines: Line[] = [];
    // From all over the pool, in no order, and some of them twice in one array.
    for (let i = 0; i < REDELIVERED_PER_REQUEST && this.again.length > 0; i++) {
      lines.push(...this.again.splice(this.dice.between(0, this.again.length - 1), 1));
    }
    this.underWay += lines.length;
    await this.deliver(lines, false);
    if (this.keepsOn) {
      this.again.push(...lines);
      await sleep(ONCE_MORE_MS);
    }
    this.underWay -= lines.length;
  }

  private async deliver(lines: readonly Line[], isFirst: boolean): Promise<void> {
    const texts = lines.map(({ id, from, text }) => ({ id, from, to: CODE, text }));
    const answers = await this.door.post('/mo', JSON.stringify(texts));
    if (!Array.isArray(answers)) return;
    this.deliveries += lines.length;
    lines.forEach((line, at) => this.note(line, answers[at] as ElementAnswer, isFirst));
  }

  private note({ id }: Line, answer: ElementAnswer | undefined, isFirst: boolean): void {
    if (typeof answer?.id !== 'string') return void this.refused.push(`${id}: ${JSON.stringify(answer)}`);
    const before = this.acknowledged.get(id);
    if (before !== undefined && before !== answer.id)
      this.contradictions.push(`${id}: ${before}, then ${answer.id}`);
    if (!isFirst && answer.duplicate !== true) this.contradictions.push(`${id}: its redelivery was news`);
    this.acknowledged.set(id, answer.id);
  }
}

interface ElementAnswer {
  readonly id?: string;
  readonly duplicate?: boolean;
}
