import { setTimeout as sleep } from 'node:timers/promises';
import { BRAND } from './catalogue.store';
import { CODE, numberOf } from './script';

const PER_REQUEST = 100;
const AFTERWARDS = 20;
const PATIENCE_MS = 30_000;
const PAUSE_MS = 250;

/** What the send door said of a blast. */
export interface BlastReport {
  requests: number;
  /** Requests that had to be made again: an engine was killed, or the database was away. */
  repeats: number;
  accepted: number;
  /** Recipients who had opted out by then. */
  refused: number;
  /** Requests nobody answered before the run was over. */
  unanswered: number;
  /** Answers that were none, by status. */
  readonly refusals: Record<number, number>;
}

/** A promotion to everybody, again and again while people text, join and stop. Every request keeps its Idempotency-Key until it is answered. */
export class Blast {
  readonly report: BlastReport = {
    requests: 0,
    repeats: 0,
    accepted: 0,
    refused: 0,
    unanswered: 0,
    refusals: {},
  };
  private isOver = false;
  private hasGivenUp = false;
  private readonly sending: Promise<void>[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly door: () => { readonly url: string; readonly adminKey: string },
    private readonly people: number,
    private readonly waves: number,
    private readonly pauseMs: number,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Begins nothing more. What a killed engine had claimed is only answered a minute later; `withinMs` says whether we wait for it. */
  async finish(withinMs: number): Promise<void> {
    this.isOver = true;
    await this.running;
    const giveUp = sleep(withinMs, undefined, { ref: false }).then(() => (this.hasGivenUp = true));
    await Promise.race([Promise.all(this.sending), giveUp]);
  }

  /** Once more, to the first few, when nobody has anything left to say: whoever stopped is not sent it. */
  afterwards(): Promise<void> {
    return this.send(this.waves + 1, 0, Math.min(AFTERWARDS, this.people));
  }

  /** One request after the other, but none waits for another's answer. */
  private async run(): Promise<void> {
    for (let wave = 1; wave <= this.waves; wave++) {
      for (let from = 0; from < this.people && !this.isOver; from += PER_REQUEST) {
        this.sending.push(this.send(wave, from, Math.min(PER_REQUEST, this.people - from)));
        await sleep(this.pauseMs);
      }
    }
  }

  private async send(wave: number, from: number, count: number): Promise<void> {
    const people = Array.from({ length: count }, (_, at) => from + at);
    const body = JSON.stringify(people.map((person) => promotion(wave, person)));
    this.report.requests++;
    this.report.unanswered++;
    for (; !this.hasGivenUp || wave > this.waves; this.report.repeats++) {
      const answers = await this.post(`blast-${wave}-${from}`, body);
      if (answers) return this.note(answers);
      await sleep(PAUSE_MS);
    }
  }

  private note(answers: readonly { readonly id?: unknown }[]): void {
    const accepted = answers.filter(({ id }) => typeof id === 'string').length;
    this.report.unanswered--;
    this.report.accepted += accepted;
    this.report.refused += answers.length - accepted;
  }

  private async post(key: string, body: string): Promise<readonly { readonly id?: unknown }[] | null> {
    const { url, adminKey } = this.door();
    const headers = {
      authorization: `Bearer ${adminKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    };
    try {
      const answer = await fetch(`${url}/api/v1/messages`, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const answers: unknown = await answer.json();
      if (!answer.ok) this.report.refusals[answer.status] = (this.report.refusals[answer.status] ?? 0) + 1;
      return answer.ok && Array.isArray(answers) ? (answers as { id?: unknown }[]) : null;
    } catch {
      return null;
    }
  }
}

function promotion(wave: number, person: number): object {
  return {
    brand: BRAND,
    from: CODE,
    to: `+${numberOf(person)}`,
    text: promotionText(wave, person),
    class: 'promotional',
  };
}

/** Says which wave it is of and to whom, so that a second one of the same would show. */
export const promotionText = (wave: number, person: number): string =>
  `Offerta ${wave} per ${person}. STOP per uscire`;
