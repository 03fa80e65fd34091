import { Inject, Injectable } from '@nestjs/common';
import { keywordForm } from '../catalogue/keywords/keyword-form';
import { collisions, type Collision } from '../catalogue/keywords/collisions';
import { codeTerms, insertLeases, wordsOn, type CodeTerms } from '../catalogue/keywords/keywords.store';
import { approvedProfiles } from '../catalogue/profiles/profiles.store';
import type { Sql } from '../platform/database.service';
import { OutboundHttp } from '../platform/outbound-http.client';
import type { InputError } from '../platform/problem';
import { profileAt } from '../rules/catalogue';
import { reservedWord } from '../rules/command';
import type { Profile } from '../rules/profile';
import { fold } from '../text/fold';
import { aheadOf, leaseOf } from './campaign-leases';
import { lintCampaign } from './campaign-lints';
import { pathOf, ruleClashes, type CampaignRule } from './campaign-rule';
import type { CampaignEntity } from './campaign.entity';
import {
  keepWord,
  keysOf,
  listsFor,
  neighboursOf,
  otherRules,
  registryRows,
  replaceRules,
  strangeTables,
} from './campaigns.store';
import { keepVersion } from './flow/flow-versions.store';
import { KINDS } from './kinds.token';
import type { Kinds } from './kinds';
import { tablesOfBrand } from './lookup/lookup-tables.store';
import { servicesOfBrand } from './subscribe/offered-services.store';

export type Publishing =
  | {
      readonly type: 'ready';
      readonly settings: object;
      readonly warnings: readonly Collision[];
      readonly advice: readonly string[];
    }
  | { readonly type: 'refused'; readonly errors: readonly InputError[] };

/** A rule and the keyword it was found to be; null for the catch-all. */
type FoundRule = CampaignRule & { readonly keywordId: number | null };

/** What stands between a draft and the public: every lint, then its leases and its rules. Runs under the code's lock. */
@Injectable()
export class PublishingService {
  constructor(
    @Inject(KINDS) private readonly kinds: Kinds,
    private readonly http: OutboundHttp,
  ) {}

  /** Enters what the campaign answers to, or says everything that is in its way. */
  async prepare(
    sql: Sql,
    campaign: CampaignEntity,
    rules: readonly CampaignRule[],
    now: Date,
  ): Promise<Publishing> {
    const [code] = await codeTerms(sql, [campaign.shortcodeId]);
    if (!code) throw new Error(`campaign ${campaign.id} stands on a code that is gone`);
    const profiles = await approvedProfiles(sql);
    const profile = profileAt(profiles, code.profile, campaign.opensAt > now ? campaign.opensAt : now);
    const lists = new Map((await listsFor(sql, campaign.brandId, code.id)).map((list) => [list.id, list]));
    const neighbours = await neighboursOf(sql, campaign);
    const tables = await tablesOfBrand(sql, campaign.brandId);
    const isDedicated = code.kind === 'dedicated';
    const refusalOf = (url: string): string | null => this.http.refusalOf(url);
    const services = await servicesOfBrand(sql, campaign.brandId);
    const linted = { campaign, rules, isDedicated, profile, lists, neighbours, tables, services, refusalOf };
    const { settings, isReadable, errors, advice } = lintCampaign(this.kinds.get(campaign.kind), linted);
    const found = await this.findKeywords(sql, campaign, rules, { code, profile, now });
    const clashes = await this.clashes(sql, campaign, found.rules);
    // Settings that could not be read name no table.
    const strange = isReadable ? await this.tableErrors(sql, campaign, settings) : [];
    const all = [...errors, ...found.errors, ...clashes, ...strange];
    if (all.length > 0) return { type: 'refused', errors: all };
    await replaceRules(sql, campaign.id, found.rules);
    const version = this.kinds.get(campaign.kind)?.versionOf?.(settings);
    if (version !== undefined) await keepVersion(sql, campaign.id, { version, settings, at: now });
    const leased = await wordsOn(sql, code.id, now);
    const warnings = rules.flatMap(({ word }) =>
      word === null ? [] : collisions(fold(word), { profile, profiles, leased }),
    );
    return {
      type: 'ready',
      settings: settings as object,
      warnings: warnings.filter(({ severity }) => severity === 'warning'),
      advice,
    };
  }

