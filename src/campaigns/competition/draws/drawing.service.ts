import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.service';
import { Database, type Tx } from '../../../platform/database.service';
import { Doorbell } from '../../../platform/doorbell';
import { appendEvents } from '../../../platform/events.store';
import { Problem } from '../../../platform/problem';
import type { TextsByLanguage } from '../../texts-by-language';
import { readEntryLine } from '../draw/entry-line';
import { inSlices } from '../draw/in-slices.service';
import { LIMITS } from '../draw/limits';
import { makeProof, type Frozen, type ProofMade } from '../draw/make-proof';
import { writeProof, type Proof } from '../draw/proof';
import { PROOF_FAULTS } from '../draw/proof-faults';
import { readSeals } from './contest-list.store';
import { linePages } from './contest-seals.service';
import { logContacts, readWinners, type Winner } from './draw-results.store';
import { markDrawn, openDraw, readLateArrivals, type Contest, type SealedDraw } from './draws.store';
import { insertResults, type NewResult } from './freeze.store';
import { LIST_FILE } from './list-file';

const LONG_AGO = new Date(0);

export interface Beacon {
  readonly value: string;
  /** What winners are told by text; null: the brand tells them itself. */
  readonly notice: TextsByLanguage | null;
}

/** Draws a frozen list, once its beacon is known. */
@Injectable()
export class Drawing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  /** The same beacon again changes nothing. Throws CONFLICT for another, for one that is too early, and for one in another format. */
  async draw(contest: Contest, drawId: number, beacon: Beacon, madeBy: string): Promise<void> {
    const brands = await this.database.transaction((tx) =>
      this.drawWithin(tx, contest, drawId, beacon, madeBy),
    );
    for (const brand of brands) this.doorbell.ring('events', brand);
  }

  private async drawWithin(
    tx: Tx,
    contest: Contest,
    drawId: number,
    beacon: Beacon,
    madeBy: string,
  ): Promise<readonly number[]> {
    const draw = await openDraw(tx, drawId);
    if (!draw) throw new Problem('NOT_FOUND', 'There is no such draw.');
    if (draw.state === 'drawn') {
      if (draw.beacon === beacon.value) return [];
      throw new Problem(
        'CONFLICT',
        'It was drawn with another value of the beacon. A second draw is a draw of its own.',
      );
    }
    const drawnAt = this.clock.now();
    if (drawnAt.toISOString() < draw.announcement.beacon.notBefore)
      throw new Problem('CONFLICT', `The beacon has no value before ${draw.announcement.beacon.notBefore}.`);
    const proof = await this.proofOf(tx, draw, beacon.value, drawnAt);
    const { value, notice } = beacon;
    const drawing = { beacon: value, proof: writeProof(proof), proofHash: proof.proofHash, notice };
    await markDrawn(tx, draw.id, { ...drawing, drawnAt, drawnBy: madeBy });
    return this.enterResults(tx, contest, draw, proof, drawnAt, madeBy);
  }

  private async proofOf(tx: Tx, draw: SealedDraw, beacon: string, drawnAt: Date): Promise<Proof> {
    const { campaignId, announcement, exclusions, serverSeed, freezeSeal } = draw;
    const lines: string[] = [];
    for await (const page of linePages(tx.sql, campaignId, 0, draw.lines))
      for (const line of page) lines.push(line);
    const hours = await readSeals(tx.sql, campaignId, LONG_AGO, draw.frozenAt, LIMITS.seals);
    const frozen: Frozen = { ...announcement, lines, exclusions, serverSeed, seals: [...hours, freezeSeal] };
    const lateArrivals = await readLateArrivals(
      tx.sql,
      campaignId,
      draw.lastEntryId,
      announcement,
      LIMITS.lateArrivals + 1,
    );
    const file = lines.length > LIMITS.linesInProof ? { file: LIST_FILE } : {};
    const drawn = { beacon, drawnAt: drawnAt.toISOString(), lateArrivals, ...file };
    return proofOrProblem(await inSlices(makeProof(frozen, announcement, drawn)));
  }

  private async enterResults(
    tx: Tx,
    contest: Contest,
    { id, campaignId, announcement, claimMs }: SealedDraw,
    proof: Proof,
    at: Date,
    madeBy: string,
  ): Promise<number[]> {
    const results = [...proof.winners, ...proof.reserves].map(resultOf);
    const deadline = new Date(at.getTime() + claimMs);
    await insertResults(tx, { id, campaignId, prizes: announcement.prizes }, results, at, deadline);
    const drawn = results.map(({ rank, line }) => ({
      drawId: id,
      rank,
      event: 'drawn' as const,
      note: `line ${line}`,
    }));
    await logContacts(tx.sql, drawn, madeBy, at);
    return tellBrand(tx, contest, id, await readWinners(tx.sql, id, null), at);
  }
}

/** The brand hears who holds a prize now. @returns the brands to ring for, after the commit. */
export function tellBrand(
  tx: Tx,
  { id, brandId }: Pick<Contest, 'id' | 'brandId'>,
  drawId: number,
  winners: readonly Winner[],
  at: Date,
): Promise<number[]> {
  return appendEvents(
    tx,
    winners.map(({ rank, prize, line, subscriberId, person }) => ({
      type: 'win',
      brandId,
      subscriberId,
      person,
      payload: { campaign: id, draw: drawId, rank, prize, line },
      at,
    })),
  );
}

function resultOf(ticketId: string, at: number): NewResult {
  const end = ticketId.lastIndexOf('#');
  const line = readEntryLine(ticketId.slice(0, end))?.number ?? 0;
  return { rank: at + 1, line, ticket: Number(ticketId.slice(end + 1)) };
}

/** Nothing is drawn that would not verify. */
function proofOrProblem(made: ProofMade): Proof {
  switch (made.type) {
    case 'proof':
      return made.proof;
    case 'refused': {
      const [first] = made.faults;
      const detail = first ? `${PROOF_FAULTS[first.type]}.` : 'It would not verify.';
      throw new Problem('CONFLICT', detail, { reason: 'would not verify', faults: made.faults });
    }
    case 'unreadable':
      throw new Problem('CONFLICT', `No reader would take the proof: ${made.reasons[0] ?? ''}.`, {
        reason: 'unreadable',
      });
  }
}
