import { Module } from '@nestjs/common';
import { ChargeNews } from './charge-news.service';
import { ContentDelivery } from './content/content-delivery.service';
import { ContentWatch } from './content/content-watch.service';
import { Renewals } from './renewals.service';

/** What happens to subscriptions by the clock: payments fall due, come in or fail, and content leaves. */
@Module({
  providers: [Renewals, ChargeNews, ContentDelivery, ContentWatch],
  exports: [Renewals, ChargeNews, ContentDelivery, ContentWatch],
})
export class SubscriptionsWorkerModule {}
