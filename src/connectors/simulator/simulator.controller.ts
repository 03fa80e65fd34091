import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem } from '../../platform/problem';
import { planSegments } from '../../text/segments';
import { SimulatedNetwork } from './network.service';
import type { ReceivedText } from './network.store';
import {
  AfterQuery,
  BalanceDto,
  CountersDto,
  FaultsDto,
  HandsetPath,
  HandsetTextDto,
  ReceivedTextDto,
  ReceivedTextsDto,
  TextTakenDto,
} from './simulator.dto';

const PAGE = 100;

/** The handsets of the simulated network, and the switch for its faults. There while a simulator connector is. */
@ApiTags('simulator')
@Controller('simulator')
export class SimulatorController {
  constructor(private readonly network: SimulatedNetwork) {}

  @Post('handsets/:msisdn/texts')
  @ApiOperation({ summary: 'A handset sends a text' })
  @ApiCreatedResponse({ type: TextTakenDto })
  async send(@Param() path: HandsetPath, @Body() { to, text }: HandsetTextDto): Promise<TextTakenDto> {
    const said = await this.opened().say(digitsOf(path), to, text);
    if ('nobody' in said) throw new Problem('NOT_FOUND', 'No simulator connector is open.');
    if ('error' in said) throw new Problem('VALIDATION_FAILED', said.error.detail);
    return { id: said.id };
  }

  @Get('handsets/:msisdn/texts')
  @ApiOperation({ summary: 'What a handset received, in order' })
  @ApiOkResponse({ type: ReceivedTextsDto })
  async received(
    @Param() path: HandsetPath,
    @Query() { after = '0' }: AfterQuery,
  ): Promise<ReceivedTextsDto> {
    const texts = await this.opened().receivedBy(digitsOf(path), after, PAGE);
    return { items: texts.map(shown), next: texts.at(-1)?.seq ?? after };
  }

  @Get('handsets/:msisdn/balance')
  @ApiOperation({ summary: 'What a handset can pay' })
  @ApiOkResponse({ type: BalanceDto })
  balance(@Param() path: HandsetPath): Promise<BalanceDto> {
    return this.opened().balanceOf(digitsOf(path));
  }

  @Put('handsets/:msisdn/balance')
  @ApiOperation({ summary: 'Sets what a handset can pay' })
  @ApiOkResponse({ type: BalanceDto })
  async setBalance(@Param() path: HandsetPath, @Body() balance: BalanceDto): Promise<BalanceDto> {
    await this.opened().setBalance(digitsOf(path), balance);
    return balance;
  }

  @Put('faults')
  @ApiOperation({ summary: 'Makes the network behave badly; what is left out is well again' })
  @ApiOkResponse({ type: FaultsDto })
  async setFaults(@Body() faults: FaultsDto): Promise<FaultsDto> {
    const [minMs, maxMs] = faults.delayMs;
    if (minMs > maxMs)
      throw new Problem('VALIDATION_FAILED', 'delayMs must be the shortest delay, then the longest.');
    await this.opened().setFaults({ ...faults });
    return faults;
  }

  @Get('counters')
  @ApiOperation({ summary: 'How many messages handsets have, and how many submits were repeats' })
  @ApiOkResponse({ type: CountersDto })
  counters(): Promise<CountersDto> {
    return this.opened().counters();
  }

  private opened(): SimulatedNetwork {
    if (!this.network.isOpen) throw new Problem('NOT_FOUND', 'No simulator connector is open.');
    return this.network;
  }
}

const digitsOf = ({ msisdn }: HandsetPath): string => msisdn.replace('+', '');

const shown = ({ remoteId, code, body, billedMinor, at }: ReceivedText): ReceivedTextDto => ({
  id: remoteId,
  from: code,
  text: body,
  segments: planSegments(body).segments,
  billedMinor,
  at: at.toISOString(),
});
