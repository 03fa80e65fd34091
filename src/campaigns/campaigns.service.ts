import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { ApiCaller } from '../access/caller.decorator';
import { codeTerms } from '../catalogue/keywords/keywords.store';
import { idInBody } from '../catalogue/reference.store';
import { Clock } from '../platform/clock.service';
import { Database, type Sql, type Tx } from '../platform/database.service';
import { pageOf, type Page } from '../platform/page';
import { Problem } from '../platform/problem';
import { SQL_STATES, sqlStateOf } from '../platform/sql-state';
import { invalid } from '../platform/validation.pipe';
import { CampaignRules } from './campaign-rules.service';
import type { CampaignRule } from './campaign-rule';
import { mayBeChanged, stateAfter, type CampaignAct, type CampaignState } from './campaign-state';
import { shownCampaign } from './campaign-view';
import type {
  CampaignChangesDto,
  CampaignDto,
  CampaignsQuery,
  NewCampaignDto,
  PublishedCampaignDto,
} from './campaign.dto';
import { CampaignEntity } from './campaign.entity';
import { codeOfCampaign, lockCampaign, lockCode, operatorCodes, rulesOfCampaigns } from './campaigns.store';
import { PublishingService } from './publishing.service';

const WITH_NAMES = { brand: true, shortcode: true } as const;

