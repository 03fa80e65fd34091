import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database.service';
import { auditChain, NO_ROW } from '../draw/audit-chain';
import { AUDIT_HEADER, auditLine, auditRow } from './audit-rows';
import { readAudit } from './audit.store';
import { ContestSeals, linePages } from './contest-seals.service';
import { readProofPiece, type DrawCard } from './draws.store';

const PIECE_CHARS = 1_000_000;
const PAGE_ROWS = 2_000;

/** What a draw hands out, piece by piece: nothing of it stands in memory as a whole. */
@Injectable()
export class DrawFiles {
  constructor(
    private readonly database: Database,
    private readonly seals: ContestSeals,
  ) {}

  /** The proof file. */
  async *proof(drawId: number): AsyncGenerator<string> {
    for (let from = 0; ; from += PIECE_CHARS) {
      const piece = await readProofPiece(this.database.sql, drawId, from, PIECE_CHARS);
      if (piece !== '') yield piece;
      if (piece.length < PIECE_CHARS) return;
    }
  }

  /** The list as it was frozen, a newline after each line. */
  async *entries({ campaignId, lines }: Pick<DrawCard, 'campaignId' | 'lines'>): AsyncGenerator<string> {
    for await (const page of linePages(this.database.sql, campaignId, 0, lines)) yield `${page.join('\n')}\n`;
  }

  /** Everything that was said to a contest and what became of it, each row chained to the one before. */
  async *audit(campaignId: number): AsyncGenerator<string> {
    const upTo = (await this.seals.settledEntries([campaignId])).get(campaignId) ?? 0;
    let [after, head] = [0, NO_ROW];
    yield AUDIT_HEADER;
    for (;;) {
      const entries = await readAudit(this.database.sql, campaignId, after, upTo, PAGE_ROWS);
      const rows = [...auditChain(entries.map(auditRow), head)];
      if (rows.length > 0) yield rows.map(auditLine).join('');
      head = rows.at(-1)?.hash ?? head;
      after = entries.at(-1)?.id ?? after;
      if (entries.length < PAGE_ROWS) return;
    }
  }
}
