import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import type { Campaign, Configuration } from '../../catalogue/configuration';
import { ConfigurationService } from '../../catalogue/configuration.service';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { isRecurring, type Service } from '../services/service';
import { hasBeenOpen } from '../services/service-state';
import { Services } from '../services/services.service';
import type { MigrationDto } from './migration.dto';
import { endMigration, findAsking, findMigration, insertMigration, readProgress } from './migrations.store';
import { dropTurns } from './turns.store';

/** Moves the subscribers of a service to another one, each by their own yes: a brand can only have them asked. */
@Injectable()
export class Migrations {
  constructor(
    private readonly database: Database,
    private readonly services: Services,
    private readonly configurations: ConfigurationService,
    private readonly clock: Clock,
  ) {}

  async begin(caller: ApiCaller, fromId: number, toId: number): Promise<MigrationDto> {
    const { service: from } = await this.services.get(caller, fromId);
    const to = await this.target(caller, from, toId);
    const campaign = leadingTo(to, await this.configurations.inForce(this.database.sql));
    if (!campaign)
      throw refusal(
        'is reached by no campaign: publish one of the kind "subscribe", by which people say yes',
      );
    const id = await this.database.transaction((tx) =>
      insertMigration(tx, {
        ...{ fromId, toId, campaignId: campaign.id },
        ...{ createdBy: caller.name, createdAt: this.clock.now() },
      }),
    );
    if (id === null)
      throw new Problem('CONFLICT', 'The subscribers of this service are being asked already.', {
        why: 'asking',
        migration: await findAsking(this.database.sql, fromId),
      });
    return this.get(caller, fromId, id);
  }

  async get(caller: ApiCaller, fromId: number, id: number): Promise<MigrationDto> {
    await this.services.get(caller, fromId);
    const { sql } = this.database;
    const migration = await findMigration(sql, id, fromId);
    if (!migration) throw new Problem('NOT_FOUND', `Service ${fromId} has no migration ${id}.`);
    const { state, toId, campaignId, createdBy, createdAt, endedAt } = migration;
    return {
      ...{ id, from: fromId, to: toId, campaign: campaignId, state },
      ...(await readProgress(sql, id)),
      ...{ createdBy, createdAt, endedAt },
    };
  }

  /** Nobody else is asked. Who has been asked may still answer: what they were told stands. */
  async cancel(caller: ApiCaller, fromId: number, id: number): Promise<MigrationDto> {
    await this.get(caller, fromId, id);
    await this.database.transaction(async (tx) => {
      if (!(await endMigration(tx, id, 'cancelled', this.clock.now())))
        throw new Problem('CONFLICT', 'Nobody is being asked any more.', { why: 'ended' });
      await dropTurns(tx, id);
    });
    return this.get(caller, fromId, id);
  }

  private async target(caller: ApiCaller, from: Service, toId: number): Promise<Service> {
    if (!hasBeenOpen(from.state) || !isRecurring(from))
      throw new Problem('CONFLICT', 'Nobody has subscribed to this service.', { why: 'no subscribers' });
    if (toId === from.id) throw refusal('is the same service');
    const found = await this.services.get({ brandId: caller.brandId }, toId).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    if (!found) throw refusal('is no service there is');
    const { service } = found;
    if (service.brandId !== from.brandId || service.shortcodeId !== from.shortcodeId)
      throw refusal('belongs to another brand or another code');
    if (service.state !== 'approved')
      throw refusal(`is ${service.state}: only an approved one can be joined`);
    if (!isRecurring(service)) throw refusal('is not paid for by the day, week or month');
    return service;
  }
}

const refusal = (message: string): Problem => invalid([{ path: 'to', message }]);

/** The first of those that lead there: its question is how people answer. */
const leadingTo = ({ id, shortcodeId }: Service, { campaigns }: Configuration): Campaign | undefined =>
  [...campaigns.values()].find(
    (campaign) =>
      campaign.kind === 'subscribe' &&
      campaign.state === 'published' &&
      campaign.shortcodeId === shortcodeId &&
      (campaign.settings as { readonly service?: unknown }).service === id,
  );
