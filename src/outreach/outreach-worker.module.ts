import { Module } from '@nestjs/common';
import { WebhookDispatcher } from './webhook-dispatcher.service';
import { WebhookSweep } from './webhook-sweep.service';

/** What reaches out: brands' servers are told what happened. */
@Module({ providers: [WebhookDispatcher, WebhookSweep], exports: [WebhookDispatcher, WebhookSweep] })
export class OutreachWorkerModule {}
