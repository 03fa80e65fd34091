import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem, type InputError } from '../../platform/problem';
import type { Reference } from '../../platform/reference';
import { SQL_STATES, sqlStateOf } from '../../platform/sql-state';
import { invalid } from '../../platform/validation.pipe';
import { profileInForce } from '../profiles/profiles.store';
import { idInBody, idInPath } from '../reference.store';
import { textsFaults } from './code-texts';
import type { NewShortcodeDto, ShortcodeChangesDto, ShortcodeDto } from './shortcode.dto';
import { ShortcodeEntity } from './shortcode.entity';

/** Short numbers. A brand's own key sees the shared ones and its own. */
@Injectable()
export class ShortcodesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async create({ brand, ...code }: NewShortcodeDto): Promise<ShortcodeDto> {
    const faults = [...ownerFaults(code.kind, brand), ...policyFaults(code.kind, code)];
    if (faults.length > 0) throw invalid(faults);
    const brandId = brand === undefined ? null : await idInBody(this.database.sql, 'brand', brand, null);
    const profile = await profileInForce(this.database.sql, code.profile, this.clock.now());
    const settled = {
      language: profile.languages[0],
      zone: profile.zone,
      ...code,
      brandId,
      createdAt: this.clock.now(),
    };
    try {
      await this.manager.insert(ShortcodeEntity, settled);
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.unique) throw error;
      throw new Problem('CONFLICT', `The code ${code.number} exists.`);
    }
    return this.one(null, code.number);
  }

  async list({ brandId }: ApiCaller, query: PageQuery): Promise<Page<ShortcodeDto>> {
    const id = MoreThan(query.after);
    const rows = await this.manager.find(ShortcodeEntity, {
      where:
        brandId === null
          ? { id }
          : [
              { id, brandId: IsNull() },
              { id, brandId },
            ],
      relations: { brand: true },
      order: { id: 'ASC' },
      take: query.limit + 1,
    });
    return pageOf(rows, query.limit, shown);
  }

  /** @param caller null for an act of our own, which sees every code */
  async one(caller: ApiCaller | null, reference: Reference): Promise<ShortcodeDto> {
    return shown(await this.found(caller, reference));
  }

  async change(reference: string, changes: ShortcodeChangesDto): Promise<ShortcodeDto> {
    const { id, kind } = await this.found(null, reference);
    const faults = policyFaults(kind, changes);
    if (faults.length > 0) throw invalid(faults);
    if (Object.keys(changes).length > 0) await this.manager.update(ShortcodeEntity, { id }, { ...changes });
    return shown(
      await this.manager.findOneOrFail(ShortcodeEntity, { where: { id }, relations: { brand: true } }),
    );
  }

  private get manager() {
    return this.database.dataSource.manager;
  }

  private async found(caller: ApiCaller | null, reference: Reference): Promise<ShortcodeEntity> {
    const id = await idInPath(this.database.sql, 'shortcode', reference, caller?.brandId ?? null);
    return this.manager.findOneOrFail(ShortcodeEntity, { where: { id }, relations: { brand: true } });
  }
}

/** A dedicated code is somebody's, a shared one nobody's. */
function ownerFaults(kind: ShortcodeEntity['kind'], brand: Reference | undefined): InputError[] {
  if (kind === 'dedicated' && brand === undefined)
    return [{ path: 'brand', message: 'must name the owner of a dedicated code' }];
  if (kind === 'shared' && brand !== undefined)
    return [{ path: 'brand', message: 'belongs to a dedicated code only' }];
  return [];
}

function policyFaults(
  kind: ShortcodeEntity['kind'],
  { unknownPolicy, texts }: ShortcodeChangesDto,
): InputError[] {
  const message = 'tenant is for dedicated codes: on a shared one no brand answers for the others';
  return [
    ...(kind === 'shared' && unknownPolicy === 'tenant' ? [{ path: 'unknownPolicy', message }] : []),
    ...(texts === undefined ? [] : textsFaults(texts)),
  ];
}

function shown({ brand, brandId: _, ...code }: ShortcodeEntity): ShortcodeDto {
  return { ...code, brand: brand?.code ?? null };
}
