import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { ExplainController } from './explain.controller';
import { Explanations } from './explain.service';
import { OptOutController } from './opt-out.controller';
import { OptOuts } from './opt-out.service';
import { Replays } from './replay.service';

/** What staff ask of the engine: why, what if, and "no more" for somebody who cannot text it. */
@Module({
  imports: [CatalogueModule],
  controllers: [ExplainController, OptOutController],
  providers: [Explanations, Replays, OptOuts],
})
export class EngineApiModule {}
