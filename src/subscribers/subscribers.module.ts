import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { ConsentAnchors } from './consent-anchor.service';
import { ConsentsController } from './consents.controller';
import { Evidence } from './evidence.service';
import { ListsController } from './lists.controller';
import { Lists } from './lists.service';
import { MemberImport } from './member-import.service';
import { SubscribersController } from './subscribers.controller';
import { Subscribers } from './subscribers.service';
import { SuppressionsController } from './suppressions.controller';
import { Suppressions } from './suppressions.service';

/** People, their lists, their consent and whoever may not be sent to. Database, clock and identity are global. */
@Module({
  imports: [CatalogueModule],
  controllers: [ListsController, SuppressionsController, ConsentsController, SubscribersController],
  providers: [Lists, MemberImport, Suppressions, Evidence, Subscribers, ConsentAnchors],
  exports: [ConsentAnchors],
})
export class SubscribersModule {}
