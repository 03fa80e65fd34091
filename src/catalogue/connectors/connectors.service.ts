import { Inject, Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { drawKey } from '../../access/drawn-key.service';
import type { Protocol } from '../../connectors/connector';
import { PROTOCOLS } from '../../connectors/protocols.token';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import type { Reference } from '../../platform/reference';
import { SQL_STATES, sqlStateOf } from '../../platform/sql-state';
import { invalid } from '../../platform/validation.pipe';
import { idInBody, idInPath } from '../reference.store';
import { changedSettings, masked, type Settings } from './connector-settings';
import type { ConnectorChangesDto, ConnectorDto, NewConnectorDto, ShownConnectorDto } from './connector.dto';
import { ConnectorEntity } from './connector.entity';

/** Links to carriers: an administrator's business, for they hold secrets. */
@Injectable()
export class ConnectorsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(PROTOCOLS) private readonly protocols: ReadonlyMap<string, Protocol>,
  ) {}

  async create({
    name,
    protocol,
    operator,
    settings,
    enabled = true,
  }: NewConnectorDto): Promise<ShownConnectorDto> {
    const checked = this.checked(settings ?? {}, {}, this.protocolNamed(protocol));
    const operatorId = await this.operatorId(operator);
    const { key, keyHash } = drawKey('ck');
    const row = {
      name,
      protocol,
      operatorId,
      settings: checked,
      keyHash,
      enabled,
      createdAt: this.clock.now(),
    };
    try {
      await this.manager.insert(ConnectorEntity, row);
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.unique) throw error;
      throw new Problem('CONFLICT', `A connector "${name}" exists.`);
    }
    return { ...(await this.one(name)), key };
  }

  async list(query: PageQuery): Promise<Page<ConnectorDto>> {
    const rows = await this.manager.find(ConnectorEntity, {
      where: { id: MoreThan(query.after) },
      relations: { operator: true },
      order: { id: 'ASC' },
      take: query.limit + 1,
    });
    return pageOf(rows, query.limit, (row) => this.shown(row));
  }

  async one(reference: Reference): Promise<ConnectorDto> {
    return this.shown(await this.found(reference));
  }

  async change(
    reference: string,
    { operator, settings, enabled }: ConnectorChangesDto,
  ): Promise<ConnectorDto> {
    const row = await this.found(reference);
    const changes = {
      ...(enabled === undefined ? {} : { enabled }),
      ...(operator === undefined ? {} : { operatorId: await this.operatorId(operator) }),
      ...(settings === undefined
        ? {}
        : { settings: this.checked(settings, row.settings, this.protocolNamed(row.protocol)) }),
    };
    if (Object.keys(changes).length > 0) await this.manager.update(ConnectorEntity, { id: row.id }, changes);
    return this.one(row.id);
  }

  /** A new key; the old one stops working. */
  async rekey(reference: string): Promise<ShownConnectorDto> {
    const { id } = await this.found(reference);
    const { key, keyHash } = drawKey('ck');
    await this.manager.update(ConnectorEntity, { id }, { keyHash });
    return { ...(await this.one(id)), key };
  }

  private get manager() {
    return this.database.dataSource.manager;
  }

  private async found(reference: Reference): Promise<ConnectorEntity> {
    const id = await idInPath(this.database.sql, 'connector', reference, null);
    return this.manager.findOneOrFail(ConnectorEntity, { where: { id }, relations: { operator: true } });
  }

  private async operatorId(operator: Reference | null | undefined): Promise<number | null> {
    return operator === undefined || operator === null
      ? null
      : idInBody(this.database.sql, 'operator', operator, null);
  }

  private protocolNamed(name: string): Protocol {
    const protocol = this.protocols.get(name);
    if (protocol) return protocol;
    throw invalid([{ path: 'protocol', message: `must be one of ${[...this.protocols.keys()].join(', ')}` }]);
  }

  private checked(sent: Settings, kept: object, protocol: Protocol): object {
    const change = changedSettings(sent, kept, protocol);
    if (change.type === 'faulty') throw invalid(change.errors);
    return change.settings;
  }

  private shown({
    id,
    name,
    protocol,
    operator,
    settings,
    enabled,
    createdAt,
  }: ConnectorEntity): ConnectorDto {
    // A protocol we no longer speak: nobody can say which of its settings are secret.
    const spoken = this.protocols.get(protocol) ?? { secretSettings: Object.keys(settings) };
    return {
      id,
      name,
      protocol,
      operator: operator?.code ?? null,
      settings: masked(settings, spoken),
      enabled,
      createdAt,
    };
  }
}
