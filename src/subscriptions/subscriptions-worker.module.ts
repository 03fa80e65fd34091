import { Module } from '@nestjs/common';
import { ChargeNews } from './charge-news.service';
import { ContentDelivery } from './content/content-delivery.service';
import { ContentWatch } from './content/content-watch.service';
import { FraudWatch } from './fraud/fraud-watch.service';
import { MigrationAsking } from './moving/migration-asking.service';
import { Renewals } from './renewals.service';

/** What happens to subscriptions by the clock: payments fall due, come in or fail, content leaves, and what nobody asked for is held. */
@Module({
  providers: [Renewals, ChargeNews, ContentDelivery, ContentWatch, FraudWatch, MigrationAsking],
  exports: [Renewals, ChargeNews, ContentDelivery, ContentWatch, FraudWatch, MigrationAsking],
})
export class SubscriptionsWorkerModule {}
