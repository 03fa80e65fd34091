import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Kinds } from '../campaigns/kinds';
import { KINDS } from '../campaigns/kinds.token';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { sha256 } from '../platform/identity.service';
import { fold } from '../text/fold';
import { LANGUAGES } from '../text/language';
import {
  DEMO_BRANDS,
  DEMO_CODES,
  DEMO_CONNECTOR,
  DEMO_OPERATORS,
  DEMO_SINCE,
  DEMO_UNTIL,
  listFrequency,
  type DemoCampaign,
  type DemoCode,
  type DemoMade,
} from './demo-catalogue';
import { DEMO_PLAYS, DEMO_TABLE } from './demo-plays';
import {
  insertBrand,
  insertCampaign,
  insertCode,
  insertConnector,
  insertKeyword,
  insertList,
  insertOperator,
  insertTable,
  isCatalogueEmpty,
} from './demo.store';

const HOUR_MS = 3_600_000;

/** Somewhere to text to from the first minute: five codes, four brands, four languages, every kind, on the simulated network. */
@Injectable()
export class DemoCatalogue {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(KINDS) private readonly kinds: Kinds,
  ) {}

  /** Fills an empty catalogue; one that has anything in it is left alone. @returns whether anything was loaded. */
  async load(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await isCatalogueEmpty(tx))) return false;
      for (const operator of DEMO_OPERATORS) await insertOperator(tx, operator);
      const brands = new Map<string, number>();
      for (const brand of DEMO_BRANDS) brands.set(brand.code, await insertBrand(tx, brand));
      // Its handsets need no key, and nobody else is given one.
      const connectorId = await insertConnector(tx, DEMO_CONNECTOR, sha256(randomBytes(32).toString('hex')));
      for (const code of [...DEMO_CODES, ...DEMO_PLAYS]) await this.loadCode(tx, code, brands, connectorId);
      return true;
    });
  }

  private async loadCode(
    tx: Tx,
    code: DemoCode,
    brands: ReadonlyMap<string, number>,
    connectorId: number,
  ): Promise<void> {
    const ownerId = code.brand === null ? null : (brands.get(code.brand) ?? null);
    const shortcodeId = await insertCode(tx, code, ownerId, connectorId);
    const made = new Map<string, number>();
    const isPlayed = code.campaigns.some(({ plays }) => plays.kind === 'play');
    const tableId = isPlayed && ownerId !== null ? await insertTable(tx, ownerId, DEMO_TABLE, DEMO_SINCE) : 0;
    const before = { tableId, campaignId: (name: string) => made.get(name) ?? 0 };
    for (const campaign of code.campaigns) {
      const place = { shortcodeId, brandId: brands.get(campaign.brand) ?? 0 };
      made.set(campaign.name, await this.loadCampaign(tx, code, campaign, place, before));
    }
  }

  private async loadCampaign(
    tx: Tx,
    code: DemoCode,
    campaign: DemoCampaign,
    place: Place,
    before: DemoMade,
  ): Promise<number> {
    const [first, ...aliases] = campaign.words;
    const leased = { ...place, since: DEMO_SINCE };
    const keywordId = await insertKeyword(tx, { ...first, ...leased, key: fold(first.word), aliasOf: null });
    for (const alias of aliases)
      await insertKeyword(tx, { ...alias, ...leased, key: fold(alias.word), aliasOf: keywordId });
    const { plays, name } = campaign;
    const kind = plays.kind === 'play' ? plays.of : plays.kind;
    const settings = await this.settingsOf(tx, code, campaign, place, before);
    const { zone, language } = code;
    // The hours of a competition are sealed one by one, so it opens in the hour of the first start.
    const window = kind === 'competition' ? { since: this.thisHour(), until: DEMO_UNTIL } : { until: null };
    return insertCampaign(tx, { ...leased, keywordId, name, kind, zone, language, settings, ...window });
  }

  private thisHour(): string {
    const nowMs = this.clock.now().getTime();
    return new Date(nowMs - (nowMs % HOUR_MS)).toISOString();
  }

  private async settingsOf(
    tx: Tx,
    { language }: DemoCode,
    { plays, name: campaign }: DemoCampaign,
    { shortcodeId, brandId }: Place,
    before: DemoMade,
  ): Promise<unknown> {
    if (plays.kind === 'auto-reply') return { reply: plays.reply };
    if (plays.kind === 'play') return this.settingsOfPlay(campaign, plays, before);
    const { frequency, rates, list: name } = plays;
    const list = {
      brandId,
      shortcodeId,
      name,
      key: fold(name),
      frequency: listFrequency(frequency, language),
    };
    return { list: await insertList(tx, list), frequency, rates };
  }

  /** As publishing would keep them: read by their kind, with what was left out filled in. */
  private settingsOfPlay(
    campaign: string,
    { of, settings }: Extract<DemoCampaign['plays'], { kind: 'play' }>,
    before: DemoMade,
  ): unknown {
    const raw = typeof settings === 'function' ? (settings as (made: DemoMade) => unknown)(before) : settings;
    const read = this.kinds.get(of)?.readSettings(raw, LANGUAGES) ?? { faults: ['there is no such kind'] };
    if ('faults' in read) throw new Error(`the demo's ${campaign} (${of}): ${JSON.stringify(read.faults)}`);
    return read.settings;
  }
}

interface Place {
  readonly shortcodeId: number;
  readonly brandId: number;
}
