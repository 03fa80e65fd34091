import { Inject, Injectable } from '@nestjs/common';
import { drawKey } from '../../access/drawn-key.service';
import { idInBody } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import { readReference, type Reference } from '../../platform/reference';
import { SQL_STATES, sqlStateOf } from '../../platform/sql-state';
import { invalid } from '../../platform/validation.pipe';
import {
  changeGateway,
  gatewayById,
  gatewayByName,
  gatewaysAfter,
  insertGateway,
  type GatewayRow,
} from './gateway-rows.store';
import { readGatewaySecrets, writeGatewaySecrets } from './gateway-secrets.store';
import { changedSettings, masked, type Secrets, type Settings } from './gateway-settings';
import type { GatewayType } from './gateway-type';
import { GATEWAY_TYPES } from './gateway-types.token';
import type {
  ChargeGatewayChangesDto,
  ChargeGatewayDto,
  NewChargeGatewayDto,
  ShownChargeGatewayDto,
} from './gateway.dto';

/** Where operators take money for us: an administrator's business, for gateways hold secrets. */
@Injectable()
export class GatewayCatalogue {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(GATEWAY_TYPES) private readonly types: ReadonlyMap<string, GatewayType>,
  ) {}

  async create({
    name,
    type,
    operator,
    settings = {},
    state = 'active',
  }: NewChargeGatewayDto): Promise<ShownChargeGatewayDto> {
    const checked = this.checked(settings, {}, this.typeNamed(type));
    const operatorId = await idInBody(this.database.sql, 'operator', operator, null);
    const { key, keyHash } = drawKey('ck');
    const row = { name, type, operatorId, settings: checked.settings, state, keyHash };
    try {
      const id = await this.database.transaction(async (tx) => {
        const inserted = await insertGateway(tx, { ...row, createdAt: this.clock.now() });
        await writeGatewaySecrets(tx, inserted, checked.secrets);
        return inserted;
      });
      return { ...(await this.one(id)), key };
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.unique) throw error;
      throw new Problem('CONFLICT', `A charge gateway "${name}" exists.`);
    }
  }

  async list(query: PageQuery): Promise<Page<ChargeGatewayDto>> {
    const rows = await gatewaysAfter(this.database.sql, query.after, query.limit);
    const shown = await Promise.all(rows.map((row) => this.shown(row)));
    return pageOf(shown, query.limit, (row) => row);
  }

  async one(reference: Reference): Promise<ChargeGatewayDto> {
    return this.shown(await this.found(reference));
  }

  async change(
    reference: Reference,
    { settings, state }: ChargeGatewayChangesDto,
  ): Promise<ChargeGatewayDto> {
    const row = await this.found(reference);
    const kept = await readGatewaySecrets(this.database.sql, row.id);
    const checked =
      settings === undefined ? undefined : this.checked(settings, kept, this.typeNamed(row.type));
    await this.database.transaction(async (tx) => {
      await changeGateway(tx, row.id, {
        ...(checked === undefined ? {} : { settings: checked.settings }),
        ...(state === undefined ? {} : { state }),
      });
      if (checked) await writeGatewaySecrets(tx, row.id, checked.secrets);
    });
    return this.one(row.id);
  }

  /** A new key; the old one stops working, and so do the addresses that were proved by it. */
  async rekey(reference: Reference): Promise<ShownChargeGatewayDto> {
    const { id } = await this.found(reference);
    const { key, keyHash } = drawKey('ck');
    await this.database.transaction((tx) => changeGateway(tx, id, { keyHash }));
    return { ...(await this.one(id)), key };
  }

  private async found(reference: Reference): Promise<GatewayRow> {
    const { name, id } = readReference(reference);
    const { sql } = this.database;
    const row = (await gatewayByName(sql, name)) ?? (id === null ? undefined : await gatewayById(sql, id));
    if (!row) throw new Problem('NOT_FOUND', `There is no charge gateway "${reference}".`);
    return row;
  }

  private typeNamed(name: string): GatewayType {
    const type = this.types.get(name);
    if (type) return type;
    throw invalid([{ path: 'type', message: `must be one of ${[...this.types.keys()].join(', ')}` }]);
  }

  private checked(sent: Settings, kept: Secrets, type: GatewayType) {
    const change = changedSettings(sent, kept, type);
    if (change.type === 'faulty') throw invalid(change.errors);
    return change;
  }

  private async shown(row: GatewayRow): Promise<ChargeGatewayDto> {
    const { id, name, type, operator, settings, state, resumeAt, createdAt } = row;
    const secrets = await readGatewaySecrets(this.database.sql, id);
    return { id, name, type, operator, settings: masked(settings, secrets), state, resumeAt, createdAt };
  }
}
