import { Injectable } from '@nestjs/common';
import type { Configuration } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Sql, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import type { ProblemDetails } from '../platform/problem';
import { brandNamed } from '../subscribers/named';
import { enterPeople } from '../subscribers/people.store';
import { scopesAbove } from '../subscribers/standing';
import { enqueue } from './outbox.store';
import { judge, toOutbound, understand, type Asked, type Leaving, type Meant } from './send';
import { noteLastBrands, readRecipients, readRelations, type KnownRecipient } from './send.store';

export type Sent =
  | { readonly type: 'queued'; readonly id: number }
  | { readonly type: 'refused'; readonly problem: ProblemDetails };

/** What brands start themselves. Refused at once where the recipient said no; asked once more just before the wire. */
@Injectable()
export class SendDoor {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * A handful of statements, however many messages.
   * @param brandId the brand that asks; null for staff.
   * @param keep told the answers in the transaction that queues the messages.
   * @returns one answer per message, in order; a refused one holds nobody up.
   */
  async send(
    asked: readonly Asked[],
    brandId: number | null,
    keep: (sql: Sql, answers: readonly Sent[]) => Promise<void> = async () => undefined,
  ): Promise<Sent[]> {
    const { answers, connectors } = await this.database.transaction(async (tx) => {
      const queued = await this.queue(tx, asked, brandId);
      await keep(tx.sql, queued.answers);
      return queued;
    });
    for (const connector of connectors) this.doorbell.ring('outbox', connector);
    return answers;
  }

  private async queue(
    tx: Tx,
    asked: readonly Asked[],
    brandId: number | null,
  ): Promise<{ answers: Sent[]; connectors: ReadonlySet<number> }> {
    const now = this.clock.now();
    const configuration = await this.configurations.inForce(tx.sql);
    const relations = await readRelations(tx.sql, brandsIn(asked, configuration), now);
    const context = { configuration, relations, brandId, now };
    const understood = asked.map((one) => ('problem' in one ? one : understand(one.wish, context)));
    const recipients = await this.recipientsOf(
      tx,
      understood.filter((one) => 'wish' in one),
    );
    const judged = understood.map((one) =>
      'problem' in one ? one : judge(one, recipients.get(this.identity.hashOf(one.msisdn)), context),
    );
    const leaving = judged.filter((one) => 'meant' in one);
    const ids = await this.enqueueAll(tx, leaving, now);
    let next = 0;
    const answers = judged.map((one): Sent =>
      'problem' in one ? { type: 'refused', problem: one.problem } : { type: 'queued', id: ids[next++] ?? 0 },
    );
    return { answers, connectors: new Set(leaving.map(({ connectorId }) => connectorId)) };
  }

  private async recipientsOf(tx: Tx, meant: readonly Meant[]): Promise<ReadonlyMap<string, KnownRecipient>> {
    if (meant.length === 0) return new Map();
    const hashes = new Set(meant.map(({ msisdn }) => this.identity.hashOf(msisdn)));
    const scopes = new Set(meant.flatMap(({ intention }) => scopesAbove(intention)));
    return readRecipients(tx.sql, [...hashes], [...scopes]);
  }

  /** @returns ids in the order of the messages: two to one person leave in the order they were given. */
  private async enqueueAll(tx: Tx, leaving: readonly Leaving[], now: Date): Promise<number[]> {
    if (leaving.length === 0) return [];
    const hashes = leaving.map(({ meant }) => this.identity.hashOf(meant.msisdn));
    const newcomers = leaving.map(({ meant: { msisdn } }, at) => {
      const senderHash = hashes[at] ?? '';
      return { senderHash, lane: laneOf(senderHash), msisdn };
    });
    const people = await enterPeople(tx, newcomers, now);
    const ids = hashes.map((hash) => people.get(hash) ?? 0);
    const spoken = leaving.map(({ meant: { intention } }, at) => ({
      ...intention,
      subscriberId: ids[at] ?? 0,
    }));
    await noteLastBrands(tx, spoken, now);
    return enqueue(
      tx,
      leaving.map((one, at) => toOutbound(one, ids[at] ?? 0, now)),
    );
  }
}

function brandsIn(asked: readonly Asked[], configuration: Configuration): number[] {
  const named = new Set(asked.flatMap((one) => ('wish' in one ? [one.wish.brand] : [])));
  return [...named].flatMap((brand) => brandNamed(configuration, brand)?.id ?? []);
}
