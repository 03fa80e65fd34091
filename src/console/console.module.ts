import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { BillingApiModule } from '../billing/billing-api.module';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { SendDoor } from '../messages/send.service';
import { ReconciliationModule } from '../reconciliation/reconciliation.module';
import { ComplaintEvidence } from './complaints/complaint-evidence.service';
import { ComplaintSubjects } from './complaints/complaint-subjects.service';
import { ComplaintsController } from './complaints/complaints.controller';
import { Complaints } from './complaints/complaints.service';

/** What colleagues do for people across all the floors below. */
@Module({
  imports: [AccessModule, CatalogueModule, BillingApiModule, ReconciliationModule],
  controllers: [ComplaintsController],
  providers: [Complaints, ComplaintEvidence, ComplaintSubjects, SendDoor],
})
export class ConsoleModule {}
