import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { Idempotent } from '../access/idempotent.decorator';
import { msisdnIn } from '../subscribers/path';
import { OptedOutDto, OptOutDto, OptOutUndoneDto, UndoOptOutDto } from './opt-out.dto';
import { OptOuts } from './opt-out.service';
import { OptOutUndos } from './opt-out-undo.service';

@ApiTags('subscribers')
@Roles('administrator', 'care', 'brand')
@Controller('api/v1/subscribers')
export class OptOutController {
  constructor(
    private readonly optOuts: OptOuts,
    private readonly undos: OptOutUndos,
  ) {}

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

  @Post(':msisdn/opt-out/undo')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Takes back an opt-out that was read from free words; what was said in so many words stays',
  })
  @ApiOkResponse({ type: OptOutUndoneDto })
  @ApiConflictResponse({ description: 'It was no reading of ours (why: not read), or they spoke since' })
  undo(
    @Caller() caller: ApiCaller,
    @Param('msisdn') msisdn: string,
    @Body() wish: UndoOptOutDto,
  ): Promise<OptOutUndoneDto> {
    return this.undos.undo(msisdnIn(msisdn), wish, caller);
  }
}
