import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { idInBody } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { readReference, type Reference } from '../../platform/reference';
import type { FileProfile } from '../files/file-profile';
import { businessDay } from '../matching/terms';
import { findOperator, readTerms } from '../matching/terms.store';
import { detailLine, headerLine, trailerLine } from './settlement-lines';
import { settlementProfile } from './settlement-profile';
import {
  findSettlement,
  makeSettlement,
  noteHandedOut,
  readSettlements,
  settledIn,
  settlementOf,
  type SettlementCard,
} from './settlement-files.store';

/** A charge settled in the last second of a day may be committed a moment later. */
const QUIET_MS = 15 * 60_000;
const BATCH_LINES = 2_000;
/** A receiver that takes nothing for so long is gone; a transaction waits for it. */
const STALL_MS = 30_000;

/** What we tell an operator of a day: every charge and refund that we say moved money, with totals. */
@Injectable()
export class SettlementFiles {
  private readonly logger = new Logger('Settlement');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async page(operator: Reference | undefined, after: number, limit: number): Promise<SettlementCard[]> {
    const { sql } = this.database;
    const operatorId = operator === undefined ? null : await idInBody(sql, 'operator', operator, null);
    return readSettlements(sql, operatorId, after, limit);
  }

  async get(id: number): Promise<SettlementCard> {
    const card = await findSettlement(this.database.sql, id);
    if (!card) throw new Problem('NOT_FOUND', `There is no settlement file ${id}.`);
    return card;
  }

  /** How to read these files back. */
  async profile(reference: Reference): Promise<FileProfile> {
    const operator = await findOperator(this.database.sql, readReference(reference));
    if (!operator) throw new Problem('NOT_FOUND', `There is no operator "${reference}".`);
    const { zone, cutOffMinutes } = await readTerms(this.database.sql, operator.id);
    return settlementProfile(operator.code, { zone, dayStartsMinutes: cutOffMinutes });
  }

  /** The file of a day: made once, and the same ever after. Throws CONFLICT while the day may still change. */
  async make(
    caller: ApiCaller,
    wish: { readonly operator: Reference; readonly day: string },
  ): Promise<SettlementCard> {
    const { sql } = this.database;
    const operatorId = await idInBody(sql, 'operator', wish.operator, null);
    const before = await settlementOf(sql, operatorId, wish.day);
    if (before) return before;
    const { from, until } = businessDay(wish.day, await readTerms(sql, operatorId));
    const createdAt = this.clock.now();
    if (createdAt.getTime() < until.getTime() + QUIET_MS)
      throw new Problem(
        'CONFLICT',
        'That day is not over, or has just ended: ask again a quarter of an hour after it.',
      );
    const file = { operatorId, day: wish.day, from, until, createdBy: caller.name, createdAt };
    await this.database.transaction((tx) => makeSettlement(tx, file));
    const made = await settlementOf(sql, operatorId, wish.day);
    if (!made) throw new Error('the settlement file that was just made is gone');
    return made;
  }

  /** Never throws: what goes wrong breaks the file off before its trailer, so that nobody takes it for a whole one. */
  async write(card: SettlementCard, receiver: Writable): Promise<void> {
    try {
      const sha256 = await this.database.transaction((tx) => this.writeAll(tx, card, receiver));
      const first = await noteHandedOut(this.database.sql, card.id, sha256);
      if (first !== sha256) throw new Error(`the settlement file ${card.id} is not what it was`);
      receiver.end();
    } catch (error) {
      receiver.destroy();
      if (!(error instanceof BrokenOff)) this.logger.error(error);
    }
  }

  /** @returns the file's SHA-256. */
  private async writeAll(tx: Tx, card: SettlementCard, receiver: Writable): Promise<string> {
    const hash = createHash('sha256');
    const hand = async (text: string): Promise<void> => {
      hash.update(text);
      await handOver(receiver, text);
    };
    let details = 0;
    let netMinor = 0n;
    await hand(headerLine(card));
    for await (const batch of settledIn(tx, card, BATCH_LINES)) {
      details += batch.length;
      for (const { amountMinor } of batch) netMinor += amountMinor;
      await hand(batch.map(detailLine).join(''));
    }
    if (details !== card.details || netMinor !== BigInt(card.netMinor))
      throw new Error(
        `the day of settlement file ${card.id} has changed: ${details} lines, ${netMinor} in minor units`,
      );
    await hand(trailerLine(details, netMinor));
    return hash.digest('hex');
  }
}

/** The receiver has gone. */
class BrokenOff extends Error {}

/** Waits until the receiver can take more. */
async function handOver(receiver: Writable, text: string): Promise<void> {
  if (receiver.destroyed) throw new BrokenOff();
  if (receiver.write(text)) return;
  await new Promise<void>((resolve, reject) => {
    const stalled = setTimeout(() => settle(new BrokenOff()), STALL_MS);
    const settle = (fault?: Error): void => {
      clearTimeout(stalled);
      receiver.off('drain', drained).off('close', closed);
      if (fault) reject(fault);
      else resolve();
    };
    const drained = (): void => settle();
    const closed = (): void => settle(new BrokenOff());
    receiver.on('drain', drained).on('close', closed);
  });
}
