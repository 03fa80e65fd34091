import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import { SQL_STATES, sqlStateOf } from '../../platform/sql-state';
import { idInPath } from '../reference.store';
import type { NewOperatorDto, OperatorChangesDto } from './operator.dto';
import { OperatorEntity } from './operator.entity';

@Injectable()
export class OperatorsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async create(operator: NewOperatorDto): Promise<OperatorEntity> {
    const { manager } = this.database.dataSource;
    try {
      const { identifiers } = await manager.insert(OperatorEntity, {
        ...operator,
        createdAt: this.clock.now(),
      });
      return await this.one(String(identifiers[0]?.['id']));
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.unique) throw error;
      throw new Problem('CONFLICT', `An operator "${operator.code}" exists.`);
    }
  }

  async list(query: PageQuery): Promise<Page<OperatorEntity>> {
    const rows = await this.database.dataSource.manager.find(OperatorEntity, {
      where: { id: MoreThan(query.after) },
      order: { id: 'ASC' },
      take: query.limit + 1,
    });
    return pageOf(rows, query.limit, (row) => row);
  }

  async one(reference: string): Promise<OperatorEntity> {
    const id = await idInPath(this.database.sql, 'operator', reference, null);
    return this.database.dataSource.manager.findOneByOrFail(OperatorEntity, { id });
  }

  async change(reference: string, changes: OperatorChangesDto): Promise<OperatorEntity> {
    const id = await idInPath(this.database.sql, 'operator', reference, null);
    if (Object.keys(changes).length > 0)
      await this.database.dataSource.manager.update(OperatorEntity, { id }, { ...changes });
    return this.database.dataSource.manager.findOneByOrFail(OperatorEntity, { id });
  }
}
