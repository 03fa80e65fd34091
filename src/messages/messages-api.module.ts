import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { MessagesController } from './messages.controller';
import { PersonTimelineController } from './person-timeline.controller';
import { SendDoor } from './send.service';
import { SetAsideTexts } from './set-aside.service';
import { TextsController } from './texts.controller';
import { Timelines } from './timeline.service';

/** What brands send, and the stories that staff read. */
@Module({
  imports: [CatalogueModule],
  controllers: [MessagesController, TextsController, PersonTimelineController],
  providers: [SendDoor, Timelines, SetAsideTexts],
})
export class MessagesApiModule {}
