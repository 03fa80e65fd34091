import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { Clock } from '../../platform/clock.service';
import { pageOf } from '../../platform/page';
import { idIn } from '../../subscribers/path';
import { OperatorsNamed } from '../matching/operators-named.service';
import { shownFinding, shownStep } from './finding-view';
import {
  AssignDto,
  DecisionDto,
  FindingDto,
  FindingHistoryDto,
  FindingsDto,
  FindingsQuery,
  ReasonDto,
} from './finding.dto';
import { Findings } from './findings.service';
import type { FindingCard } from './findings.store';

@ApiTags('findings')
@Roles('administrator', 'finance')
@Controller('api/v1/findings')
export class FindingsController {
  constructor(
    private readonly findings: Findings,
    private readonly operators: OperatorsNamed,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What our books and operators’ files say differently, oldest first' })
  @ApiOkResponse({ type: FindingsDto })
  async page(@Query() query: FindingsQuery): Promise<FindingsDto> {
    const filter = {
      operatorId: await this.operators.idOf(query.operator),
      day: query.day ?? null,
      state: query.state ?? null,
      category: query.category ?? null,
      assignee: query.assignee ?? null,
      charge: query.charge ?? null,
    };
    const rows = await this.findings.list(filter, query.after, query.limit + 1);
    return pageOf(rows, query.limit, (row) => this.shown(row));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One finding, with every step since it was found' })
  @ApiOkResponse({ type: FindingHistoryDto })
  async one(@Param('id') id: string): Promise<FindingHistoryDto> {
    const { finding, steps } = await this.findings.one(findingIn(id));
    return { ...this.shown(finding), steps: steps.map((step) => shownStep(step, finding.currency)) };
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Somebody takes it on' })
  @ApiOkResponse({ type: FindingDto })
  async assign(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { assignee, reason }: AssignDto,
  ): Promise<FindingDto> {
    return this.shown(await this.findings.assign(caller, findingIn(id), assignee, reason));
  }

  @Post(':id/send')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Notes that the operator was asked; the evidence is at charges/{id}/evidence' })
  @ApiOkResponse({ type: FindingDto })
  async send(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<FindingDto> {
    return this.shown(await this.findings.send(caller, findingIn(id), reason));
  }

  @Post(':id/decide')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Ends it, and posts what the books have to follow by',
    description:
      'Above the sum set for its currency it only becomes a proposal, which another key has to approve.',
  })
  @ApiOkResponse({ type: FindingDto })
  async decide(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { outcome, reason, amountMinor }: DecisionDto,
  ): Promise<FindingDto> {
    const amount = amountMinor === undefined ? null : BigInt(amountMinor);
    return this.shown(
      await this.findings.decide(caller, findingIn(id), { outcome, reason, amountMinor: amount }),
    );
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Roles('finance')
  @Idempotent()
  @ApiOperation({ summary: 'Approves what another key proposed' })
  @ApiOkResponse({ type: FindingDto })
  async approve(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<FindingDto> {
    return this.shown(await this.findings.approve(caller, findingIn(id), reason));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Takes a proposal back, or refuses it' })
  @ApiOkResponse({ type: FindingDto })
  async withdraw(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<FindingDto> {
    return this.shown(await this.findings.withdraw(caller, findingIn(id), reason));
  }

  private shown(finding: FindingCard): FindingDto {
    return shownFinding(finding, this.clock.now());
  }
}

const findingIn = (id: string): number => idIn(id, 'finding');
