import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AnswerOnce } from '../access/answer-once.decorator';
import { idInBody } from '../catalogue/reference.store';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { EventInterest } from '../platform/events-interest.service';
import type { EventType } from '../platform/events';
import { OutboundHttp } from '../platform/outbound-http.client';
import { Problem } from '../platform/problem';
import type { Reference } from '../platform/reference';
import { invalid } from '../platform/validation.pipe';
import {
  countReplayable,
  queueReplay,
  readDeliveries,
  type DeliveryCard,
  type DeliveryState,
} from './webhook-deliveries.store';
import { verdictOf } from './webhook-fate';
import { MOST_REPLAYED } from './webhook-replay';
import { requestOf } from './webhook-signature';
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  readWebhooks,
  secretOf,
  updateSecret,
  updateWebhook,
  type WebhookCard,
  type WebhookChange,
} from './webhooks.store';

/** Enough for a test system, a CRM and a few partners; each multiplies the calls that one text causes. */
const MOST_PER_BRAND = 10;
/** Tests of one webhook that may be under way at once. */
const MOST_TESTS = 2;
const SECRET_BYTES = 32;

export interface WebhookWish {
  readonly brand: Reference;
  readonly url: string;
  readonly types: readonly EventType[];
}

export interface ReplaySpan {
  readonly from: Date;
  readonly to?: Date;
  readonly types?: readonly EventType[];
}

/** What the brand's server said to a test. */
export interface TestResult {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly reason: string | null;
}

/** Where brands are told what happens. `brandId` everywhere is the brand that asks; null asks for all of them. */
@Injectable()
export class Webhooks {
  private readonly testing = new Map<number, number>();

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly interest: EventInterest,
    private readonly http: OutboundHttp,
    private readonly clock: Clock,
  ) {}

  page(brandId: number | null, after: number, limit: number): Promise<WebhookCard[]> {
    return readWebhooks(this.database.sql, brandId, after, limit);
  }

  async get(id: number, brandId: number | null): Promise<WebhookCard> {
    const webhook = await findWebhook(this.database.sql, id, brandId);
    if (!webhook) throw new Problem('NOT_FOUND', `There is no webhook ${id}.`);
    return webhook;
  }

  async create(
    wish: WebhookWish,
    brandId: number | null,
  ): Promise<WebhookCard & { readonly secret: string }> {
    const ownerId = await idInBody(this.database.sql, 'brand', wish.brand, brandId);
    this.checkUrl(wish.url);
    const secret = drawSecret();
    const webhook = { brandId: ownerId, url: wish.url, types: wish.types, secret, at: this.clock.now() };
    const id = await this.database.transaction((tx) => insertWebhook(tx, webhook, MOST_PER_BRAND));
    if (id === null) throw new Problem('CONFLICT', `A brand has at most ${MOST_PER_BRAND} webhooks.`);
    await this.interest.refresh();
    return { ...(await this.get(id, brandId)), secret };
  }

  async change(id: number, brandId: number | null, change: WebhookChange): Promise<WebhookCard> {
    const { brandId: ownerId } = await this.get(id, brandId);
    if (change.url !== undefined) this.checkUrl(change.url);
    await updateWebhook(this.database.sql, id, change);
    await this.interest.refresh();
    this.doorbell.ring('events', ownerId);
    return this.get(id, brandId);
  }

  async remove(id: number, brandId: number | null): Promise<void> {
    await this.get(id, brandId);
    await deleteWebhook(this.database.sql, id);
  }

  /** A new secret; the next request is signed with it. */
  async redraw(id: number, brandId: number | null): Promise<WebhookCard & { readonly secret: string }> {
    const webhook = await this.get(id, brandId);
    const secret = drawSecret();
    await updateSecret(this.database.sql, id, secret);
    return { ...webhook, secret };
  }

  /** Makes one call now, about an event that never happened, and tells what came of it; nothing is retried or recorded. */
  async test(id: number, brandId: number | null): Promise<TestResult> {
    const { url, brand } = await this.get(id, brandId);
    const secret = await secretOf(this.database.sql, id);
    if (secret === undefined) throw new Problem('NOT_FOUND', `There is no webhook ${id}.`);
    const underWay = this.testing.get(id) ?? 0;
    if (underWay >= MOST_TESTS) throw new Problem('TOO_MANY', 'Wait for the tests that are under way.');
    this.testing.set(id, underWay + 1);
    try {
      return await this.call(url, brand, secret);
    } finally {
      const left = (this.testing.get(id) ?? 1) - 1;
      if (left > 0) this.testing.set(id, left);
      else this.testing.delete(id);
    }
  }

  async deliveries(
    id: number,
    brandId: number | null,
    page: { readonly state: DeliveryState | null; readonly after: number; readonly limit: number },
  ): Promise<DeliveryCard[]> {
    await this.get(id, brandId);
    return readDeliveries(this.database.sql, id, page.state, page.after, page.limit);
  }

  /** @param keep keeps the answer in the same transaction, so that whoever repeats the request gets it again */
  async replay(
    id: number,
    brandId: number | null,
    span: ReplaySpan,
    keep: AnswerOnce,
  ): Promise<{ readonly queued: number }> {
    const webhook = await this.get(id, brandId);
    const now = this.clock.now();
    const { from, to = now, types = webhook.types } = span;
    if (from >= to)
      throw invalid([{ path: 'from', message: 'must be earlier than "to", which is now when left out' }]);
    const wish = { webhookId: id, brandId: webhook.brandId, from, to, types, at: now };
    const answer = await this.database.transaction(async ({ sql }) => {
      if ((await countReplayable(sql, wish, MOST_REPLAYED)) > MOST_REPLAYED)
        throw invalid([
          { path: 'from', message: `spans more than ${MOST_REPLAYED} events: ask for a shorter time` },
        ]);
      const queued = await queueReplay(sql, wish, MOST_REPLAYED);
      await keep(sql, { queued });
      return { queued };
    });
    this.doorbell.ring('events', webhook.brandId);
    return answer;
  }

  private async call(url: string, brand: string, secret: string): Promise<TestResult> {
    const at = this.clock.now();
    const told = { id: `test-${randomUUID()}`, type: 'test', at, brand, data: {}, isReplay: false } as const;
    const outcome = await this.http.call({ method: 'POST', url, ...requestOf(told, secret, at) });
    return outcome.type === 'answered'
      ? { delivered: verdictOf(outcome) === 'taken', status: outcome.status, reason: null }
      : { delivered: false, status: null, reason: outcome.reason };
  }

  private checkUrl(url: string): void {
    const message = this.http.refusalOf(url);
    if (message !== null) throw invalid([{ path: 'url', message }]);
  }
}

const drawSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64url')}`;
