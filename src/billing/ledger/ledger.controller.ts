import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../access/roles.decorator';
import {
  AccountsDto,
  AccountsQuery,
  TransfersDto,
  TransfersQuery,
  TrialBalanceDto,
  TrialBalanceQuery,
} from './ledger.dto';
import { Ledger } from './ledger.service';

@ApiTags('ledger')
@Roles('administrator', 'finance')
@Controller('api/v1/ledger')
export class LedgerController {
  constructor(private readonly ledger: Ledger) {}

  @Get('accounts')
  @ApiOperation({ summary: 'Accounts, with what went through each and what is reserved' })
  @ApiOkResponse({ type: AccountsDto })
  accounts(@Query() query: AccountsQuery): Promise<AccountsDto> {
    return this.ledger.accounts(query);
  }

  @Get('transfers')
  @ApiOperation({ summary: 'Every movement of money, in the order in which it was written' })
  @ApiOkResponse({ type: TransfersDto })
  transfers(@Query() query: TransfersQuery): Promise<TransfersDto> {
    return this.ledger.transfers(query);
  }

  @Get('trial-balance')
  @ApiOperation({ summary: 'Both sides of the books by currency, now or as they stood' })
  @ApiOkResponse({ type: TrialBalanceDto })
  trialBalance(@Query() query: TrialBalanceQuery): Promise<TrialBalanceDto> {
    return this.ledger.trialBalance(query);
  }
}
