import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { readPriceLists } from '../../billing/price-points/price-points.store';
import { idInPath } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { readReference } from '../../platform/reference';
import { invalid } from '../../platform/validation.pipe';
import type { NewTariffDto, ServiceOperatorChangeDto } from './service.dto';
import { pricesFrom, problemOf, unapprovedIn } from './price-approval';
import type { Service } from './service';
import { hasBeenOpen } from './service-state';
import { missing, Services } from './services.service';
import {
  deleteServiceOperator,
  findGateway,
  lockService,
  putServiceOperator,
  type ServiceCard,
} from './services.store';
import { countUnagreed, deleteTariff, insertTariff, readUnagreed, type Unagreed } from './tariffs.store';

/** What services cost and where the money is taken. A price that rises is asked of nobody who has not agreed to it. */
@Injectable()
export class Tariffs {
  constructor(
    private readonly database: Database,
    private readonly services: Services,
    private readonly clock: Clock,
  ) {}

  /** Adds a version of the price. Once people may have joined, no price changes behind their back: only the future's can. */
  async add(caller: ApiCaller, id: number, wish: NewTariffDto): Promise<ServiceCard> {
    const now = this.clock.now();
    const effectiveFrom = wish.effectiveFrom === undefined ? now : new Date(wish.effectiveFrom);
    const amountMinor = BigInt(wish.amount.minor);
    if (amountMinor === 0n) throw invalid([{ path: 'amount.minor', message: 'must be more than nothing' }]);
    await this.database.transaction(async (tx) => {
      const service = await this.locked(tx, caller, id);
      if (service.state === 'closed') throw new Problem('CONFLICT', 'The service is closed.');
      if (hasBeenOpen(service.state) && effectiveFrom <= now)
        throw invalid([{ path: 'effectiveFrom', message: 'must be in the future: people have joined' }]);
      const tariff = {
        serviceId: id,
        effectiveFrom,
        amountMinor,
        currency: wish.amount.currency,
        vatBp: wish.vatBp ?? 0,
        createdAt: now,
      };
      const lists = await readPriceLists(tx.sql, approvedAt(service));
      const refused = problemOf(unapprovedIn(lists, [tariff], now), 'amount.minor');
      if (refused) throw refused;
      if ((await insertTariff(tx, tariff)) === null)
        throw new Problem('CONFLICT', 'Another price begins at the same instant.');
    });
    return this.services.get(caller, id);
  }

  /** Takes back a price that has not begun, or that of a draft. */
  async withdraw(caller: ApiCaller, id: number, tariffId: number): Promise<ServiceCard> {
    await this.database.transaction(async (tx) => {
      const service = await this.locked(tx, caller, id);
      const tariff = tariffIn(service, tariffId);
      const mayGo = !hasBeenOpen(service.state) || tariff.effectiveFrom > this.clock.now();
      if (!mayGo || !(await deleteTariff(tx, id, tariffId)))
        throw new Problem('CONFLICT', 'A price that was in force stays on record.');
    });
    return this.services.get(caller, id);
  }

  /** Who has not agreed to a price that is dearer than theirs: they keep paying what they said yes to. */
  async unagreed(
    caller: ApiCaller,
    id: number,
    tariffId: number,
    after: number,
    limit: number,
  ): Promise<{ readonly count: number; readonly rows: readonly Unagreed[] }> {
    const { service } = await this.services.get(caller, id);
    const tariff = tariffIn(service, tariffId);
    const { sql } = this.database;
    return {
      count: await countUnagreed(sql, id, tariff),
      rows: await readUnagreed(sql, id, tariff, after, limit),
    };
  }

  /** Where this operator's subscribers pay, and whether the operator has approved the service. */
  async putOperator(
    caller: ApiCaller,
    id: number,
    operator: string,
    change: ServiceOperatorChangeDto,
  ): Promise<ServiceCard> {
    await this.database.transaction(async (tx) => {
      const service = await this.locked(tx, caller, id);
      const operatorId = await idInPath(tx.sql, 'operator', operator, null);
      const { name, id: numbered } = readReference(change.gateway);
      const gatewayId = await findGateway(tx.sql, operatorId, name, numbered);
      if (gatewayId === null)
        throw invalid([{ path: 'gateway', message: `"${change.gateway}" is no gateway of this operator` }]);
      const { isApproved = false, isPartial = false } = change;
      const now = this.clock.now();
      const lists = isApproved ? await readPriceLists(tx.sql, [operatorId]) : [];
      const refused = problemOf(unapprovedIn(lists, pricesFrom(service, now), now), 'isApproved');
      if (refused) throw refused;
      await putServiceOperator(tx, id, { operatorId, gatewayId, isApproved, isPartial });
    });
    return this.services.get(caller, id);
  }

  /** Nobody else of this operator joins; who has is charged as before, until the service itself is suspended. */
  async removeOperator(caller: ApiCaller, id: number, operator: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const service = await this.locked(tx, caller, id);
      const operatorId = await idInPath(tx.sql, 'operator', operator, null);
      if (hasBeenOpen(service.state))
        throw new Problem('CONFLICT', 'People may have joined through it: withdraw its approval instead.');
      if (!(await deleteServiceOperator(tx, id, operatorId)))
        throw new Problem('NOT_FOUND', 'The service is not offered at this operator.');
    });
  }

  private async locked(tx: Tx, { brandId }: ApiCaller, id: number): Promise<Service> {
    const found = await lockService(tx, id, brandId);
    if (!found) throw missing(id);
    return found.service;
  }
}

const approvedAt = ({ operators }: Service): number[] =>
  operators.flatMap(({ operatorId, isApproved }) => (isApproved ? [operatorId] : []));

function tariffIn({ id, tariffs }: Service, tariffId: number) {
  const tariff = tariffs.find((one) => one.id === tariffId);
  if (!tariff) throw new Problem('NOT_FOUND', `Service ${id} has no tariff ${tariffId}.`);
  return tariff;
}
