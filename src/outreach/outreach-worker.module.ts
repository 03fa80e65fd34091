import { Module } from '@nestjs/common';
import { CallDispatcher } from './call-dispatcher.service';
import { CallSweep } from './call-sweep.service';
import { WebhookDispatcher } from './webhook-dispatcher.service';
import { WebhookSweep } from './webhook-sweep.service';

/** What reaches out: brands' servers are told what happened, and asked what to answer. */
@Module({
  providers: [WebhookDispatcher, WebhookSweep, CallDispatcher, CallSweep],
  exports: [WebhookDispatcher, WebhookSweep, CallDispatcher, CallSweep],
})
export class OutreachWorkerModule {}
