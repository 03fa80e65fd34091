import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { idInPath } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import {
  endSuspension,
  openSuspension,
  readSuspensions,
  type OperatorSuspension,
  type SuspensionAct,
} from './operator-suspensions.store';
import { Services } from './services.service';

/** Stops one service, or all of them, at one operator, and lets them go on. What was due meanwhile is neither lost nor asked for twice. */
@Injectable()
export class OperatorSuspensions {
  constructor(
    private readonly database: Database,
    private readonly services: Services,
    private readonly clock: Clock,
  ) {}

  async page(operator: string, { after, limit }: PageQuery): Promise<Page<OperatorSuspension>> {
    const { sql } = this.database;
    const operatorId = await idInPath(sql, 'operator', operator, null);
    return pageOf(await readSuspensions(sql, operatorId, after, limit + 1), limit, (row) => row);
  }

  async suspend(
    caller: ApiCaller,
    operator: string,
    serviceId: number | null,
    reason: string,
  ): Promise<OperatorSuspension> {
    const opened = await this.act(caller, operator, serviceId, (tx, act) => openSuspension(tx, act, reason));
    if (!opened) throw new Problem('CONFLICT', 'That is suspended already.');
    return opened;
  }

  async resume(caller: ApiCaller, operator: string, serviceId: number | null): Promise<OperatorSuspension> {
    const ended = await this.act(caller, operator, serviceId, endSuspension);
    if (!ended) throw new Problem('CONFLICT', 'That is not suspended.');
    return ended;
  }

  private async act(
    caller: ApiCaller,
    operator: string,
    serviceId: number | null,
    write: (tx: Tx, act: SuspensionAct) => Promise<OperatorSuspension | null>,
  ): Promise<OperatorSuspension | null> {
    const operatorId = await idInPath(this.database.sql, 'operator', operator, null);
    if (serviceId !== null) await this.services.get(caller, serviceId);
    const act = { operatorId, serviceId, by: caller.name, at: this.clock.now() };
    return this.database.transaction((tx) => write(tx, act));
  }
}
