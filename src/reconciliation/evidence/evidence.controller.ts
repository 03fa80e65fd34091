import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Roles } from '../../access/roles.decorator';
import { Clock } from '../../platform/clock.service';
import { idIn } from '../../subscribers/path';
import { ChargeEvidence } from './charge-evidence.service';
import { handOver, PACK_TYPES } from './hand-over.service';

const DESCRIPTION =
  'With `Accept: application/zip` as an archive of files; the manifest holds a SHA-256 of every part, the same for both.';

@ApiTags('charges')
@Controller('api/v1')
export class EvidenceController {
  constructor(
    private readonly evidence: ChargeEvidence,
    private readonly clock: Clock,
  ) {}

  @Get('charges/:id/evidence')
  @Roles('administrator', 'finance', 'care')
  @ApiOperation({
    summary: 'Everything known of a charge: consents with the words shown, texts, messages, tries, transfers',
    description: DESCRIPTION,
  })
  @ApiProduces(...PACK_TYPES)
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  async ofCharge(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const chargeId = idIn(id, 'charge');
    const pack = await this.evidence.ofCharge(chargeId);
    handOver(pack, `charge-${chargeId}`, this.clock.now(), request, response);
  }

  @Get('incidents/:id/evidence')
  @Roles('administrator', 'finance')
  @ApiOperation({
    summary: 'The figures of an incident, its largest findings, and the evidence of the charges behind them',
    description: DESCRIPTION,
  })
  @ApiProduces(...PACK_TYPES)
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  async ofIncident(
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const incidentId = idIn(id, 'incident');
    const pack = await this.evidence.ofIncident(incidentId);
    handOver(pack, `incident-${incidentId}`, this.clock.now(), request, response);
  }
}
