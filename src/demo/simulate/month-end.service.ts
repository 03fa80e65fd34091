import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { Database } from '../../platform/database.service';
import type { Random } from '../../connectors/simulator/faults';
import type { EngineApi } from './engine-api.client';
import { outcomeFor, type FoundOne } from './found';
import { readFound } from './invariants.store';
import { daysOf, type Month } from './months';
import { BRAND, OPERATOR, PROFILE, ZONE } from './offers';
import { readBooks } from './operator-books.store';
import { fileText, plant, type Planted } from './operator-file';
import type { EngineRounds } from './rounds.service';

const IMPORT_PAUSE_MS = 20;

interface StatementView {
  readonly id: number;
  readonly state: string;
  readonly faults: number;
  readonly detail: string | null;
}

/** The days after a month: the operator's file comes, is compared, what differs is decided about, and the books are closed. */
export class MonthEnd {
  /** Everything that was ever put into a file. */
  readonly planted: Planted[] = [];
  private readonly database: Database;
  private files = 0;

  /** @param staff who takes findings on; `controller` is the second pair of eyes */
  constructor(
    app: INestApplication,
    private readonly staff: EngineApi,
    private readonly controller: EngineApi,
    private readonly operatorId: number,
    private readonly rounds: EngineRounds,
    private readonly random: Random,
  ) {
    this.database = app.get(Database);
  }

  /** A month from the operator's file to the closing; one that is not over stays open. */
  async settle(month: Month): Promise<void> {
    const books = await readBooks(this.database.sql, month.from, month.until);
    const { lines, planted } = plant(books, month, ZONE, this.random);
    this.planted.push(...planted);
    await this.import(month, fileText(lines, month, ++this.files, ZONE));
    for (const day of daysOf(month, ZONE))
      await this.staff.post('/reconciliations', { operator: OPERATOR, day });
    await this.rounds.compare();
    await this.decide(month);
    if (!month.isWhole) return;
    await this.staff.post('/ledger/closings', { brand: BRAND, month: month.name, zone: ZONE });
  }

  private async import({ name }: Month, text: string): Promise<void> {
    const query = new URLSearchParams({ profile: PROFILE, name: `simtel-${name}.csv` });
    let file = await this.staff.send<StatementView>(`/statements?${query}`, text);
    while (file.state === 'importing') {
      await pause(IMPORT_PAUSE_MS);
      file = await this.staff.get<StatementView>(`/statements/${file.id}`);
    }
    if (file.state !== 'imported' || file.faults > 0)
      throw new Error(`the file of ${name} is ${file.state}: ${file.detail ?? `${file.faults} faults`}`);
  }

  /** Every other finding is taken on and ended; the rest stays open for the next month to see. */
  private async decide({ from, until }: Month): Promise<void> {
    const found = await readFound(this.database.sql, this.operatorId, { from, until }, ZONE);
    const open = found.filter(({ state }) => state === 'OPEN');
    for (const one of open.filter((_, at) => at % 2 === 0)) await this.end(one);
  }

  private async end(one: FoundOne): Promise<void> {
    const path = `/findings/${one.id}`;
    await this.staff.post(`${path}/assign`, { assignee: 'Sara', reason: 'month end' });
    await this.staff.post(`${path}/send`, { reason: 'asked the operator' });
    const { proposal } = await this.staff.post<{ readonly proposal: object | null }>(`${path}/decide`, {
      ...{ outcome: outcomeFor(one), reason: 'as their answer says' },
    });
    if (proposal) await this.controller.post(`${path}/approve`, { reason: 'checked' });
  }
}
