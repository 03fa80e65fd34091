import { Module } from '@nestjs/common';
import { SessionLocks } from '../platform/session-locks.service';
import { DeliveryEvents } from './delivery-events.service';
import { Dispatcher } from './dispatcher.service';
import { MessagesModule } from './messages.module';
import { ReportProcessor } from './report.processor';

/** What leaves, and what is reported of it. */
@Module({
  imports: [MessagesModule],
  providers: [SessionLocks, DeliveryEvents, Dispatcher, ReportProcessor],
  exports: [Dispatcher],
})
export class WorkerModule {}
