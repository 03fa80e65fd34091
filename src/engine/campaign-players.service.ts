import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import { marked, playerState, readPlayer, type Mark, type Player } from '../campaigns/competition/player';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { EventInterest } from '../platform/events-interest.service';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import { readCsv } from '../subscribers/csv-upload.service';
import { waitForLanes } from '../subscribers/lanes.store';
import { findPerson } from '../subscribers/people.store';
import { normaliseMsisdn } from '../text/msisdn';
import { storable } from '../text/storable';
import { causeByApi, competitionOf } from './api-cause';
import { REASON_CHARS, type MarkedLineDto, type MarkedReportDto } from './campaign-players.dto';
import { ClaimBook } from './claim-book';
import { loadClaims } from './claims.store';
import { applyEffects } from './effects.store';
import { loadPeople, type Sender } from './snapshot.store';

/** People of one transaction: their lanes are held no longer than that. */
const BATCH_PEOPLE = 500;
const COLUMNS = { required: ['msisdn'], optional: ['tryout', 'barred'] } as const;

export interface PlayerCard {
  readonly msisdn: string;
  readonly tryOut: boolean;
  readonly barred: string | null;
  readonly entries: number;
  readonly wins: number;
}

interface Marking {
  readonly msisdn: string;
  readonly mark: Mark;
}

/** Whom a competition knows as something else than a player: those who try it out, and those who may not take part. */
@Injectable()
export class CampaignPlayers {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly listeners: EventInterest,
  ) {}

  /** Somebody nobody ever heard of is a player who has not entered yet. */
  async one(campaignId: number, msisdn: string, caller: ApiCaller): Promise<PlayerCard> {
    return this.database.transaction(async (tx) => {
      competitionOf(await this.configurations.inForce(tx.sql), campaignId, caller);
      const person = await findPerson(tx.sql, this.identity.hashOf(msisdn));
      const players = await this.playersOf(tx, campaignId, person ? [person.id] : []);
      return cardOf(msisdn, players.get(person?.id ?? 0) ?? readPlayer(null));
    });
  }

  /** Holds for whatever the person says from now on: it is written in their lane. */
  async mark(campaignId: number, msisdn: string, mark: Mark, caller: ApiCaller): Promise<PlayerCard> {
    await this.markAll(campaignId, [{ msisdn, mark }], caller);
    return this.one(campaignId, msisdn, caller);
  }

  /** What is committed stays when a later line fails: the same file again changes nothing more. */
  async import(campaignId: number, upload: Readable, caller: ApiCaller): Promise<MarkedReportDto> {
    competitionOf(await this.configurations.refresh(), campaignId, caller);
    const lines: MarkedLineDto[] = [];
    const markings = new Map<string, Marking>();
    for await (const { line, fields } of readCsv(upload, COLUMNS)) {
      const msisdn = normaliseMsisdn(fields['msisdn'] ?? '');
      const read = readMark(fields);
      if (msisdn === null) lines.push({ line, result: 'invalid', detail: 'is no telephone number' });
      else if ('fault' in read) lines.push({ line, result: 'invalid', detail: read.fault });
      else if (markings.has(msisdn)) lines.push({ line, result: 'duplicate', detail: 'stands above' });
      else markings.set(msisdn, { msisdn, mark: read.mark });
    }
    const all = [...markings.values()];
    for (let at = 0; at < all.length; at += BATCH_PEOPLE)
      await this.markAll(campaignId, all.slice(at, at + BATCH_PEOPLE), caller);
    return { marked: all.length, lines };
  }

  private async markAll(campaignId: number, markings: readonly Marking[], caller: ApiCaller): Promise<void> {
    const marks = new Map(
      markings.map(({ msisdn, mark }) => [this.identity.hashOf(msisdn), { msisdn, mark }]),
    );
    const senders = new Map([...marks].map(([hash, { msisdn }]) => [hash, senderOf(hash, msisdn)]));
    await this.database.transaction(async (tx) => {
      await waitForLanes(
        tx,
        [...senders.values()].map(({ lane }) => lane),
      );
      const now = this.clock.now();
      const configuration = await this.configurations.inForce(tx.sql);
      const campaign = competitionOf(configuration, campaignId, caller);
      const people = [...(await loadPeople(tx, senders, now)).values()];
      const players = await this.playersOf(
        tx,
        campaignId,
        people.map(({ id }) => id),
      );
      const changes = people.map((person) => {
        const player = players.get(person.id) ?? readPlayer(null);
        const state = playerState(marked(player, marks.get(person.senderHash)?.mark ?? {}));
        const cause = causeByApi({ person, campaign, configuration, caller, saidAt: now, now });
        return { cause, effects: [{ type: 'player', campaignId, state } as const] };
      });
      const luckOf = (what: string) => this.identity.luckOf(what);
      await applyEffects(tx, changes, { configuration, listeners: this.listeners, luckOf });
    });
  }

  private async playersOf(tx: Tx, campaignId: number, ids: readonly number[]): Promise<Map<number, Player>> {
    const book = new ClaimBook();
    const claim = { type: 'player', campaignId } as const;
    await loadClaims(
      tx,
      ids.map((subscriberId) => ({ claim, subscriberId })),
      book,
      true,
    );
    return new Map(ids.map((id) => [id, readPlayer(book.openFor(id).get(claim))]));
  }
}

const senderOf = (senderHash: string, msisdn: string): Sender => ({
  ...{ senderHash, msisdn },
  lane: laneOf(senderHash),
  operator: null,
});

const cardOf = (msisdn: string, { tryOut, barred, entered, wins }: Player): PlayerCard => ({
  ...{ msisdn, tryOut, barred, wins },
  entries: entered.total,
});

/** A line's mark; an empty field changes nothing. */
function readMark({
  tryout = '',
  barred = '',
}: Readonly<Record<string, string>>): { readonly mark: Mark } | { readonly fault: string } {
  if (!['', 'yes', 'no'].includes(tryout)) return { fault: 'tryout must be yes or no' };
  if (storable(barred).altered) return { fault: 'barred holds a NUL' };
  if (barred.length > REASON_CHARS) return { fault: `barred must have at most ${REASON_CHARS} characters` };
  return {
    mark: { ...(tryout === '' ? {} : { tryOut: tryout === 'yes' }), ...(barred === '' ? {} : { barred }) },
  };
}
