import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { Lists } from '../subscribers/lists.service';
import { ContentController } from './content/content.controller';
import { Content } from './content/content.service';
import { MigrationsController } from './moving/migrations.controller';
import { Migrations } from './moving/migrations.service';
import { Agreements } from './services/agreements.service';
import { OperatorSuspensionsController } from './services/operator-suspensions.controller';
import { OperatorSuspensions } from './services/operator-suspensions.service';
import { ServicesController } from './services/services.controller';
import { Services } from './services/services.service';
import { TariffsController } from './services/tariffs.controller';
import { Tariffs } from './services/tariffs.service';

/** What colleagues and brands ask of paid services. */
@Module({
  imports: [AccessModule],
  controllers: [
    ServicesController,
    TariffsController,
    ContentController,
    MigrationsController,
    OperatorSuspensionsController,
  ],
  providers: [Lists, Services, Tariffs, Agreements, Content, Migrations, OperatorSuspensions],
  exports: [Services],
})
export class SubscriptionsModule {}
