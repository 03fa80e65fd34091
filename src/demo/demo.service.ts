import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Kinds } from '../campaigns/kinds';
import { KINDS } from '../campaigns/kinds.token';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { sha256 } from '../platform/identity.service';
import { fold } from '../text/fold';
import { LANGUAGES } from '../text/language';
import { loadGateways, loadService, type DemoPay } from './demo-billing.service';
import {
  DEMO_BRANDS,
  DEMO_CODES,
  DEMO_CONNECTOR,
  DEMO_HOMES,
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

/** What stands before the first code is made. */
interface Ground {
  readonly brands: ReadonlyMap<string, number>;
  readonly pays: ReadonlyMap<string, DemoPay>;
  readonly connectorId: number;
}

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
      const ground = await this.loadGround(tx);
      for (const code of [...DEMO_CODES, ...DEMO_PLAYS]) await this.loadCode(tx, code, ground);
      return true;
    });
  }

  private async loadGround(tx: Tx): Promise<Ground> {
    const operators = new Map<string, number>();
    for (const operator of DEMO_OPERATORS) operators.set(operator.code, await insertOperator(tx, operator));
    const brands = new Map<string, number>();
    for (const brand of DEMO_BRANDS) brands.set(brand.code, await insertBrand(tx, brand));
    // Its handsets need no key, and nobody else is given one.
    const keyHash = sha256(randomBytes(32).toString('hex'));
    const connectorId = await insertConnector(tx, DEMO_CONNECTOR, keyHash, { operators: DEMO_HOMES });
    return { brands, pays: await loadGateways(tx, operators), connectorId };
  }

  private async loadCode(tx: Tx, code: DemoCode, { brands, pays, connectorId }: Ground): Promise<void> {
    const ownerId = code.brand === null ? null : (brands.get(code.brand) ?? null);
    const shortcodeId = await insertCode(tx, code, ownerId, connectorId);
    const made = new Map<string, number>();
    const isPlayed = code.campaigns.some(({ plays }) => plays.kind === 'play');
    const tableId = isPlayed && ownerId !== null ? await insertTable(tx, ownerId, DEMO_TABLE, DEMO_SINCE) : 0;
    const before = { tableId, campaignId: (name: string) => made.get(name) ?? 0, pays };
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
    before: Before,
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
    place: Place,
    before: Before,
  ): Promise<unknown> {
    if (plays.kind === 'auto-reply') return { reply: plays.reply };
    if (plays.kind === 'play') return this.settingsOfPlay(campaign, plays, before);
    if (plays.kind === 'subscribe') {
      const { name, frequency } = plays.service;
      const list = await insertList(tx, { ...place, name, key: fold(name), frequency, doubleOptIn: true });
      const service = await loadService(tx, list, plays.service, before.pays, this.clock.now());
      return { service, list };
    }
    const { frequency, rates, list: name } = plays;
    const promised = listFrequency(frequency, language);
    const named = { name, key: fold(name), frequency: promised, doubleOptIn: null };
    return { list: await insertList(tx, { ...place, ...named }), frequency, rates };
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

type Before = DemoMade & Pick<Ground, 'pays'>;

interface Place {
  readonly shortcodeId: number;
  readonly brandId: number;
}
