import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Configuration } from '../../catalogue/configuration';
import { ConfigurationService } from '../../catalogue/configuration.service';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import { Rounds } from '../../platform/rounds.service';
import { isQuiet } from '../../rules/quiet-hours';
import type { Service } from '../services/service';
import { readServices } from '../services/services.store';
import { claimAsking, endMigration, readAsking, type Migration } from './migrations.store';
import {
  countAhead,
  enterMoves,
  giveUpLost,
  nextCandidates,
  setTurns,
  type Candidate,
  type TurnToAsk,
} from './turns.store';

export const ASKING_LIMITS = {
  /** People of one transaction, and so of one second. */
  page: 100,
  /** A question that waits for hours in a queue has no time left to be answered: no more are asked while so many still have to leave. */
  ahead: 200,
} as const;

/** What a migration needs to know to ask anybody. */
interface Ground {
  readonly from: Service;
  readonly to: Service;
  readonly configuration: Configuration;
}

/**
 * Gives the subscribers of a service their turns to be asked whether they want another instead: page by page, each a transaction of its
 * own, any number of processes. A turn is a timer of the person's lane, so what they are asked is decided there, beside their texts.
 */
@Injectable()
export class MigrationAsking implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('MigrationAsking');
  private readonly rounds = new Rounds(
    () => this.round(),
    (error) => this.logger.warn(error, 'asking people whether they want to move is put off'),
  );

  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  /** One page of each migration; a second call joins the first. */
  sweep(): Promise<void> {
    return this.rounds.go();
  }

  /** The same, beside whatever rounds are under way. @returns how many people were looked at */
  async round(most: number = ASKING_LIMITS.page): Promise<number> {
    let looked = 0;
    for (const id of await readAsking(this.database.hot.sql)) {
      const candidates = await this.database.hot.transaction((tx) => this.askSome(tx, id, most));
      for (const lane of new Set(candidates.map(({ lane }) => lane))) this.doorbell.ring('lane', lane);
      looked += candidates.length;
    }
    return looked;
  }

  private async askSome(tx: Tx, id: number, most: number): Promise<readonly Candidate[]> {
    const migration = await claimAsking(tx, id);
    if (!migration) return [];
    const ground = await this.groundOf(tx, migration);
    const now = this.clock.now();
    if (!ground || isResting(ground, migration, now)) return [];
    const connectorIds = linksOf(ground);
    const { waiting, queued } = await countAhead(tx, id, connectorIds, ASKING_LIMITS.ahead);
    const isFull = waiting >= ASKING_LIMITS.ahead || queued >= ASKING_LIMITS.ahead;
    if (isFull || connectorIds.length === 0) return [];
    const candidates = await nextCandidates(tx, migration, ground.to, most);
    const last = candidates.at(-1);
    if (!last) {
      await giveUpLost(tx, id);
      if (waiting === 0) await endMigration(tx, id, 'done', now);
      return [];
    }
    await enterMoves(tx, migration, candidates, last.id);
    await setTurns(tx, turnsOf(candidates, migration, ground), now);
    return candidates;
  }

  private async groundOf(tx: Tx, { fromId, toId }: Migration): Promise<Ground | null> {
    const services = await readServices(tx.sql, [fromId, toId]);
    const [from, to] = [services.get(fromId), services.get(toId)];
    return from && to ? { from, to, configuration: await this.configurations.inForce(tx.sql) } : null;
  }
}

/** Nobody is asked what they could not say yes to, nor at hours at which the code's rules want silence. */
function isResting({ to, configuration }: Ground, { campaignId }: Migration, now: Date): boolean {
  const shortcode = configuration.shortcodes.get(to.shortcodeId);
  if (to.state !== 'approved' || configuration.campaigns.get(campaignId)?.state !== 'published' || !shortcode)
    return true;
  return isQuiet(configuration.profileOf(shortcode, now), 'promotional', now, shortcode.zone);
}

const linksOf = ({ to, configuration }: Ground): number[] =>
  configuration.routes
    .filter(({ shortcodeId, state }) => shortcodeId === to.shortcodeId && state === 'live')
    .map(({ connectorId }) => connectorId);

const turnsOf = (
  candidates: readonly Candidate[],
  { id: migrationId, campaignId }: Migration,
  { from, to }: Ground,
): TurnToAsk[] =>
  candidates
    .filter(({ hindrance }) => hindrance === null)
    .map((candidate) => ({
      candidate,
      campaignId,
      shortcodeId: to.shortcodeId,
      move: {
        ...{ migrationId, subscriptionId: candidate.id, serviceId: from.id, listId: from.listId },
        ...{ name: from.name, key: from.key, operatorId: candidate.operatorId, tries: 0 },
        joinedAt: candidate.joinedAt.toISOString(),
      },
    }));
