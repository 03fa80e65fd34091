import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module';
import { BillingApiModule } from './billing/billing-api.module';
import { BillingWorkerModule } from './billing/billing-worker.module';
import { BillingModule } from './billing/billing.module';
import { CampaignsModule } from './campaigns/campaigns.module';
import { KINDS } from './campaigns/kinds.token';
import { kindsByName, type AnyKind } from './campaigns/kinds';
import { CatalogueModule } from './catalogue/catalogue.module';
import { ConsoleModule } from './console/console.module';
import { createProtocols } from './connectors/protocols.service';
import { PROTOCOLS } from './connectors/protocols.token';
import { SimulatedNetwork } from './connectors/simulator/network.service';
import { SimulatorModule } from './connectors/simulator/simulator.module';
import { DemoModule } from './demo/demo.module';
import { EngineApiModule } from './engine/engine-api.module';
import { EngineModule } from './engine/engine.module';
import { LinksModule } from './messages/links.module';
import { MessagesApiModule } from './messages/messages-api.module';
import { MessagesModule } from './messages/messages.module';
import { WorkerModule } from './messages/worker.module';
import { OutreachWorkerModule } from './outreach/outreach-worker.module';
import { OutreachModule } from './outreach/outreach.module';
import { EventsModule } from './platform/events.module';
import { HealthController } from './platform/health.controller';
import { PlatformModule, type Ground } from './platform/platform.module';
import { ReconciliationModule } from './reconciliation/reconciliation.module';
import { ReconciliationWorkerModule } from './reconciliation/reconciliation-worker.module';
import { SubscribersModule } from './subscribers/subscribers.module';
import { SubscriptionsWorkerModule } from './subscriptions/subscriptions-worker.module';
import { SubscriptionsModule } from './subscriptions/subscriptions.module';

/** What the floors share and no floor owns: the dialects, and the kinds of campaign. */
@Global()
@Module({})
class VocabularyModule {
  static of(kinds: readonly AnyKind[]): DynamicModule {
    return {
      module: VocabularyModule,
      imports: [SimulatorModule],
      providers: [
        { provide: KINDS, useValue: kindsByName(kinds) },
        {
          provide: PROTOCOLS,
          useFactory: (network: SimulatedNetwork) => createProtocols({ network }),
          inject: [SimulatedNetwork],
        },
      ],
      exports: [KINDS, PROTOCOLS],
    };
  }
}

/** The whole system on one page: the ground, the vocabulary, and what each role of a process adds. */
@Module({})
export class AppModule {
  static with(ground: Ground, kinds: readonly AnyKind[]): DynamicModule {
    const { roles } = ground.config;
    return {
      module: AppModule,
      imports: [
        PlatformModule.on(ground),
        EventsModule,
        VocabularyModule.of(kinds),
        LinksModule,
        CatalogueModule,
        MessagesModule,
        BillingModule,
        ...(roles.includes('engine') ? [EngineModule] : []),
        ...(roles.includes('worker')
          ? [
              WorkerModule,
              BillingWorkerModule,
              SubscriptionsWorkerModule,
              ReconciliationWorkerModule,
              OutreachWorkerModule,
            ]
          : []),
        ...(roles.includes('console')
          ? [
              AccessModule,
              CampaignsModule,
              SubscribersModule,
              MessagesApiModule,
              BillingApiModule,
              SubscriptionsModule,
              ReconciliationModule,
              EngineApiModule,
              OutreachModule,
              ConsoleModule,
              DemoModule,
            ]
          : []),
      ],
      controllers: [HealthController],
    };
  }
}
