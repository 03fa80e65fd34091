import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { stringify } from 'csv-stringify/sync';
import type { Request, Response } from 'express';
import { Roles } from '../../access/roles.decorator';
import { linesOf, type Report } from './report';
import {
  DaysQuery,
  HoursQuery,
  IntervalQuery,
  MovementQuery,
  OperatorQuery,
  RegulatorQuery,
  ReportDto,
} from './report.dto';
import { Reports } from './reports.service';

const ABOUT_FIGURES = `Of a month or between two instants, of one brand or operator or of all. Each line names what was asked for, how many rows
it \`counted\`, and the \`sha256\` of their keys (ids; "person:service" of caps; "subscription:17", and "complaint:4" of the rate),
sorted as bytes and joined by commas: the same question of the same rows has the same digest. STOP is measured from when it was
said, or received if that was earlier; 95 of 100 took no longer. \`joinsUnconfirmed\` must be 0. Money is whole minor units.`;

@ApiTags('reports')
@Roles('administrator', 'finance')
@ApiProduces('application/json', 'text/csv')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Get('control-totals')
  @ApiOperation({ summary: 'Counts and sums of both sides, by operator, day, service and tariff' })
  @ApiOkResponse({ type: ReportDto })
  async totals(@Query() query: DaysQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    send(await this.reports.controlTotals(query), request, response);
  }

  @Get('match-rate')
  @ApiOperation({
    summary: 'By operator and day: the share that matched, and billed by the operator of what was submitted',
  })
  @ApiOkResponse({ type: ReportDto })
  async matchRate(
    @Query() query: DaysQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    send(await this.reports.matchRate(query), request, response);
  }

  @Get('failures')
  @ApiOperation({ summary: 'Why charges did not come off, in our words and by the operator’s codes' })
  @ApiOkResponse({ type: ReportDto })
  async failures(
    @Query() query: IntervalQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    send(await this.reports.failures(query), request, response);
  }

  @Get('attempts')
  @ApiOperation({ summary: 'How tries went: by the how manieth of its period, and by local hour' })
  @ApiOkResponse({ type: ReportDto })
  async attempts(
    @Query() query: HoursQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    send(await this.reports.attempts(query), request, response);
  }

  @Get('ageing')
  @ApiOperation({ summary: 'Open findings by kind and age' })
  @ApiOkResponse({ type: ReportDto })
  async ageing(
    @Query() { operator }: OperatorQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    send(await this.reports.ageing(operator), request, response);
  }

  @Get('base-movement')
  @ApiOperation({
    summary: 'How many subscribed, came, came back and left, by service: opening and closing foot',
  })
  @ApiOkResponse({ type: ReportDto })
  async baseMovement(
    @Query() { service, ...interval }: MovementQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    send(await this.reports.baseMovement(service ?? null, interval), request, response);
  }

  @Get('regulator')
  @ApiOperation({
    summary: 'How fast STOP is, joins nobody confirmed, complaints, refunds, and how often a cap held',
    description: ABOUT_FIGURES,
  })
  @ApiOkResponse({ type: ReportDto })
  async regulator(
    @Query() query: RegulatorQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    send(await this.reports.regulator(query), request, response);
  }
}

function send(report: Report, request: Request, response: Response): void {
  response.vary('Accept');
  response.setHeader('cache-control', 'no-store');
  if (request.accepts(['application/json', 'text/csv']) !== 'text/csv') {
    response.json({ report: report.name, items: report.rows });
    return;
  }
  response.status(200).type('text/csv').attachment(`${report.name}.csv`);
  response.send(stringify(linesOf(report)));
}
