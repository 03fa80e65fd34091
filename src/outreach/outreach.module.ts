import { Module } from '@nestjs/common';
import { WebhooksController } from './webhooks.controller';
import { Webhooks } from './webhooks.service';

/** What brands ask of what reaches out. */
@Module({ controllers: [WebhooksController], providers: [Webhooks] })
export class OutreachModule {}
