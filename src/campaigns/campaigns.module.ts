import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module';
import { CatalogueApiModule } from '../catalogue/catalogue-api.module';
import { CampaignKeywordEntity } from './campaign-keyword.entity';
import { CampaignRules } from './campaign-rules.service';
import { CampaignEntity } from './campaign.entity';
import { CampaignsController } from './campaigns.controller';
import { CampaignsService } from './campaigns.service';
import { PublishingService } from './publishing.service';

/** Campaigns by API, and the catalogue they stand on. */
@Module({
  imports: [
    AccessModule,
    CatalogueApiModule,
    TypeOrmModule.forFeature([CampaignEntity, CampaignKeywordEntity]),
  ],
  controllers: [CampaignsController],
  providers: [CampaignRules, CampaignsService, PublishingService],
})
export class CampaignsModule {}
