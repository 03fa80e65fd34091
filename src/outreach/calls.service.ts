import { Injectable } from '@nestjs/common';
import { idInBody } from '../catalogue/reference.store';
import { Database } from '../platform/database.service';
import type { Reference } from '../platform/reference';
import { readCalls, type CallCard } from './call-log.store';
import { callSecrets, redrawCallSecret } from './call-secret.store';

/** What brands' servers are asked. `brandId` everywhere is the brand that asks; null asks for all of them. */
@Injectable()
export class Calls {
  constructor(private readonly database: Database) {}

  async page(
    brand: Reference | undefined,
    brandId: number | null,
    after: number,
    limit: number,
  ): Promise<CallCard[]> {
    const { sql } = this.database;
    const ownerId = brand === undefined ? brandId : await idInBody(sql, 'brand', brand, brandId);
    return readCalls(sql, ownerId, after, limit);
  }

  /** What signs the calls to this brand's servers. */
  async secret(brand: Reference, brandId: number | null): Promise<string> {
    const { sql } = this.database;
    const ownerId = await idInBody(sql, 'brand', brand, brandId);
    return (await callSecrets(sql, [ownerId])).get(ownerId) ?? '';
  }

  async redraw(brand: Reference, brandId: number | null): Promise<string> {
    const { sql } = this.database;
    return redrawCallSecret(sql, await idInBody(sql, 'brand', brand, brandId));
  }
}
