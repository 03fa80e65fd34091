import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module';
import { CatalogueModule } from '../../catalogue/catalogue.module';
import { SendDoor } from '../../messages/send.service';
import { TicketsController } from './tickets.controller';
import { Tickets } from './tickets.service';

/** What was handed over to people of the brand, by API. */
@Module({
  imports: [AccessModule, CatalogueModule],
  controllers: [TicketsController],
  providers: [Tickets, SendDoor],
})
export class TicketsModule {}
