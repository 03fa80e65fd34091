import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { readReference, type Reference } from '../../platform/reference';
import { findOperator } from './terms.store';

/** The operators that requests name. */
@Injectable()
export class OperatorsNamed {
  constructor(private readonly database: Database) {}

  /** Null when none is named; a Problem when there is no such operator. */
  async idOf(operator: Reference | undefined): Promise<number | null> {
    return operator === undefined ? null : this.named(operator);
  }

  async named(operator: Reference): Promise<number> {
    const found = await findOperator(this.database.sql, readReference(operator));
    if (!found) throw new Problem('NOT_FOUND', `There is no operator "${operator}".`);
    return found.id;
  }
}