  private async tableErrors(
    sql: Sql,
    { kind, brandId }: CampaignEntity,
    settings: unknown,
  ): Promise<InputError[]> {
    const tables = this.kinds.get(kind)?.tablesOf?.(settings) ?? [];
    const strange = tables.length === 0 ? [] : await strangeTables(sql, brandId, tables);
    return strange.map((id) => ({ path: 'settings', message: `There is no table ${id} of this brand.` }));
  }

  /** Each word's lease; on a dedicated code the owner gets what is missing. */
  private async findKeywords(
    sql: Sql,
    campaign: CampaignEntity,
    rules: readonly CampaignRule[],
    { code, profile, now }: { code: CodeTerms; profile: Profile; now: Date },
  ): Promise<{ rules: FoundRule[]; errors: InputError[] }> {
    const words = rules.flatMap(({ word }) => word ?? []);
    const registry = await registryRows(sql, code.id, words.map(fold));
    const ahead = aheadOf(campaign, now);
    const errors: InputError[] = [];
    const found: FoundRule[] = [];
    const given = new Map<string, number>();
    for (const [at, rule] of rules.entries()) {
      if (rule.word === null) {
        found.push({ ...rule, keywordId: null });
        continue;
      }
      const lease = leaseOf(rule.word, registry, campaign.brandId, ahead);
      const key = fold(rule.word);
      if (lease.type === 'leased') found.push({ ...rule, keywordId: lease.id });
      else if (code.ownerId !== campaign.brandId)
        errors.push({ path: pathOf(rules, at), message: lease.message });
      else {
        const kept = registry.find((row) => row.key === key && (row.freeFrom === null || row.freeFrom > now));
        const keywordId =
          given.get(key) ?? (await this.give(sql, rule.word, kept?.id, { campaign, profile, now }));
        if (typeof keywordId === 'string') errors.push({ path: pathOf(rules, at), message: keywordId });
        else {
          given.set(key, keywordId);
          found.push({ ...rule, keywordId });
        }
      }
    }
    return { rules: found, errors };
  }

  /** The owner's word, without end; or why it cannot be one. */
  private async give(
    sql: Sql,
    raw: string,
    kept: number | undefined,
    { campaign, profile, now }: { campaign: CampaignEntity; profile: Profile; now: Date },
  ): Promise<number | string> {
    if (kept !== undefined) {
      await keepWord(sql, kept, now);
      return kept;
    }
    const form = keywordForm(raw, 'first');
    if (form.type === 'refused') return form.detail;
    const reserved = reservedWord(profile, form.key);
    if (reserved)
      return `"${form.word}" is reserved: ${reserved.word} means ${reserved.act} (${reserved.language})`;
    const { shortcodeId, brandId, language } = campaign;
    const terms = {
      path: '',
      shortcodeId,
      brandId,
      language,
      mode: 'first' as const,
      leasedFrom: now,
      leasedUntil: null,
      freeFrom: null,
    };
    const [id] = await insertLeases(
      sql,
      [{ keyword: { ...terms, word: form.word, key: form.key }, aliases: [] }],
      now,
    );
    if (id === undefined) throw new Error('a lease was entered without an id');
    return id;
  }

  private async clashes(
    sql: Sql,
    campaign: CampaignEntity,
    rules: readonly FoundRule[],
  ): Promise<InputError[]> {
    const keys = await keysOf(
      sql,
      rules.flatMap(({ keywordId }) => keywordId ?? []),
    );
    const keyed = rules.map(({ keywordId, ...rule }, at) => ({
      ...rule,
      path: pathOf(rules, at),
      keys: keywordId === null ? [] : (keys.get(keywordId) ?? []),
    }));
    return ruleClashes(
      keyed,
      await otherRules(
        sql,
        campaign,
        keyed.flatMap((rule) => rule.keys),
      ),
    );
  }
}
