import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module';
import { MessagesModule } from '../messages/messages.module';
import { EligibilityAsker } from './eligibility-asker.service';
import { LaneProcessor } from './lane.processor';
import { OperatorNews } from './operator-news.service';

/** The story of one message, from the inbox to the outbox. */
@Module({
  imports: [BillingModule, MessagesModule],
  providers: [EligibilityAsker, LaneProcessor, OperatorNews],
  exports: [LaneProcessor],
})
export class EngineModule {}
