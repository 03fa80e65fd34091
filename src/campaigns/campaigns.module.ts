import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module';
import { CatalogueApiModule } from '../catalogue/catalogue-api.module';
import { CampaignKeywordEntity } from './campaign-keyword.entity';
import { CampaignRules } from './campaign-rules.service';
import { CampaignEntity } from './campaign.entity';
import { CampaignsController } from './campaigns.controller';
import { CampaignsService } from './campaigns.service';
import { CodesModule } from './codes/codes.module';
import { DrawsModule } from './competition/draws/draws.module';
import { CouponModule } from './coupon/coupon.module';
import { LookupModule } from './lookup/lookup.module';
import { PublishingService } from './publishing.service';
import { QuizModule } from './quiz/quiz.module';
import { ResultsModule } from './results/results.module';
import { TicketsModule } from './tickets/tickets.module';

/** Campaigns by API, and the catalogue they stand on. */
@Module({
  imports: [
    AccessModule,
    CatalogueApiModule,
    CodesModule,
    CouponModule,
    DrawsModule,
    LookupModule,
    QuizModule,
    ResultsModule,
    TicketsModule,
    TypeOrmModule.forFeature([CampaignEntity, CampaignKeywordEntity]),
  ],
  controllers: [CampaignsController],
  providers: [CampaignRules, CampaignsService, PublishingService],
})
export class CampaignsModule {}
