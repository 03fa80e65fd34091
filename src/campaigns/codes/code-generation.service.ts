import { randomBytes } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Identity } from '../../platform/identity.service';
import { Problem } from '../../platform/problem';
import { PackedHashes } from './code-batch';
import { codeHash } from './code-hash';
import { advanceLoad, endLoad, storeCodes } from './code-loads.store';
import { CodeLots } from './code-lots.service';
import type { CodeLotCard } from './code-lots.store';
import { CODE_CHARS, codesFrom } from './parola-code';

export const GENERATION_LIMITS = {
  /** At that many a guess is right once in 39,000 times, which the guard turns into decades. */
  codesPerLot: 10_000_000,
  /** A receiver that takes nothing for so long is gone. */
  stallMs: 30_000,
} as const;

const BATCH_CODES = 10_000;

/**
 * Makes codes and hands them over, once: only their hashes are kept. They can be redeemed when the whole file was handed over;
 * codes of a file that broke off are never valid, and nobody has to find out which of them arrived.
 */
@Injectable()
export class CodeGeneration implements OnModuleDestroy {
  private readonly logger = new Logger('Codes');
  private readonly running = new Set<Promise<void>>();
  private isLeaving = false;

  constructor(
    private readonly database: Database,
    private readonly lots: CodeLots,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** @returns the load to `write`. Throws a Problem for a lot that cannot have that many of ours, or none at all now. */
  async begin(caller: ApiCaller, lot: CodeLotCard, count: number): Promise<number> {
    if (lot.shape.type !== 'parola')
      throw new Problem('CONFLICT', 'The codes of this lot have a shape of their own: import them.');
    if (lot.size + count > GENERATION_LIMITS.codesPerLot)
      throw new Problem('CONFLICT', `A lot may have ${GENERATION_LIMITS.codesPerLot} codes at most.`);
    return this.lots.beginLoad(caller, lot, 'generation', null);
  }

  /** Never throws: what goes wrong breaks the file off, so that nobody takes it for a whole one. */
  async write(lot: CodeLotCard, loadId: number, count: number, receiver: Writable): Promise<void> {
    const run = this.writeAll(lot, loadId, count, receiver);
    this.running.add(run);
    await run.finally(() => this.running.delete(run));
  }

  async onModuleDestroy(): Promise<void> {
    this.isLeaving = true;
    await Promise.all(this.running);
  }

  private async writeAll(lot: CodeLotCard, loadId: number, count: number, receiver: Writable): Promise<void> {
    try {
      await this.makeAll(lot, loadId, count, receiver);
      if (!(await endLoad(this.database.sql, loadId, 'done', this.clock.now()))) throw new BrokenOff();
      receiver.end();
    } catch (error) {
      receiver.destroy();
      if (!(error instanceof BrokenOff)) this.logger.error(error);
      const detail = 'the file was not handed over in full: none of its codes is valid';
      await endLoad(this.database.sql, loadId, 'interrupted', this.clock.now(), detail).catch(
        (failure: unknown) => this.logger.error(failure),
      );
    }
  }

  private async makeAll(lot: CodeLotCard, loadId: number, count: number, receiver: Writable): Promise<void> {
    await handOver(receiver, 'code\n');
    for (let made = 0; made < count;) {
      if (this.isLeaving) throw new BrokenOff();
      const codes = await this.makeBatch(lot, loadId, Math.min(BATCH_CODES, count - made));
      made += codes.length;
      await handOver(receiver, codes.map((code) => `${code}\n`).join(''));
    }
  }

  /** As many new codes as are asked for, or a few less: what the brand has already is made once more. */
  private async makeBatch(lot: CodeLotCard, loadId: number, count: number): Promise<string[]> {
    // A tenth of the bytes are passed over.
    const drawn = codesFrom(randomBytes(Math.ceil(count * CODE_CHARS * 1.2))).slice(0, count);
    const hashes = new PackedHashes(count);
    for (const code of drawn) hashes.add(codeHash(this.identity, lot.brandId, code));
    const fresh = await this.database.transaction(async ({ sql }) => {
      const lost = await storeCodes(sql, { lotId: lot.id, loadId }, hashes);
      const places = new Set(lost.map(({ place }) => place));
      const kept = drawn.filter((_, place) => !places.has(place));
      const progress = { imported: kept.length, known: 0, rejected: 0, faults: [] };
      return (await advanceLoad(sql, loadId, progress)) ? kept : null;
    });
    if (!fresh) throw new BrokenOff();
    return fresh;
  }
}

/** The receiver has gone, or the load was ended by somebody else. */
class BrokenOff extends Error {}

/** Waits until the receiver can take more. */
async function handOver(receiver: Writable, text: string): Promise<void> {
  if (receiver.destroyed) throw new BrokenOff();
  if (receiver.write(text)) return;
  await new Promise<void>((resolve, reject) => {
    const stalled = setTimeout(() => settle(new BrokenOff()), GENERATION_LIMITS.stallMs);
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
