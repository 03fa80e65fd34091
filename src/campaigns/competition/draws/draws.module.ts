import { Module } from '@nestjs/common';
import { AccessModule } from '../../../access/access.module';
import { CatalogueModule } from '../../../catalogue/catalogue.module';
import { SendDoor } from '../../../messages/send.service';
import { ContestSeals } from './contest-seals.service';
import { DrawFilesController } from './draw-files.controller';
import { DrawFiles } from './draw-files.service';
import { Drawing } from './drawing.service';
import { DrawsController } from './draws.controller';
import { Draws } from './draws.service';
import { ExclusionsController } from './exclusions.controller';
import { Exclusions } from './exclusions.service';
import { Freezing } from './freezing.service';
import { PublicDrawsController } from './public-draws.controller';
import { WinnersController } from './winners.controller';
import { WinnersSweep } from './winners-sweep.service';
import { Winners } from './winners.service';

/** Draws by API, the seals of their hours, and what becomes of prizes. */
@Module({
  imports: [AccessModule, CatalogueModule],
  controllers: [
    DrawsController,
    WinnersController,
    DrawFilesController,
    ExclusionsController,
    PublicDrawsController,
  ],
  providers: [
    ...[Draws, ContestSeals, Freezing, Drawing, Exclusions, Winners, WinnersSweep, DrawFiles],
    SendDoor,
  ],
  exports: [ContestSeals, WinnersSweep],
})
export class DrawsModule {}
