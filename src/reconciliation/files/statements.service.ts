import { Injectable } from '@nestjs/common';
import { idInBody } from '../../catalogue/reference.store';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import type { Reference } from '../../platform/reference';
import {
  findStatement,
  readFaults,
  readStatements,
  type FaultCard,
  type FileState,
  type StatementCard,
} from './statement-files.store';

/** Operators' files as staff see them. */
@Injectable()
export class Statements {
  constructor(private readonly database: Database) {}

  async page(
    filter: {
      readonly operator?: Reference | undefined;
      readonly day?: string | undefined;
      readonly state?: FileState | undefined;
    },
    after: number,
    limit: number,
  ): Promise<StatementCard[]> {
    const { sql } = this.database;
    const { operator, day = null, state = null } = filter;
    const operatorId = operator === undefined ? null : await idInBody(sql, 'operator', operator, null);
    return readStatements(sql, { operatorId, day, state }, after, limit);
  }

  async get(id: number): Promise<StatementCard> {
    const card = await findStatement(this.database.sql, id);
    if (!card) throw new Problem('NOT_FOUND', `There is no statement ${id}.`);
    return card;
  }

  async faults(id: number, after: number, limit: number): Promise<FaultCard[]> {
    await this.get(id);
    return readFaults(this.database.sql, id, after, limit);
  }
}
