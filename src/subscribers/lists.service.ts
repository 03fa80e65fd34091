import { Injectable } from '@nestjs/common';
import type { Shortcode } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Problem } from '../platform/problem';
import type { Reference } from '../platform/reference';
import { reservedWord } from '../rules/command';
import { checkKeyword } from '../text/keyword';
import {
  findList,
  insertList,
  isBrandOnCode,
  readLists,
  updateList,
  type ListCard,
  type ListChange,
} from './lists.store';
import { readMembers, type Member } from './members.store';
import { brandNamed, shortcodeNamed } from './named';
import { scopesAbove } from './standing';

export interface ListWish {
  readonly brand: Reference;
  readonly shortcode: Reference;
  readonly name: string;
  readonly key?: string | undefined;
  readonly frequency?: string | undefined;
  readonly doubleOptIn?: boolean | null | undefined;
}

/** Lists people join and leave by text. `brandId` everywhere is the brand that asks; null asks for all of them. */
@Injectable()
export class Lists {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly clock: Clock,
  ) {}

  page(brandId: number | null, after: number, limit: number): Promise<ListCard[]> {
    return readLists(this.database.sql, brandId, after, limit);
  }

  async get(id: number, brandId: number | null): Promise<ListCard> {
    const list = await findList(this.database.sql, id, brandId);
    if (!list) throw new Problem('NOT_FOUND', `There is no list ${id}.`);
    return list;
  }

  async create(wish: ListWish, brandId: number | null): Promise<ListCard> {
    const configuration = await this.configurations.refresh();
    const brand = brandNamed(configuration, wish.brand);
    if (!brand || (brandId !== null && brand.id !== brandId)) throw notFound('brand', wish.brand);
    const shortcode = shortcodeNamed(configuration, wish.shortcode);
    if (!shortcode) throw notFound('shortcode', wish.shortcode);
    await this.checkCode(shortcode, brand.id, brandId);
    const key = this.keyOf(wish, shortcode);
    const id = await insertList(this.database.sql, {
      brandId: brand.id,
      shortcodeId: shortcode.id,
      name: wish.name.trim(),
      key,
      frequency: wish.frequency ?? '',
      doubleOptIn: wish.doubleOptIn ?? null,
    });
    if (id === null) throw new Problem('CONFLICT', `Another list on ${shortcode.number} is called "${key}".`);
    return this.get(id, brandId);
  }

  async change(id: number, brandId: number | null, change: ListChange): Promise<ListCard> {
    await this.get(id, brandId);
    await updateList(this.database.sql, id, change);
    return this.get(id, brandId);
  }

  async members(id: number, brandId: number | null, after: number, limit: number): Promise<Member[]> {
    const list = await this.get(id, brandId);
    const scopes = scopesAbove({ listId: list.id, brandId: list.brandId, shortcodeId: list.shortcodeId });
    return readMembers(this.database.sql, list.id, scopes, after, limit);
  }

  /** A dedicated code is its owner's; on a shared one a brand that asks for itself must have a foot in the door. */
  private async checkCode(shortcode: Shortcode, ownerId: number, brandId: number | null): Promise<void> {
    const isTheirs =
      shortcode.kind === 'dedicated'
        ? shortcode.brandId === ownerId
        : brandId === null ||
          (await isBrandOnCode(this.database.sql, ownerId, shortcode.id, this.clock.now()));
    if (isTheirs) return;
    const message = 'is not a code of this brand';
    throw new Problem('VALIDATION_FAILED', `shortcode ${message}.`, {
      errors: [{ path: 'shortcode', message }],
    });
  }

  /** What people write behind STOP and JOIN: a keyword, and none of the words the rules own. */
  private keyOf({ key, name }: ListWish, shortcode: Shortcode): string {
    const check = checkKeyword(key ?? name);
    if (!check.ok) {
      const path = key === undefined ? 'name' : 'key';
      throw new Problem('VALIDATION_FAILED', check.detail, { errors: [{ path, message: check.detail }] });
    }
    const reserved = reservedWord(this.profileOf(shortcode), check.key);
    if (reserved)
      throw new Problem('KEYWORD_RESERVED', `"${check.key}" is the rules' own word ${reserved.word}.`);
    return check.key;
  }

  private profileOf(shortcode: Shortcode) {
    const configuration = this.configurations.latest;
    if (!configuration) throw new Error('the configuration has not been loaded');
    return configuration.profileOf(shortcode, this.clock.now());
  }
}

function notFound(what: string, reference: Reference): Problem {
  return new Problem('NOT_FOUND', `There is no ${what} ${reference}.`);
}
