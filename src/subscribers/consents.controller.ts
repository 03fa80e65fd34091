import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { pageOf } from '../platform/page';
import { PageQuery } from '../platform/page.dto';
import { maskMsisdn } from '../text/msisdn';
import { AnchorsDto, EvidencePackDto, type EvidenceEntryDto } from './consents.dto';
import { Evidence, type EvidenceEntry } from './evidence.service';
import { msisdnIn } from './path';

@ApiTags('consents')
@Controller('api/v1/consents')
export class ConsentsController {
  constructor(private readonly evidence: Evidence) {}

  @Get('anchors')
  @Roles('administrator')
  @ApiOperation({
    summary: 'The seals over the consent ledger, for keeping outside; verify-consent reads them back',
  })
  @ApiOkResponse({ type: AnchorsDto })
  async anchors(@Query() query: PageQuery): Promise<AnchorsDto> {
    return pageOf(await this.evidence.anchors(query.after, query.limit + 1), query.limit, (anchor) => anchor);
  }

  @Get(':msisdn/evidence')
  @Roles('administrator', 'care', 'brand')
  @ApiOperation({
    summary:
      'What a person agreed to and refused: exact words, exact disclosures, and proof that nothing was changed',
  })
  @ApiOkResponse({ type: EvidencePackDto })
  async pack(
    @Caller() { brandId, role }: ApiCaller,
    @Param('msisdn') msisdn: string,
    @Query() query: PageQuery,
  ): Promise<EvidencePackDto> {
    const { entries, ...pack } = await this.evidence.packOf(
      msisdnIn(msisdn),
      brandId,
      query.after,
      query.limit + 1,
    );
    const isMasked = role === 'brand';
    const page = pageOf(entries, query.limit, (entry) => shown(entry, isMasked));
    const number = pack.msisdn !== null && isMasked ? maskMsisdn(pack.msisdn) : pack.msisdn;
    return { ...pack, msisdn: number, ...page };
  }
}

function shown({ id: _, proof, ...entry }: EvidenceEntry, isMasked: boolean): EvidenceEntryDto {
  const number = proof.number !== null && isMasked ? maskMsisdn(proof.number) : proof.number;
  return { ...entry, proof: { ...proof, number } };
}
