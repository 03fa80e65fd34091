import { Module } from '@nestjs/common';
import { SessionLocks } from '../platform/session-locks.service';
import { BillingModule } from './billing.module';
import { ChargingWorker } from './charges/charging-worker.service';
import { GatewayNews } from './gateways/gateway-news.service';
import { Unsubscriber } from './gateways/operator-driven/unsubscriber.service';

/** What takes money when it is due, and gives it back. */
@Module({
  imports: [BillingModule],
  providers: [SessionLocks, ChargingWorker, GatewayNews, Unsubscriber],
  exports: [ChargingWorker],
})
export class BillingWorkerModule {}
