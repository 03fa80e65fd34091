import { Injectable } from '@nestjs/common';
import { findId } from '../catalogue/reference.store';
import type { Sql } from '../platform/database.service';
import type { InputError } from '../platform/problem';
import { readReference, type Reference } from '../platform/reference';
import { invalid } from '../platform/validation.pipe';
import { fold } from '../text/fold';
import { ruleFaults, type Audience, type CampaignRule } from './campaign-rule';
import type { AudienceDto, CampaignKeywordDto } from './campaign.dto';
import { listsFor } from './campaigns.store';

export interface AskedRules {
  readonly keywords: readonly CampaignKeywordDto[];
  readonly catchAll: AudienceDto | null;
}

/** Turns the words of a request into rules, every operator and list resolved. */
@Injectable()
export class CampaignRules {
  /** Throws VALIDATION_FAILED with every fault. */
  async read(
    sql: Sql,
    { keywords, catchAll }: AskedRules,
    brandId: number,
    shortcodeId: number,
  ): Promise<CampaignRule[]> {
    const lists = (await listsFor(sql, brandId, shortcodeId)).filter(
      (list) => list.brandId === brandId && list.shortcodeId === shortcodeId,
    );
    const listId = (raw: Reference): number | null => {
      const { name, id } = readReference(raw);
      return (
        (lists.find((list) => list.key === fold(name)) ?? lists.find((list) => list.id === id))?.id ?? null
      );
    };
    const errors: InputError[] = [];
    const rules: CampaignRule[] = [];
    const asked = [
      ...keywords.map((dto) => ({ word: dto.word.trim(), dto })),
      ...(catchAll ? [{ word: null, dto: catchAll }] : []),
    ];
    for (const [at, { word, dto }] of asked.entries()) {
      const path = word === null ? 'catchAll' : `keywords[${at}]`;
      rules.push({ word, ...(await this.audience(sql, dto, { path, listId, errors })) });
    }
    errors.push(...(errors.length > 0 ? [] : ruleFaults(rules)));
    if (errors.length > 0) throw invalid(errors);
    return rules;
  }

  private async audience(
    sql: Sql,
    { operator, includeList, excludeList }: AudienceDto,
    {
      path,
      listId,
      errors,
    }: { path: string; listId: (raw: Reference) => number | null; errors: InputError[] },
  ): Promise<Audience> {
    const found = (field: string, raw: Reference, id: number | null): number | null => {
      if (id === null) errors.push({ path: `${path}.${field}`, message: `"${raw}" is none there is` });
      return id;
    };
    return {
      operatorId: isNamed(operator)
        ? found('operator', operator, await findId(sql, 'operator', operator, null))
        : null,
      includeListId: isNamed(includeList) ? found('includeList', includeList, listId(includeList)) : null,
      excludeListId: isNamed(excludeList) ? found('excludeList', excludeList, listId(excludeList)) : null,
    };
  }
}

const isNamed = (raw: Reference | null | undefined): raw is Reference => raw !== undefined && raw !== null;
