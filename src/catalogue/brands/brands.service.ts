import { Injectable } from '@nestjs/common';
import { And, Equal, MoreThan } from 'typeorm';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import { SQL_STATES, sqlStateOf } from '../../platform/sql-state';
import { idInPath } from '../reference.store';
import type { BrandChangesDto, NewBrandDto } from './brand.dto';
import { BrandEntity } from './brand.entity';

@Injectable()
export class BrandsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async create(brand: NewBrandDto): Promise<BrandEntity> {
    const { manager } = this.database.dataSource;
    try {
      const { identifiers } = await manager.insert(BrandEntity, { ...brand, createdAt: this.clock.now() });
      return await manager.findOneByOrFail(BrandEntity, { id: Number(identifiers[0]?.['id']) });
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.unique) throw error;
      throw new Problem('CONFLICT', `A brand "${brand.code}" exists.`);
    }
  }

  async list({ brandId }: ApiCaller, query: PageQuery): Promise<Page<BrandEntity>> {
    const after = MoreThan(query.after);
    const rows = await this.database.dataSource.manager.find(BrandEntity, {
      where: { id: brandId === null ? after : And(after, Equal(brandId)) },
      order: { id: 'ASC' },
      take: query.limit + 1,
    });
    return pageOf(rows, query.limit, (row) => row);
  }

  async one({ brandId }: ApiCaller, reference: string): Promise<BrandEntity> {
    const id = await idInPath(this.database.sql, 'brand', reference, brandId);
    return this.database.dataSource.manager.findOneByOrFail(BrandEntity, { id });
  }

  async change(caller: ApiCaller, reference: string, changes: BrandChangesDto): Promise<BrandEntity> {
    const { id } = await this.one(caller, reference);
    if (Object.keys(changes).length > 0)
      await this.database.dataSource.manager.update(BrandEntity, { id }, { ...changes });
    return this.one(caller, String(id));
  }
}
