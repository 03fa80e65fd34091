import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AnswerOnceBy, type AnswerOnce } from '../../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { Clock } from '../../platform/clock.service';
import { pageOf, type Page } from '../../platform/page';
import { handOver, PACK_TYPES } from '../../reconciliation/evidence/hand-over.service';
import { idIn } from '../../subscribers/path';
import {
  AnswerComplaintDto,
  AssignComplaintDto,
  ComplaintDto,
  ComplaintReasonDto,
  ComplaintsDto,
  ComplaintsQuery,
  ComplaintStoryDto,
  NewComplaintDto,
  ToldComplaintDto,
  UpholdDto,
} from './complaint.dto';
import { shownComplaint } from './complaint-view';
import { Complaints } from './complaints.service';

const complaintIn = (path: string): number => idIn(path, 'complaint');

@ApiTags('complaints')
@Roles('administrator', 'care')
@Controller('api/v1/complaints')
export class ComplaintsController {
  constructor(
    private readonly complaints: Complaints,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    summary: 'Opens a complaint of a charge, of a subscription, or of a person with a brand on a short code',
    description: 'The person is texted a tracking code where they may be written to; `refused` says why not.',
  })
  @ApiCreatedResponse({ type: ToldComplaintDto })
  open(
    @Caller() caller: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Body() wish: NewComplaintDto,
  ): Promise<ToldComplaintDto> {
    return this.complaints.open(caller, wish, keep);
  }

  @Get()
  @ApiOperation({ summary: 'Complaints, oldest first' })
  @ApiOkResponse({ type: ComplaintsDto })
  async page(@Caller() { brandId }: ApiCaller, @Query() query: ComplaintsQuery): Promise<Page<ComplaintDto>> {
    const { state = null, code = null, assignee = null, charge = null, overdue, after, limit } = query;
    const filter = { brandId, state, code, assignee, charge };
    return pageOf(
      await this.complaints.page(filter, overdue === 'true', after, limit + 1),
      limit,
      shownComplaint,
    );
  }

  @Get(':id')
  @ApiOperation({ summary: 'One complaint, with every step since it was opened' })
  @ApiOkResponse({ type: ComplaintStoryDto })
  async one(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ComplaintStoryDto> {
    const { complaint, steps } = await this.complaints.one(caller, complaintIn(id));
    return { ...shownComplaint(complaint), steps };
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Somebody takes it on' })
  @ApiOkResponse({ type: ComplaintDto })
  @ApiConflictResponse({ description: 'It has been closed' })
  assign(
    @Caller() caller: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Param('id') id: string,
    @Body() { assignee, reason }: AssignComplaintDto,
  ): Promise<ComplaintDto> {
    return this.complaints.assign(caller, complaintIn(id), assignee, reason, keep);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Answers it once, and freezes the evidence as it stands' })
  @ApiOkResponse({ type: ToldComplaintDto })
  @ApiConflictResponse({ description: 'It has been answered' })
  answer(
    @Caller() caller: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Param('id') id: string,
    @Body() answer: AnswerComplaintDto,
  ): Promise<ToldComplaintDto> {
    return this.complaints.answer(caller, complaintIn(id), answer, keep);
  }

  @Post(':id/uphold')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'The person was right; the disputed charge, or a part of it, goes back' })
  @ApiOkResponse({ type: ComplaintDto })
  @ApiConflictResponse({ description: 'It has not been answered, or no so much of the charge is left' })
  uphold(
    @Caller() caller: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Param('id') id: string,
    @Body() wish: UpholdDto,
  ): Promise<ComplaintDto> {
    return this.complaints.uphold(caller, complaintIn(id), wish, keep);
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'The charge was rightful' })
  @ApiOkResponse({ type: ComplaintDto })
  @ApiConflictResponse({ description: 'It has not been answered, or was decided before' })
  dismiss(
    @Caller() caller: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Param('id') id: string,
    @Body() { reason }: ComplaintReasonDto,
  ): Promise<ComplaintDto> {
    return this.complaints.dismiss(caller, complaintIn(id), reason, keep);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Closes what was decided, for good' })
  @ApiOkResponse({ type: ComplaintDto })
  @ApiConflictResponse({ description: 'It has not been decided, or was closed before' })
  close(
    @Caller() caller: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Param('id') id: string,
    @Body() { reason }: ComplaintReasonDto,
  ): Promise<ComplaintDto> {
    return this.complaints.close(caller, complaintIn(id), reason, keep);
  }

  @Get(':id/evidence')
  @ApiOperation({
    summary: 'Everything that was known when it was answered, with every hash read again',
    description:
      'With `Accept: application/zip` as an archive of files. Evidence that is not what was frozen is a CONFLICT with the reason EVIDENCE_ALTERED and the names of its parts.',
  })
  @ApiProduces(...PACK_TYPES)
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  @ApiConflictResponse({ description: 'It has not been answered, or its evidence was altered' })
  async evidence(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const complaintId = complaintIn(id);
    const pack = await this.complaints.packOf(caller, complaintId);
    handOver(pack, `complaint-${complaintId}`, this.clock.now(), request, response);
  }
}