/** Campaigns from draft to close. A brand's own key sees its own. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: CampaignRules,
    private readonly publishing: PublishingService,
  ) {}

  async create(caller: ApiCaller, asked: NewCampaignDto): Promise<CampaignDto> {
    const { sql } = this.database;
    const { shortcodeId, brandId } = await this.place(caller, asked);
    const { name, kind, timezone, language, settings = {} } = asked;
    const words = await this.rules.read(
      sql,
      { keywords: asked.keywords, catchAll: asked.catchAll ?? null },
      brandId,
      shortcodeId,
    );
    const window = windowOf(asked.opensAt, asked.closesAt);
    const row = {
      brandId,
      shortcodeId,
      name,
      kind,
      timezone,
      language,
      settings,
      words,
      ...window,
      createdAt: this.clock.now(),
    };
    const { identifiers } = await this.database.dataSource.manager.insert(CampaignEntity, row);
    return this.one(caller, Number(identifiers[0]?.['id']));
  }

  async list(
    caller: ApiCaller,
    { shortcode, brand, state, after, limit }: CampaignsQuery,
  ): Promise<Page<CampaignDto>> {
    const { sql } = this.database;
    const brandId =
      brand === undefined ? caller.brandId : await idInBody(sql, 'brand', brand, caller.brandId);
    const rows = await this.database.dataSource.manager.find(CampaignEntity, {
      where: {
        id: MoreThan(after),
        ...(brandId === null ? {} : { brandId }),
        ...(shortcode === undefined
          ? {}
          : { shortcodeId: await idInBody(sql, 'shortcode', shortcode, caller.brandId) }),
        ...(state === undefined ? {} : { state }),
      },
      relations: WITH_NAMES,
      order: { id: 'ASC' },
      take: limit + 1,
    });
    const rules = await this.rulesOf(sql, rows);
    const operators = await operatorCodes(sql);
    return pageOf(rows, limit, (row) => shownCampaign(row, rules.get(row.id) ?? [], operators));
  }

  async one(caller: ApiCaller, id: number | null): Promise<CampaignDto> {
    return this.show(this.database, await this.found(this.database.dataSource.manager, caller, id));
  }

  /** A draft, or one that is paused: nobody is answered by it while it changes. */
  async change(caller: ApiCaller, id: number | null, changes: CampaignChangesDto): Promise<CampaignDto> {
    return this.database.transaction(async ({ sql, manager }) => {
      await lockCampaign(sql, id ?? 0);
      const row = await this.found(manager, caller, id);
      if (!mayBeChanged(row.state))
        throw new Problem('CONFLICT', `The campaign is ${row.state}: pause it to change it.`);
      const { name, timezone, language, settings } = changes;
      const window = windowOf(
        changes.opensAt ?? row.opensAt,
        changes.closesAt === undefined ? row.closesAt : changes.closesAt,
      );
      const words = await this.changedRules({ sql, manager }, row, changes);
      const plain = Object.entries({ name, timezone, language, settings }).filter(
        ([, value]) => value !== undefined,
      );
      await manager.update(
        CampaignEntity,
        { id: row.id },
        { ...Object.fromEntries(plain), ...window, words },
      );
      return this.show({ sql }, await this.found(manager, caller, id));
    });
  }

  publish(caller: ApiCaller, id: number | null): Promise<PublishedCampaignDto> {
    return this.open(caller, id, 'publish');
  }

  /** Whatever changed while it was paused is checked again. */
  resume(caller: ApiCaller, id: number | null): Promise<PublishedCampaignDto> {
    return this.open(caller, id, 'resume');
  }

  pause(caller: ApiCaller, id: number | null): Promise<CampaignDto> {
    return this.leave(caller, id, 'pause');
  }

  close(caller: ApiCaller, id: number | null): Promise<CampaignDto> {
    return this.leave(caller, id, 'close');
  }

  /** Only a draft was never seen by anybody. */
  async discard(caller: ApiCaller, id: number | null): Promise<void> {
    await this.database.transaction(async ({ sql, manager }) => {
      await lockCampaign(sql, id ?? 0);
      const row = await this.found(manager, caller, id);
      if (row.state !== 'draft')
        throw new Problem('CONFLICT', `The campaign is ${row.state}: only a draft can be discarded.`);
      await manager.delete(CampaignEntity, { id: row.id });
    });
  }

  private async open(
    caller: ApiCaller,
    id: number | null,
    act: 'publish' | 'resume',
  ): Promise<PublishedCampaignDto> {
    try {
      return await this.database.transaction((tx) => this.openLocked(tx, caller, id, act));
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.exclusion) throw error;
      throw new Problem('CONFLICT', 'Somebody leased one of its words in this moment. Try again.');
    }
  }

  private async openLocked(
    { sql, manager }: Tx,
    caller: ApiCaller,
    id: number | null,
    act: 'publish' | 'resume',
  ) {
    const shortcodeId = await codeOfCampaign(sql, id ?? 0);
    if (shortcodeId !== null) await lockCode(sql, shortcodeId);
    await lockCampaign(sql, id ?? 0);
    const row = await this.found(manager, caller, id);
    const state = nextState(row, act);
    const rules = (await this.rulesOf(sql, [row])).get(row.id) ?? [];
    const now = this.clock.now();
    const ready = await this.publishing.prepare(sql, row, rules, now);
    if (ready.type === 'refused') {
      throw new Problem('CAMPAIGN_NOT_PUBLISHABLE', ready.errors[0]?.message, { errors: ready.errors });
    }
    await manager.update(
      CampaignEntity,
      { id: row.id },
      { state, settings: ready.settings, publishedAt: row.publishedAt ?? now },
    );
    const { warnings, advice } = ready;
    return { ...(await this.show({ sql }, await this.found(manager, caller, id))), warnings, advice };
  }

  private leave(caller: ApiCaller, id: number | null, act: 'pause' | 'close'): Promise<CampaignDto> {
    return this.database.transaction(async ({ sql, manager }) => {
      await lockCampaign(sql, id ?? 0);
      const row = await this.found(manager, caller, id);
      await manager.update(CampaignEntity, { id: row.id }, { state: nextState(row, act) });
      return this.show({ sql }, await this.found(manager, caller, id));
    });
  }

  /** The brand and the code a campaign is made for, as far as this caller may. */
  private async place(
    caller: ApiCaller,
    { brand, shortcode }: NewCampaignDto,
  ): Promise<{ shortcodeId: number; brandId: number }> {
    const { sql } = this.database;
    const shortcodeId = await idInBody(sql, 'shortcode', shortcode, caller.brandId);
    const [code] = await codeTerms(sql, [shortcodeId]);
    const brandId =
      brand === undefined
        ? (caller.brandId ?? code?.ownerId ?? null)
        : await idInBody(sql, 'brand', brand, caller.brandId);
    if (brandId === null) throw invalid([{ path: 'brand', message: 'must name whose campaign it is' }]);
    if (code?.kind === 'dedicated' && code.ownerId !== brandId) {
      throw invalid([
        { path: 'brand', message: `must be ${code.ownerName ?? 'its owner'}: ${code.number} is dedicated` },
      ]);
    }
    return { shortcodeId, brandId };
  }

  private async found(
    manager: Tx['manager'],
    { brandId }: ApiCaller,
    id: number | null,
  ): Promise<CampaignEntity> {
    const own = brandId === null ? {} : { brandId };
    const row =
      id === null
        ? null
        : await manager.findOne(CampaignEntity, { where: { id, ...own }, relations: WITH_NAMES });
    if (!row) throw new Problem('NOT_FOUND', 'There is no such campaign.');
    return row;
  }

  private async changedRules(
    { sql }: Tx,
    row: CampaignEntity,
    { keywords, catchAll }: CampaignChangesDto,
  ): Promise<readonly CampaignRule[] | null> {
    if (keywords === undefined && catchAll === undefined) return row.words;
    const before = (await this.rulesOf(sql, [row])).get(row.id) ?? [];
    const asked = { keywords: keywords ?? [], catchAll: catchAll ?? null };
    const read = await this.rules.read(sql, asked, row.brandId, row.shortcodeId);
    const isKept = ({ word }: CampaignRule): boolean =>
      word === null ? catchAll === undefined : keywords === undefined;
    return [...read, ...before.filter(isKept)].sort(
      (a, b) => Number(a.word === null) - Number(b.word === null),
    );
  }

  private async rulesOf(
    sql: Sql,
    rows: readonly CampaignEntity[],
  ): Promise<ReadonlyMap<number, readonly CampaignRule[]>> {
    const entered = await rulesOfCampaigns(
      sql,
      rows.filter(({ words }) => words === null).map(({ id }) => id),
    );
    return new Map(rows.map(({ id, words }) => [id, words ?? entered.get(id) ?? []]));
  }

  private async show({ sql }: Pick<Tx, 'sql'>, row: CampaignEntity): Promise<CampaignDto> {
    const rules = (await this.rulesOf(sql, [row])).get(row.id) ?? [];
    return shownCampaign(row, rules, await operatorCodes(sql));
  }
}

function nextState({ state }: CampaignEntity, act: CampaignAct): CampaignState {
  const next = stateAfter(state, act);
  if (next === null) throw new Problem('CONFLICT', `A campaign that is ${state} cannot ${act}.`);
  return next;
}

function windowOf(
  opens: string | Date,
  closes: string | Date | null | undefined,
): { opensAt: Date; closesAt: Date | null } {
  const opensAt = new Date(opens);
  const closesAt = closes === undefined || closes === null ? null : new Date(closes);
  if (closesAt && closesAt <= opensAt)
    throw invalid([{ path: 'closesAt', message: 'must be after the campaign opens' }]);
  return { opensAt, closesAt };
}
