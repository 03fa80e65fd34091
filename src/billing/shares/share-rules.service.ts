import { Injectable } from '@nestjs/common';
import type { AnswerOnce } from '../../access/answer-once.decorator';
import type { ApiCaller } from '../../access/caller.decorator';
import { idInBody } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { faultsIn, readTiers } from './share-rule';
import type { NewShareRuleDto } from './share-rules.dto';
import {
  findShareRule,
  insertShareRule,
  isService,
  listShareRules,
  type ShareRuleRow,
} from './share-rules.store';

/** Who gets what of what people pay. A rule is never changed: a later one takes its place from its own instant on. */
@Injectable()
export class ShareRules {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async page({ after, limit }: PageQuery): Promise<Page<ShareRuleRow>> {
    return pageOf(await listShareRules(this.database.sql, after, limit + 1), limit, (row) => row);
  }

  async create(caller: ApiCaller, rule: NewShareRuleDto, keep: AnswerOnce): Promise<ShareRuleRow> {
    refuseUnlessWhole(rule);
    return this.database.transaction(async ({ sql }) => {
      const { service, operator } = rule;
      if (service !== undefined && !(await isService(sql, service)))
        throw invalid([{ path: 'service', message: `"${service}" is no service there is` }]);
      const id = await insertShareRule(sql, {
        serviceId: service ?? null,
        provider: rule.provider ?? null,
        operatorId: operator === undefined ? null : await idInBody(sql, 'operator', operator, null),
        currency: rule.currency,
        effectiveFrom: new Date(rule.effectiveFrom),
        feeMinor: rule.feeMinor ?? '0',
        tiers: rule.tiers,
        operatorDays: rule.operatorDays,
        partnerDays: rule.partnerDays,
        createdBy: caller.name,
        createdAt: this.clock.now(),
      });
      const made = id === null ? undefined : await findShareRule(sql, id);
      if (!made) throw new Problem('CONFLICT', 'A rule for the same begins at the same instant.');
      await keep(sql, made);
      return made;
    });
  }
}

function refuseUnlessWhole({ tiers, operatorDays, partnerDays }: NewShareRuleDto): void {
  const faults = [...faultsIn(readTiers(tiers))];
  if (partnerDays < operatorDays)
    faults.push({ path: 'partnerDays', message: 'must not be before the operator pays' });
  if (faults.length > 0) throw invalid(faults);
}
