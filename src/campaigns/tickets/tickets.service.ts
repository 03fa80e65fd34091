import { Injectable } from '@nestjs/common';
import type { AnswerOnce } from '../../access/answer-once.decorator';
import type { ApiCaller } from '../../access/caller.decorator';
import type { NewMessageDto } from '../../messages/send.dto';
import { SendDoor, type Sent } from '../../messages/send.service';
import { Clock } from '../../platform/clock.service';
import { Database, type Sql } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import type { AnsweredTicketDto, AnswerTicketDto, TicketDto } from './tickets.dto';
import type { TicketState } from './ticket-state';
import { changeTicket, findTicket, readTickets, type TicketChange, type TicketRow } from './tickets.store';
import { maskMsisdn } from '../../text/msisdn';

/** What people asked and nobody but a person can answer. */
@Injectable()
export class Tickets {
  constructor(
    private readonly database: Database,
    private readonly door: SendDoor,
    private readonly clock: Clock,
  ) {}

  page(
    { brandId }: ApiCaller,
    state: TicketState | null,
    after: number,
    limit: number,
  ): Promise<TicketRow[]> {
    return readTickets(this.database.sql, { brandId, state }, after, limit);
  }

  get(caller: ApiCaller, id: number): Promise<TicketRow> {
    return found(this.database.sql, id, caller);
  }

  /**
   * The person hears it by their tracking code, and at once by a text if that is wished and they may be written to.
   * @param keep told the answer in the transaction that answers
   */
  async answer(
    caller: ApiCaller,
    id: number,
    { text, send }: AnswerTicketDto,
    keep: AnswerOnce,
  ): Promise<AnsweredTicketDto> {
    const ticket = await this.get(caller, id);
    let shown: AnsweredTicketDto | null = null;
    const conclude = async (sql: Sql, sent: Sent | undefined): Promise<void> => {
      const after = await this.change(sql, id, caller, { state: 'answered', answer: text });
      shown = {
        ...shownTicket(after, caller),
        message: sent?.type === 'queued' ? String(sent.id) : null,
        refused: sent?.type === 'refused' ? sent.problem.code : null,
      };
      await keep(sql, shown);
    };
    const wish = send ? messageFor(ticket, text) : null;
    if (wish) await this.door.send([{ wish }], caller.brandId, (sql, [sent]) => conclude(sql, sent));
    else await this.database.transaction((tx) => conclude(tx.sql, undefined));
    if (!shown) throw new Error('a ticket was answered without an answer');
    return shown;
  }

  /** For good. */
  async close(caller: ApiCaller, id: number): Promise<TicketRow> {
    await this.get(caller, id);
    return this.database.transaction(({ sql }) =>
      this.change(sql, id, caller, { state: 'closed', answer: null }),
    );
  }

  private async change(
    sql: Sql,
    id: number,
    caller: ApiCaller,
    change: Pick<TicketChange, 'state' | 'answer'>,
  ): Promise<TicketRow> {
    const by = { at: this.clock.now(), by: caller.name };
    if (!(await changeTicket(sql, id, { ...change, ...by })))
      throw new Problem('CONFLICT', `Ticket ${id} has been closed.`);
    return found(sql, id, caller);
  }
}

async function found(sql: Sql, id: number, { brandId }: ApiCaller): Promise<TicketRow> {
  const ticket = await findTicket(sql, id, brandId);
  if (!ticket) throw new Problem('NOT_FOUND', `There is no ticket ${id}.`);
  return ticket;
}

/** Null where there is nobody left to write to. */
function messageFor({ brandId, shortcode, msisdn }: TicketRow, text: string): NewMessageDto | null {
  if (msisdn === null || shortcode === null) return null;
  return { brand: brandId, from: shortcode, to: `+${msisdn}`, text, class: 'service' };
}

export function shownTicket(ticket: TicketRow, { role }: ApiCaller): TicketDto {
  const { brandId: _brand, campaignId, shortcode: _code, msisdn, ...rest } = ticket;
  const shown = msisdn !== null && role === 'brand' ? maskMsisdn(msisdn) : msisdn;
  return { ...rest, campaign: campaignId, msisdn: shown };
}
