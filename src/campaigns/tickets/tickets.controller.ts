import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswerOnceBy, type AnswerOnce } from '../../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Roles } from '../../access/roles.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { pageOf, type Page } from '../../platform/page';
import { idIn } from '../../subscribers/path';
import { AnsweredTicketDto, AnswerTicketDto, TicketDto, TicketsDto, TicketsQuery } from './tickets.dto';
import { shownTicket, Tickets } from './tickets.service';

@ApiTags('tickets')
@Roles('administrator', 'care', 'brand')
@Controller('api/v1/tickets')
export class TicketsController {
  constructor(private readonly tickets: Tickets) {}

  @Get()
  @ApiOperation({ summary: 'What people asked and a person has to answer, oldest first' })
  @ApiOkResponse({ type: TicketsDto })
  async page(@Caller() caller: ApiCaller, @Query() query: TicketsQuery): Promise<Page<TicketDto>> {
    const { state = null, after, limit } = query;
    return pageOf(await this.tickets.page(caller, state, after, limit + 1), limit, (ticket) =>
      shownTicket(ticket, caller),
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'One ticket' })
  @ApiOkResponse({ type: TicketDto })
  async one(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<TicketDto> {
    return shownTicket(await this.tickets.get(caller, idIn(id, 'ticket')), caller);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Answers it: by text if the person may be written to, and by their tracking code',
  })
  @ApiOkResponse({ type: AnsweredTicketDto })
  @ApiConflictResponse({ description: 'It has been closed' })
  answer(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() answer: AnswerTicketDto,
    @AnswerOnceBy() keep: AnswerOnce,
  ): Promise<AnsweredTicketDto> {
    return this.tickets.answer(caller, idIn(id, 'ticket'), answer, keep);
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Closes it for good' })
  @ApiOkResponse({ type: TicketDto })
  @ApiConflictResponse({ description: 'It has been closed before' })
  async close(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<TicketDto> {
    return shownTicket(await this.tickets.close(caller, idIn(id, 'ticket')), caller);
  }
}
