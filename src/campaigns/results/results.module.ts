import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module';
import { EntriesExport } from './entries-export.service';
import { ResultsController } from './results.controller';
import { Results } from './results.service';
import { TallyRollUp } from './tally-roll-up.service';
import { TallyStream } from './tally-stream.service';
import { TallyWatch } from './tally-watch.service';

/** What became of campaigns, by API, and the tallies behind it. */
@Module({
  imports: [AccessModule],
  controllers: [ResultsController],
  providers: [Results, EntriesExport, TallyRollUp, TallyStream, TallyWatch],
})
export class ResultsModule {}
