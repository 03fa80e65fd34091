import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CarrierPlan, type CarrierReport, type Order, type Progress } from './carrier';
import { diceFrom } from './dice';
import { DoorClient } from './door.client';
import { Stalls } from './stalls.service';
import { remoteIdOf, Submits, type Submitted } from './submits';
import { Texting } from './texting.client';

/** A carrier that outlives the engine: it takes what the engine sends, texts for its people, and remembers everything. */
class Carrier {
  private readonly dice;
  private readonly submits;
  private readonly door;
  private readonly texting;
  private readonly stalls = new Stalls();
  private toReport: string[] = [];
  private reporting = 0;

  constructor(private readonly plan: CarrierPlan) {
    this.dice = diceFrom(plan.seed ^ 0xca44);
    this.submits = new Submits(plan.moods, diceFrom(plan.seed ^ 0x5b17));
    this.door = new DoorClient(plan.doors, plan.doorKey, () => false);
    this.texting = new Texting(plan, this.door);
  }

  start(): void {
    this.texting.start();
    void this.sendReports();
  }

  enough(): void {
    this.texting.enough();
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await bodyOf(request)) as Submitted | Submitted[];
    const messages = Array.isArray(body) ? body : [body];
    const handling = this.submits.mood();
    this.submits.begin(messages);
    response.once('close', () => this.submits.end(messages));
    const { answers, fresh } = this.submits.receive(messages, handling, Date.now());
    this.toReport.push(...fresh);
    if (handling === 'hang') return; // the sender's own time-out ends it
    const { from, to } = this.plan.moods.answerMs;
    await sleep(this.dice.between(from, to));
    if (handling !== 'answer') return void request.socket.destroy();
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(Array.isArray(body) ? answers : answers[0]));
  }

  progress(): Progress {
    return {
      acknowledged: this.texting.acknowledged.size,
      toAcknowledge: this.texting.total,
      redeliveriesLeft: this.texting.redeliveriesLeft,
      reportsLeft: this.toReport.length + this.reporting,
      turnedAway: this.door.answers.filter(({ status }) => status === 503).length,
    };
  }

  report(): CarrierReport {
    const { acknowledged, contradictions, refused, deliveries } = this.texting;
    const { receptions, together, counts } = this.submits;
    return {
      ...{ acknowledged: [...acknowledged], contradictions, refused, deliveries },
      ...{ receptions: [...receptions.values()], answers: this.door.answers, together },
      ...{ cutAfter: counts['cut after'], cutBefore: counts['cut before'], hung: counts.hang },
      stalledMs: this.stalls.longestMs,
    };
  }

  /** Some reports come before the engine has noted its submit, and all of them until they are acknowledged. */
  private async sendReports(): Promise<void> {
    for (;;) {
      const ids = this.toReport.splice(0, REPORTS_PER_REQUEST);
      this.reporting = ids.length;
      const at = new Date().toISOString();
      const reports = ids.map((id) => ({ id: remoteIdOf(id), state: 'delivered', at }));
      if (ids.length > 0) await this.door.post('/dlr', JSON.stringify(reports));
      this.reporting = 0;
      await sleep(REPORT_EVERY_MS);
    }
  }
}

const REPORTS_PER_REQUEST = 200;
const REPORT_EVERY_MS = 50;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function serve(): void {
  let carrier: Carrier | undefined;
  const server = createServer((request, response) => {
    // A sender that was killed while it spoke leaves half a body, and nothing was taken.
    const taken = carrier?.take(request, response) ?? Promise.reject(new Error('the carrier has not begun'));
    taken.catch(() => response.destroy());
  });
  const obey: { readonly [T in Order['type']]: (order: Extract<Order, { type: T }>) => unknown } = {
    begin: ({ plan }) => {
      carrier = new Carrier(plan);
      carrier.start();
    },
    progress: () => carrier?.progress(),
    enough: () => carrier?.enough(),
    report: ({ path }) => writeFileSync(path, JSON.stringify(carrier?.report())),
  };
  process.on('message', (order: Order) => {
    process.send?.({ answer: (obey[order.type] as (order: Order) => unknown)(order) });
  });
  process.once('disconnect', () => process.exit(0)); // whoever started us is gone
  server.keepAliveTimeout = KEPT_ALIVE_MS;
  server.listen(0, '127.0.0.1', () =>
    process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/submit` }),
  );
}

/** Longer than the engine keeps an idle connection, so that no request meets one that is being closed. */
const KEPT_ALIVE_MS = 20_000;

serve();
