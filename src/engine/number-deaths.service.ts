import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { EventInterest } from '../platform/events-interest.service';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import { readCsv } from '../subscribers/csv-upload.service';
import { waitForLanes } from '../subscribers/lanes.store';
import { readServices } from '../subscriptions/services/services.store';
import { liveSubscriptions } from '../subscriptions/subscriptions.store';
import { batchesByLane, causedBy, countsOf, type Burying, type Death } from './burial';
import type { Caused } from './cause';
import { applyEffects } from './effects.store';
import { sift, type DeathLine, type LineReport } from './number-death';
import { linesOf, readLine, type RawLine } from './number-death-line';
import type { NumberDeathReportDto } from './number-deaths.dto';
import { closeTenures, moveToOperators, readHolders, type Holder } from './number-deaths.store';
import { readPeopleById } from './snapshot.store';
import { NOTHING_TO_RING, ringFor, type ToRing } from './to-ring';

const COLUMNS = { required: ['msisdn', 'kind'], optional: ['at', 'operator'] } as const;

/** A number that is held by somebody of ours, and what becomes of them. */
interface Dying {
  readonly death: Death;
  readonly holder: Holder;
}

/** Operators' files of numbers that are gone: whoever gets one next is somebody else, and must inherit nothing. */
@Injectable()
export class NumberDeaths {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly listeners: EventInterest,
  ) {}

  /** What is committed stays when a later line fails: the same file again changes nothing more. */
  async report(upload: Readable | readonly unknown[], caller: ApiCaller): Promise<NumberDeathReportDto> {
    const { operatorsByCode } = await this.configurations.refresh();
    const lines: DeathLine[] = [];
    const reports: LineReport[] = [];
    const now = this.clock.now();
    for await (const raw of this.read(upload)) {
      const read = readLine(raw, { now, isOperator: (code) => operatorsByCode.has(code) });
      if ('fault' in read) reports.push({ line: raw.line, result: 'invalid', detail: read.fault });
      else lines.push(read);
    }
    const sifted = sift(lines);
    reports.push(...sifted.reports);
    const deaths = sifted.deaths.map((line): Death => {
      const senderHash = this.identity.hashOf(line.msisdn);
      return { ...line, senderHash, lane: laneOf(senderHash) };
    });
    for (const batch of batchesByLane(deaths)) reports.push(...(await this.bury(batch, caller)));
    reports.sort((a, b) => a.line - b.line);
    return { counts: countsOf(reports), lines: reports };
  }

  private read(upload: Readable | readonly unknown[]): AsyncIterable<RawLine> | Iterable<RawLine> {
    return Array.isArray(upload) ? linesOf(upload) : readCsv(upload as Readable, COLUMNS);
  }

  private async bury(batch: readonly Death[], caller: ApiCaller): Promise<LineReport[]> {
    const { reports, toRing } = await this.database.transaction(async (tx) => {
      await waitForLanes(
        tx,
        batch.map(({ lane }) => lane),
      );
      const now = this.clock.now();
      const configuration = await this.configurations.inForce(tx.sql);
      const holders = await readHolders(
        tx,
        batch.map(({ senderHash }) => senderHash),
      );
      const byHash = new Map(holders.map((holder) => [holder.senderHash, holder]));
      const dying: Dying[] = [];
      const reports: LineReport[] = [];
      for (const death of batch) {
        const holder = byHash.get(death.senderHash);
        if (!holder) reports.push({ line: death.line, result: 'unknown' });
        else if (holder.since > death.at) reports.push({ line: death.line, result: 'newer', detail: NEWER });
        else dying.push({ death, holder });
      }
      const ended = await this.endAll(tx, dying, { configuration, caller, now });
      return { reports: [...reports, ...ended.reports], toRing: ended.toRing };
    });
    ringFor(this.doorbell, toRing);
    return reports;
  }

  private async endAll(
    tx: Tx,
    dying: readonly Dying[],
    batch: Burying,
  ): Promise<{ readonly reports: LineReport[]; readonly toRing: ToRing }> {
    if (dying.length === 0) return { reports: [], toRing: NOTHING_TO_RING };
    const ids = dying.map(({ holder }) => holder.id);
    const people = await readPeopleById(tx, ids);
    const live = await liveSubscriptions(tx.sql, ids);
    const services = await readServices(
      tx.sql,
      live.map(({ serviceId }) => serviceId),
    );
    const caused: Caused[] = [];
    const reports = dying.map(({ death, holder }): LineReport => {
      const person = people.get(holder.id);
      if (!person) throw new Error('a person vanished under their lane');
      const own = live.filter(({ subscriberId }) => subscriberId === holder.id);
      const paid = own.flatMap(({ serviceId }) => services.get(serviceId) ?? []);
      caused.push(...causedBy(death, person, paid, batch));
      const result = death.kind === 'ported' ? 'moved' : 'closed';
      return { line: death.line, result, services: own.length };
    });
    const toRing = await applyEffects(tx, caused, {
      ...{ configuration: batch.configuration, listeners: this.listeners },
      luckOf: (what) => this.identity.luckOf(what),
    });
    await settle(tx, dying);
    return { reports, toRing };
  }
}

/** A number that was ported has the same owner still; any other has none. */
async function settle(tx: Tx, dying: readonly Dying[]): Promise<void> {
  const rows = dying.map(({ death: { kind, at, operator }, holder: { id } }) => ({ kind, at, operator, id }));
  await closeTenures(
    tx,
    rows.filter(({ kind }) => kind !== 'ported'),
  );
  await moveToOperators(
    tx,
    rows.filter(({ kind }) => kind === 'ported'),
  );
}

const NEWER = 'whoever has it now came later';
