import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.service';
import { Database, type Tx } from '../../../platform/database.service';
import { Problem } from '../../../platform/problem';
import { lockResult, logContacts, settleResult, type ContactEvent } from './draw-results.store';
import { plainWords } from './plain-words';

const NOTE_CHARS = 1_000;

/** Who was reached, and who took their prize. Every step is a row of the log. */
@Injectable()
export class Winners {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Notes an attempt to reach somebody who was drawn. */
  async contacted(drawId: number, rank: number, note: string, madeBy: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.found(tx, drawId, rank);
      await this.log(tx, drawId, rank, 'contacted', note, madeBy);
    });
  }

  /** The prize is theirs. Said twice, it is one claim; too late, it is none. */
  async claim(drawId: number, rank: number, note: string, madeBy: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { state, deadline } = await this.found(tx, drawId, rank);
      if (state === 'claimed') return;
      if (state === 'waiting')
        throw new Problem('CONFLICT', 'A reserve has no prize until one before them let it go.');
      if (state !== 'notified' || deadline === null || deadline <= this.clock.now())
        throw new Problem('CONFLICT', 'The time to claim it has passed.');
      await settleResult(tx, drawId, rank, 'claimed', this.clock.now());
      await this.log(tx, drawId, rank, 'claimed', note, madeBy);
    });
  }

  private async found(tx: Tx, drawId: number, rank: number) {
    const result = await lockResult(tx, drawId, rank);
    if (!result) throw new Problem('NOT_FOUND', `Nobody was drawn at rank ${rank}.`);
    return result;
  }

  private log(
    { sql }: Tx,
    drawId: number,
    rank: number,
    event: ContactEvent,
    note: string,
    madeBy: string,
  ): Promise<void> {
    const plain = plainWords(note, NOTE_CHARS);
    return logContacts(sql, [{ drawId, rank, event, note: plain }], madeBy, this.clock.now());
  }
}
