import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/billing.module';
import { Healing } from './matching/healing.service';
import { Matching } from './matching/matching.service';
import { ReconciliationSweep } from './matching/reconciliation-sweep.service';

/** What compares books: on its own, whenever a file has come. */
@Module({
  imports: [BillingModule],
  providers: [Matching, Healing, ReconciliationSweep],
  exports: [ReconciliationSweep],
})
export class ReconciliationWorkerModule {}
