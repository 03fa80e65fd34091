import { Module } from '@nestjs/common';
import { CallsController } from './calls.controller';
import { Calls } from './calls.service';
import { WebhooksController } from './webhooks.controller';
import { Webhooks } from './webhooks.service';

/** What brands ask of what reaches out. */
@Module({ controllers: [WebhooksController, CallsController], providers: [Webhooks, Calls] })
export class OutreachModule {}
