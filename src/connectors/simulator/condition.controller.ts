import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem } from '../../platform/problem';
import { ConditionDto } from './condition.dto';
import { SimulatedNetwork } from './network.service';
import { SimulatedOperator } from './operator.service';
import { HandsetPath } from './simulator.dto';

/** Handsets that the simulated operator takes no money from. There while a simulator connector is. */
@ApiTags('simulator')
@Controller('simulator/handsets/:msisdn/condition')
export class ConditionController {
  constructor(
    private readonly operator: SimulatedOperator,
    private readonly network: SimulatedNetwork,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether a handset may pay' })
  @ApiOkResponse({ type: ConditionDto })
  async condition(@Param() path: HandsetPath): Promise<ConditionDto> {
    const msisdn = this.digitsOf(path);
    return { condition: (await this.operator.conditionsOf([msisdn])).get(msisdn) ?? null };
  }

  @Put()
  @ApiOperation({ summary: 'Bars a handset from paying, or lets it pay again' })
  @ApiOkResponse({ type: ConditionDto })
  async change(@Param() path: HandsetPath, @Body() { condition }: ConditionDto): Promise<ConditionDto> {
    await this.operator.setCondition(this.digitsOf(path), condition);
    return { condition };
  }

  private digitsOf({ msisdn }: HandsetPath): string {
    if (!this.network.isOpen) throw new Problem('NOT_FOUND', 'No simulator connector is open.');
    return msisdn.replace('+', '');
  }
}
