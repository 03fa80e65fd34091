import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../access/roles.decorator';
import { msisdnIn } from './path';
import { SubscriberChangeDto, SubscriberDto } from './subscribers.dto';
import { Subscribers, type PersonSeen } from './subscribers.service';

@ApiTags('subscribers')
@Roles('administrator', 'care')
@Controller('api/v1/subscribers')
export class SubscribersController {
  constructor(private readonly subscribers: Subscribers) {}

  @Get(':msisdn')
  @ApiOperation({ summary: 'One person, and what they last said about each list, brand and code' })
  @ApiOkResponse({ type: SubscriberDto })
  async get(@Param('msisdn') msisdn: string): Promise<SubscriberDto> {
    return shown(await this.subscribers.get(msisdnIn(msisdn)));
  }

  @Put(':msisdn')
  @ApiOperation({ summary: "Sets a person's language, or blocks them; what is left out stays" })
  @ApiOkResponse({ type: SubscriberDto })
  async change(@Param('msisdn') msisdn: string, @Body() change: SubscriberChangeDto): Promise<SubscriberDto> {
    return shown(await this.subscribers.change(msisdnIn(msisdn), { ...change }));
  }
}

function shown({ id: _, standings, ...person }: PersonSeen): SubscriberDto {
  return {
    ...person,
    standings: standings.map(({ scope, status, said_at }) => ({ scope, status, saidAt: said_at })),
  };
}
