import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { CampaignEntriesController } from './campaign-entries.controller';
import { CampaignEntries } from './campaign-entries.service';
import { CampaignPlayersController } from './campaign-players.controller';
import { CampaignPlayers } from './campaign-players.service';
import { EligibilityCheck } from './eligibility.service';
import { Endings } from './endings.service';
import { ExplainController } from './explain.controller';
import { Explanations } from './explain.service';
import { FraudCasesController } from './fraud-cases.controller';
import { FraudCases } from './fraud-cases.service';
import { OptOutController } from './opt-out.controller';
import { OptOuts } from './opt-out.service';
import { OptOutUndos } from './opt-out-undo.service';
import { NumberDeathsController } from './number-deaths.controller';
import { NumberDeaths } from './number-deaths.service';
import { Replays } from './replay.service';
import { StopReviewsController } from './stop-reviews.controller';
import { StopReviews } from './stop-reviews.service';
import { SubscriptionConfirmations } from './subscription-confirm.service';
import { SubscriptionOptIns } from './subscription-opt-in.service';
import { SubscriptionsController } from './subscriptions.controller';
import { Subscriptions } from './subscriptions.service';
import { TakingBack } from './taken-back.service';

/** What staff ask of the engine: why, what if, "no more" for somebody who cannot text it, and whether somebody said it at all. */
@Module({
  imports: [BillingModule, CatalogueModule],
  controllers: [
    CampaignEntriesController,
    CampaignPlayersController,
    ExplainController,
    FraudCasesController,
    NumberDeathsController,
    OptOutController,
    StopReviewsController,
    SubscriptionsController,
  ],
  providers: [
    CampaignEntries,
    CampaignPlayers,
    EligibilityCheck,
    Endings,
    Explanations,
    FraudCases,
    NumberDeaths,
    Replays,
    OptOuts,
    OptOutUndos,
    StopReviews,
    SubscriptionConfirmations,
    SubscriptionOptIns,
    Subscriptions,
    TakingBack,
  ],
})
export class EngineApiModule {}
