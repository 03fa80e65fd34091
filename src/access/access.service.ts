import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { sha256 } from '../platform/identity.service';
import { pageOf, type Page } from '../platform/page';
import type { PageQuery } from '../platform/page.dto';
import { Problem } from '../platform/problem';
import { invalid } from '../platform/validation.pipe';
import {
  findBrand,
  findCaller,
  findKey,
  insertAdministrator,
  insertKey,
  listKeys,
  revokeKey,
  type ApiKeyRow,
} from './api-key.store';
import type { NewApiKeyDto } from './api-key.dto';
import type { ApiCaller } from './caller.decorator';
import { drawKey } from './drawn-key.service';

/** How long a revoked key may still work in another process; in this one it stops at once. */
const REMEMBERED_MS = 2_000;

interface Remembered {
  readonly caller: ApiCaller;
  readonly untilMs: number;
}

/** Who may call, and the keys they do it with. */
@Injectable()
export class AccessService {
  // Only keys that exist are remembered, so that nobody fills the memory by trying.
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whose key this is. Null: nobody's, or revoked. */
  async callerWith(key: string | undefined): Promise<ApiCaller | null> {
    if (key === undefined) return null;
    const keyHash = sha256(key);
    // A lapse of memory is no business time: it runs on while the clock stands still.
    const nowMs = performance.now();
    const known = this.remembered.get(keyHash);
    if (known && nowMs < known.untilMs) return known.caller;
    const caller = await findCaller(this.database.sql, keyHash);
    if (caller) this.remembered.set(keyHash, { caller, untilMs: nowMs + REMEMBERED_MS });
    else this.remembered.delete(keyHash);
    return caller;
  }

  /** The key the engine was started with opens the door; one that was started with before still does, until it is revoked. */
  async ensureAdministrator(key: string): Promise<void> {
    await insertAdministrator(this.database.sql, sha256(key));
  }

  async create({ name, role, brand }: NewApiKeyDto): Promise<ApiKeyRow & { readonly key: string }> {
    if (role !== 'brand' && brand !== undefined) {
      throw invalid([{ path: 'brand', message: 'belongs to a key of the role brand only' }]);
    }
    const brandId = brand === undefined ? null : await findBrand(this.database.sql, brand);
    if (role === 'brand' && brandId === null)
      throw invalid([{ path: 'brand', message: 'must be a brand that exists' }]);
    const { key, keyHash } = drawKey('pk');
    const id = await insertKey(this.database.sql, { name, role, brandId, keyHash, at: this.clock.now() });
    if (id === 'taken') throw new Problem('CONFLICT', `A key named "${name}" exists, or existed.`);
    return { ...(await this.one(id)), key };
  }

  async list(query: PageQuery): Promise<Page<ApiKeyRow>> {
    const rows = await listKeys(this.database.sql, query.after, query.limit);
    return pageOf(rows, query.limit, (row) => row);
  }

  async revoke(id: number): Promise<void> {
    const done = await this.database.transaction(({ sql }) => revokeKey(sql, id, this.clock.now()));
    if (done === 'unknown') throw new Problem('NOT_FOUND', 'There is no such key.');
    if (done === 'last')
      throw new Problem('CONFLICT', 'This is the last administrator’s key: nobody could make another.');
    this.remembered.clear();
  }

  private async one(id: number): Promise<ApiKeyRow> {
    const row = await findKey(this.database.sql, id);
    if (!row) throw new Problem('NOT_FOUND', 'There is no such key.');
    return row;
  }
}
