import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module';
import { LaneProcessor } from './lane.processor';
import { OperatorNews } from './operator-news.service';

/** The story of one message, from the inbox to the outbox. */
@Module({ imports: [MessagesModule], providers: [LaneProcessor, OperatorNews], exports: [LaneProcessor] })
export class EngineModule {}
