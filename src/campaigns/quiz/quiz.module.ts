import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module';
import { LeaderboardController } from './leaderboard.controller';
import { Leaderboard } from './leaderboard.service';

/** What a quiz has by API beside its campaign. */
@Module({ imports: [AccessModule], controllers: [LeaderboardController], providers: [Leaderboard] })
export class QuizModule {}
