import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { SimulatorModule } from '../connectors/simulator/simulator.module';
import { Backlog } from './backlog.service';
import { CarriersDoor } from './carriers-door.service';
import { Connectors } from './connectors.service';
import { HeardRetention } from './heard-retention.service';
import { ReportIntake } from './report-intake.service';
import { Sweep } from './sweep.service';
import { TextIntake } from './text-intake.service';

/** The carriers' door and the links: what every role needs. */
@Module({
  imports: [CatalogueModule, SimulatorModule],
  providers: [Backlog, TextIntake, ReportIntake, Connectors, CarriersDoor, HeardRetention, Sweep],
  exports: [
    Backlog,
    TextIntake,
    ReportIntake,
    Connectors,
    CarriersDoor,
    HeardRetention,
    Sweep,
    CatalogueModule,
    SimulatorModule,
  ],
})
export class MessagesModule {}
