import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Idempotent } from '../access/idempotent.decorator';
import { msisdnIn } from '../subscribers/path';
import { OptedOutDto, OptOutDto } from './opt-out.dto';
import { OptOuts } from './opt-out.service';

@ApiTags('subscribers')
@Controller('api/v1/subscribers')
export class OptOutController {
  constructor(private readonly optOuts: OptOuts) {}

  @Post(':msisdn/opt-out')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary:
      'Opts a person out at once, for them: ledger, queue, open questions and whatever waits for a yes',
  })
  @ApiOkResponse({ type: OptedOutDto })
  optOut(
    @Caller() caller: ApiCaller,
    @Param('msisdn') msisdn: string,
    @Body() wish: OptOutDto,
  ): Promise<OptedOutDto> {
    return this.optOuts.optOut(msisdnIn(msisdn), wish, caller);
  }
}
