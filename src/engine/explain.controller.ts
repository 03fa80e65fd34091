import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { idIn } from '../subscribers/path';
import { ExplainDto, ExplanationDto, ReplayDto } from './explain.dto';
import { Explanations } from './explain.service';
import { Replays } from './replay.service';

@ApiTags('explain')
@Roles('administrator', 'care', 'brand')
@Controller('api/v1')
export class ExplainController {
  constructor(
    private readonly explanations: Explanations,
    private readonly replays: Replays,
  ) {}

  @Post('explain')
  @HttpCode(200)
  @ApiOperation({ summary: 'Which rule would this text hit, and why did the others lose? Changes nothing' })
  @ApiOkResponse({ type: ExplanationDto })
  explain(@Caller() { brandId }: ApiCaller, @Body() question: ExplainDto): Promise<ExplanationDto> {
    return this.explanations.explain(question, brandId);
  }

  @Get('texts/:id/replay')
  @ApiOperation({ summary: 'Decides a stored text again, with the facts and the configuration of its day' })
  @ApiOkResponse({ type: ReplayDto })
  replay(@Caller() { brandId }: ApiCaller, @Param('id') id: string): Promise<ReplayDto> {
    return this.replays.replay(idIn(id, 'text'), brandId);
  }
}
