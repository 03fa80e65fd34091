import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { idInBody } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { joinPath } from '../../platform/input-check';
import type { Reference } from '../../platform/reference';
import { invalid } from '../../platform/validation.pipe';
import { readFileProfile, type FileProfile } from './file-profile';
import {
  insertProfile,
  knownServices,
  newestProfile,
  readProfiles,
  type FileProfileCard,
} from './file-profiles.store';

/** How operators write their files, version by version. */
@Injectable()
export class FileProfiles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  page(name: string | undefined, after: number, limit: number): Promise<FileProfileCard[]> {
    return readProfiles(this.database.sql, name ?? null, after, limit);
  }

  /** The version that files are read by. */
  async newest(name: string): Promise<FileProfileCard> {
    const card = await newestProfile(this.database.sql, name);
    if (!card) throw new Problem('NOT_FOUND', `There is no file profile "${name}".`);
    return card;
  }

  /** Adds a version. Throws CONFLICT when the name belongs to another operator, or somebody adds one in the same moment. */
  async add(
    caller: ApiCaller,
    wish: { readonly operator: Reference; readonly name: string; readonly settings: unknown },
  ): Promise<FileProfileCard> {
    const { sql } = this.database;
    const operatorId = await idInBody(sql, 'operator', wish.operator, null);
    const settings = await this.checked(wish.settings);
    const { name } = wish;
    const version = { operatorId, name, settings, createdBy: caller.name, createdAt: this.clock.now() };
    const id = await insertProfile(sql, version);
    if (id === null)
      throw new Problem(
        'CONFLICT',
        `The name "${name}" is another operator's, or somebody adds a version now.`,
      );
    return this.newest(name);
  }

  private async checked(raw: unknown): Promise<FileProfile> {
    const read = readFileProfile(raw);
    if (read.type === 'faulty')
      throw invalid(read.faults.map(({ path, message }) => ({ path: joinPath('settings', path), message })));
    const { services } = read.profile;
    const known = await knownServices(this.database.sql, Object.values(services));
    const unknown = Object.entries(services).filter(([, id]) => !known.has(id));
    if (unknown.length > 0)
      throw invalid(
        unknown.map(([word, id]) => ({
          path: `settings.services.${word}`,
          message: `${id} is no service there is`,
        })),
      );
    return read.profile;
  }
}
