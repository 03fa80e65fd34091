import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Problem } from '../platform/problem';
import { readSetAside, release, type SetAsideText } from './set-aside.store';

/** Texts that poisoned their batch: each stands alone with its error until staff let it try again. */
@Injectable()
export class SetAsideTexts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  page(after: number, limit: number): Promise<SetAsideText[]> {
    return readSetAside(this.database.sql, after, limit);
  }

  async release(textId: number): Promise<void> {
    const released = await this.database.transaction((tx) => release(tx, textId, this.clock.now()));
    switch (released.type) {
      case 'unknown':
        throw new Problem('NOT_FOUND', `There is no text ${textId}.`);
      case 'not set aside':
        throw new Problem('CONFLICT', `Text ${textId} is not set aside.`);
      case 'released':
        this.doorbell.ring('lane', released.lane);
    }
  }
}
