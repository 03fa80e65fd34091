import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { idInBody } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import type { Reference } from '../../platform/reference';
import { invalid } from '../../platform/validation.pipe';
import { beginLoad, type LoadCard } from './code-loads.store';
import { findLot, insertLot, isCampaignOf, readLots, revokeLot, type CodeLotCard } from './code-lots.store';
import { readAlphabet, SHAPE_LIMITS, type CodeShape } from './code-shape';
import type { CodeAttributes } from './held-code';
import { countRedemptions, readRedemptions, type RedemptionCard } from './redemptions.store';

export interface CodeLotWish {
  readonly brand?: Reference | undefined;
  readonly campaign?: number | null | undefined;
  readonly name: string;
  readonly shape?: ShapeWish | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly expiresAt?: string | null | undefined;
}

export interface ShapeWish {
  readonly type: CodeShape['type'];
  readonly alphabet?: string | undefined;
  readonly length?: number | undefined;
}

const ATTRIBUTE_LIMITS = { names: 20, nameChars: 40, valueChars: 200 } as const;

/** Lots of printed codes, by API. A brand's own key sees its own. */
@Injectable()
export class CodeLots {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  page({ brandId }: ApiCaller, after: number, limit: number): Promise<CodeLotCard[]> {
    return readLots(this.database.sql, brandId, after, limit);
  }

  async get({ brandId }: ApiCaller, id: number): Promise<CodeLotCard> {
    const lot = await findLot(this.database.sql, id, brandId);
    if (!lot) throw new Problem('NOT_FOUND', `There is no lot ${id}.`);
    return lot;
  }

  async create(caller: ApiCaller, wish: CodeLotWish): Promise<CodeLotCard> {
    const { sql } = this.database;
    const brandId = await this.brandOf(caller, wish);
    const campaignId = wish.campaign ?? null;
    if (campaignId !== null && !(await isCampaignOf(sql, campaignId, brandId)))
      throw invalid([{ path: 'campaign', message: 'is no campaign of this brand' }]);
    const now = this.clock.now();
    const expiresAt = wish.expiresAt == null ? null : new Date(wish.expiresAt);
    if (expiresAt !== null && expiresAt <= now)
      throw invalid([{ path: 'expiresAt', message: 'must lie ahead' }]);
    const id = await insertLot(sql, {
      brandId,
      campaignId,
      name: wish.name.trim(),
      shape: shapeOf(wish.shape ?? { type: 'parola' }),
      attributes: attributesOf(wish.attributes ?? {}),
      expiresAt,
      createdBy: caller.name,
      createdAt: now,
    });
    return this.get(caller, id);
  }

  async revoke(caller: ApiCaller, id: number): Promise<CodeLotCard> {
    await this.get(caller, id);
    await revokeLot(this.database.sql, id, this.clock.now());
    return this.get(caller, id);
  }

  async redemptions(
    caller: ApiCaller,
    id: number,
    after: number,
    limit: number,
  ): Promise<{ readonly count: number; readonly rows: RedemptionCard[] }> {
    await this.get(caller, id);
    const { sql } = this.database;
    return { count: await countRedemptions(sql, id), rows: await readRedemptions(sql, id, after, limit) };
  }

  /** One at a time: whoever comes second hears it, rather than wonder at twice the codes. */
  async beginLoad(
    caller: ApiCaller,
    lot: CodeLotCard,
    kind: LoadCard['kind'],
    file: string | null,
  ): Promise<number> {
    if (lot.state !== 'active') throw new Problem('CONFLICT', 'The lot is revoked.');
    const load = { lotId: lot.id, kind, file, startedBy: caller.name, startedAt: this.clock.now() };
    const loadId = await beginLoad(this.database.sql, load);
    if (loadId === null)
      throw new Problem('CONFLICT', 'The lot is being filled: ask again when that is done.');
    return loadId;
  }

  private async brandOf(caller: ApiCaller, { brand }: CodeLotWish): Promise<number> {
    if (brand !== undefined) return idInBody(this.database.sql, 'brand', brand, caller.brandId);
    if (caller.brandId !== null) return caller.brandId;
    throw invalid([{ path: 'brand', message: 'must say whose codes they are' }]);
  }
}

function shapeOf({ type, alphabet, length }: ShapeWish): CodeShape {
  if (type !== 'alphabet') {
    if (alphabet === undefined && length === undefined) return { type };
    throw invalid([{ path: 'shape', message: 'has an alphabet and a length of its own only as "alphabet"' }]);
  }
  const chars = readAlphabet(alphabet ?? '');
  if (chars === null) {
    const { least, most } = SHAPE_LIMITS.alphabetChars;
    const message = `must be ${least} to ${most} different letters A–Z and digits; O and 0 are one, and I, L and 1`;
    throw invalid([{ path: 'shape.alphabet', message }]);
  }
  if (length === undefined) throw invalid([{ path: 'shape.length', message: 'must say how long a code is' }]);
  return { type, alphabet: chars, length };
}

function attributesOf(raw: Readonly<Record<string, unknown>>): CodeAttributes {
  const { names, nameChars, valueChars } = ATTRIBUTE_LIMITS;
  const entries = Object.entries(raw);
  if (entries.length > names)
    throw invalid([{ path: 'attributes', message: `must have ${names} names at most` }]);
  const attributes: Record<string, string | number | boolean> = {};
  for (const [name, value] of entries) {
    const isShort = typeof value !== 'string' || value.length <= valueChars;
    if (name.length > nameChars || !isAttribute(value) || !isShort) {
      const message = `must be a text of ${valueChars} characters at most, a number or a boolean, its name one of ${nameChars}`;
      throw invalid([{ path: `attributes.${name.slice(0, nameChars)}`, message }]);
    }
    attributes[name] = value;
  }
  return attributes;
}

const isAttribute = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
