import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/public.decorator';
import { idIn } from '../../../subscribers/path';
import { PublicDrawDto, SealsDto, SealsQuery } from './draw.dto';
import { Draws } from './draws.service';

const PAGE_SEALS = 1_000;
const THE_BEGINNING = new Date(0);

/** What everybody may see, so that nobody has to believe us: the seals of every hour, and what was announced. Nothing names a person. */
@ApiTags('draws')
@Controller('api/v1/public')
export class PublicDrawsController {
  constructor(private readonly draws: Draws) {}

  @Get('draws/:draw')
  @Public()
  @ApiOperation({ summary: 'A draw as it was announced; after it, the hash of its proof', security: [] })
  @ApiOkResponse({ type: PublicDrawDto })
  async one(@Param('draw') draw: string): Promise<PublicDrawDto> {
    const { id, state, announcement, announcementHash, beacon, proofHash, drawnAt } = await this.draws.draw(
      null,
      idIn(draw, 'draw'),
    );
    return { id, state, announcement, announcementHash, beacon, proofHash, drawnAt };
  }

  @Get('competitions/:id/seals')
  @Public()
  @ApiOperation({ summary: 'The seals of a competition’s hours, oldest first', security: [] })
  @ApiOkResponse({ type: SealsDto })
  async seals(@Param('id') id: string, @Query() { after }: SealsQuery): Promise<SealsDto> {
    const from = after === undefined ? THE_BEGINNING : new Date(after);
    const found = await this.draws.seals(idIn(id, 'campaign'), from, PAGE_SEALS + 1);
    const items = found.slice(0, PAGE_SEALS);
    return { items, next: found.length > PAGE_SEALS ? (items.at(-1)?.at ?? null) : null };
  }
}
