import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { ConfigurationService } from '../catalogue/configuration.service';
import type { ConnectorRow } from '../catalogue/configuration';
import type { Heard, HeardText } from '../connectors/connector';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Identity } from '../platform/identity.service';
import { Metrics } from '../platform/metrics.service';
import { isDatabaseAway } from '../platform/problem.filter';
import { Backlog } from './backlog.service';
import { storeTexts, storeWithinWindow, type NewText, type Stored } from './inbox.store';
import { takeIn, type Intake } from './intake';
import { storeParts, type NewPart } from './parts.store';

/** Texts in one INSERT: more would make a single text wait for too many others. */
const MOST_TEXTS = 1_000;
/** Texts that may wait for their INSERT; past that the carrier is asked to come again. */
const MOST_WAITING = 20_000;
/** One INSERT at a time: while it commits, the next one gathers, and larger ones cost less per text. */
const WRITERS = 1;

export class Overloaded extends Error {}

interface Waiting {
  readonly texts: readonly NewText[];
  readonly resolve: (stored: readonly Stored[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The inbox's front desk: whatever arrives within the same few milliseconds is committed together, and answered after. */
@Injectable()
export class TextIntake {
  private readonly queue: Waiting[] = [];
  private waiting = 0;
  private writing = 0;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly configurations: ConfigurationService,
    private readonly clock: Clock,
    private readonly identity: Identity,
    private readonly metrics: Metrics,
    private readonly backlog: Backlog,
  ) {}

  /** Stores texts and answers for each, in order, once it is committed. Rejects when the database is away, or with Overloaded. */
  async hear(
    connector: ConnectorRow,
    homeCountry: string | undefined,
    heard: readonly HeardText[],
  ): Promise<Heard[]> {
    if (this.waiting + heard.length > MOST_WAITING) throw new Overloaded();
    const configuration = this.configurations.latest ?? (await this.configurations.refresh());
    const context = {
      connector,
      configuration,
      homeCountry,
      receivedAt: this.clock.now(),
      hashOf: (sender: string) => this.identity.hashOf(sender),
      nonce: () => randomUUID(),
    };
    const intakes = heard.map((text) => takeIn(text, context));
    const answers = await this.store(intakes);
    this.count(connector, answers);
    return answers;
  }

  private async store(intakes: readonly Intake[]): Promise<Heard[]> {
    const texts: NewText[] = [];
    const parts: NewPart[] = [];
    const alone: NewText[] = [];
    for (const intake of intakes) {
      if (intake.type === 'part') parts.push(intake.part);
      else if (intake.type === 'text') (intake.byWindow ? alone : texts).push(intake.text);
    }
    const [stored, storedParts, storedAlone] = await Promise.all([
      this.storeTogether(texts),
      this.storeParts(parts),
      this.storeAlone(alone),
    ]);
    const next = { text: stored.values(), part: storedParts.values(), alone: storedAlone.values() };
    return intakes.map((intake) => {
      if (intake.type === 'unreadable') return intake.answer;
      const answer: Stored =
        next[intake.type === 'text' && intake.byWindow ? 'alone' : intake.type].next().value ?? NEVER;
      return { id: String(answer.id), duplicate: answer.duplicate };
    });
  }

  /** The same key twice in one request is one row and two answers. */
  private async storeTogether(texts: readonly NewText[]): Promise<Stored[]> {
    if (texts.length === 0) return [];
    const first = new Map<string, number>();
    const distinct = texts.filter(({ keyHash }) => !first.has(keyHash) && first.set(keyHash, first.size));
    const stored = await this.enqueue(distinct);
    const seen = new Set<string>();
    return texts.map(({ keyHash }) => {
      const answer = stored[first.get(keyHash) ?? 0] ?? NEVER;
      const again = seen.has(keyHash);
      seen.add(keyHash);
      return again ? { ...answer, duplicate: true } : answer;
    });
  }

  private enqueue(texts: readonly NewText[]): Promise<readonly Stored[]> {
    this.waiting += texts.length;
    return new Promise((resolve, reject) => {
      this.queue.push({ texts, resolve, reject });
      if (this.writing < WRITERS) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing++;
    // Let the requests of this turn of the event loop gather.
    await new Promise((resolve) => setImmediate(resolve));
    for (let group = this.nextGroup(); group.length > 0; group = this.nextGroup()) {
      const began = performance.now();
      await this.writeGroup(group);
      for (const { texts } of group) this.waiting -= texts.length;
      const restMs = this.backlog.restMs(performance.now() - began);
      if (restMs >= 1) await pause(restMs);
    }
    this.writing--;
  }

  /** Whole requests, in the order they came, and no key twice: the same text in two requests is for two statements. */
  private nextGroup(): Waiting[] {
    const group: Waiting[] = [];
    const keys = new Set<string>();
    for (let size = 0; this.queue.length > 0;) {
      const [next] = this.queue;
      if (
        !next ||
        (size > 0 && size + next.texts.length > MOST_TEXTS) ||
        next.texts.some(({ keyHash }) => keys.has(keyHash))
      )
        break;
      for (const { keyHash } of next.texts) keys.add(keyHash);
      size += next.texts.length;
      group.push(next);
      this.queue.shift();
    }
    return group;
  }

  private async writeGroup(group: readonly Waiting[]): Promise<void> {
    const texts = group.length === 1 ? (group[0]?.texts ?? []) : group.flatMap((request) => request.texts);
    try {
      const stored = await storeTexts(this.database.hot.sql, texts);
      this.ring(texts.filter((_, index) => stored[index]?.duplicate === false));
      for (const { id } of stored) this.backlog.stored(id);
      let from = 0;
      for (const { texts: own, resolve } of group) resolve(stored.slice(from, (from += own.length)));
    } catch (error) {
      if (group.length === 1 || isDatabaseAway(error)) group.forEach(({ reject }) => reject(error));
      else for (const request of group) await this.writeGroup([request]); // whoever is at fault, the others are not
    }
  }

  private async storeParts(parts: readonly NewPart[]): Promise<Stored[]> {
    if (parts.length === 0) return [];
    const first = new Map<string, number>();
    const distinct = parts.filter(({ keyHash }) => !first.has(keyHash) && first.set(keyHash, first.size));
    const stored = await this.database.hot.transaction((tx) => storeParts(tx, distinct));
    this.ring(parts);
    return parts.map(({ keyHash }) => stored[first.get(keyHash) ?? 0] ?? NEVER);
  }

  private async storeAlone(texts: readonly NewText[]): Promise<Stored[]> {
    const stored: Stored[] = [];
    for (const text of texts)
      stored.push(await this.database.hot.transaction((tx) => storeWithinWindow(tx, text)));
    this.ring(texts);
    return stored;
  }

  private ring(texts: readonly { readonly lane: number }[]): void {
    for (const lane of new Set(texts.map(({ lane }) => lane))) this.doorbell.ring('lane', lane);
  }

  private count({ name }: ConnectorRow, answers: readonly Heard[]): void {
    let duplicates = 0;
    let refused = 0;
    for (const answer of answers) {
      if ('error' in answer) refused++;
      else if (answer.duplicate) duplicates++;
    }
    this.metrics.heard.inc({ connector: name }, answers.length - refused - duplicates);
    if (duplicates > 0) this.metrics.duplicates.inc({ connector: name }, duplicates);
    if (refused > 0) this.metrics.refused.inc({ code: 'ELEMENT' }, refused);
  }
}

const NEVER: Stored = { id: 0, duplicate: false };
