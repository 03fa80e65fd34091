import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database.service';
import { sha256 } from '../platform/identity.service';
import { fold } from '../text/fold';
import {
  DEMO_BRANDS,
  DEMO_CODES,
  DEMO_CONNECTOR,
  DEMO_OPERATORS,
  DEMO_SINCE,
  listFrequency,
  type DemoCampaign,
  type DemoCode,
} from './demo-catalogue';
import {
  insertBrand,
  insertCampaign,
  insertCode,
  insertConnector,
  insertKeyword,
  insertList,
  insertOperator,
  isCatalogueEmpty,
} from './demo.store';

/** Somewhere to text to from the first minute: three codes, four brands, four languages, on the simulated network. */
@Injectable()
export class DemoCatalogue {
  constructor(private readonly database: Database) {}

  /** Fills an empty catalogue; one that has anything in it is left alone. @returns whether anything was loaded. */
  async load(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await isCatalogueEmpty(tx))) return false;
      for (const operator of DEMO_OPERATORS) await insertOperator(tx, operator);
      const brands = new Map<string, number>();
      for (const brand of DEMO_BRANDS) brands.set(brand.code, await insertBrand(tx, brand));
      // Its handsets need no key, and nobody else is given one.
      const connectorId = await insertConnector(tx, DEMO_CONNECTOR, sha256(randomBytes(32).toString('hex')));
      for (const code of DEMO_CODES) await this.loadCode(tx, code, brands, connectorId);
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
    for (const campaign of code.campaigns) {
      await this.loadCampaign(tx, code, campaign, shortcodeId, brands.get(campaign.brand) ?? 0);
    }
  }

  private async loadCampaign(
    tx: Tx,
    code: DemoCode,
    campaign: DemoCampaign,
    shortcodeId: number,
    brandId: number,
  ): Promise<void> {
    const [first, ...aliases] = campaign.words;
    const leased = { shortcodeId, brandId, since: DEMO_SINCE };
    const keywordId = await insertKeyword(tx, { ...first, ...leased, key: fold(first.word), aliasOf: null });
    for (const alias of aliases)
      await insertKeyword(tx, { ...alias, ...leased, key: fold(alias.word), aliasOf: keywordId });
    const { kind } = campaign.plays;
    const settings = await this.settingsOf(tx, code, campaign, shortcodeId, brandId);
    const { zone, language } = code;
    await insertCampaign(tx, { ...leased, keywordId, name: campaign.name, kind, zone, language, settings });
  }

  private async settingsOf(
    tx: Tx,
    { language }: DemoCode,
    { plays }: DemoCampaign,
    shortcodeId: number,
    brandId: number,
  ): Promise<unknown> {
    if (plays.kind === 'auto-reply') return { reply: plays.reply };
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
}
