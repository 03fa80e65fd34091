import { Module } from '@nestjs/common';
import { CallbackPost } from '../connectors/simulator/callback-post.service';
import { SimulatedOperator } from '../connectors/simulator/operator.service';
import { SimulatorModule } from '../connectors/simulator/simulator.module';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { ChargingService } from './charges/charging.service';
import { createGatewayTypes } from './gateways/gateway-types.service';
import { GATEWAY_TYPES } from './gateways/gateway-types.token';
import { ChargeGateways } from './gateways/gateways.service';
import { NoticeDoor } from './gateways/notice-door.service';
import { NoticesController } from './gateways/notices.controller';
import { RefundingService } from './refunds/refunding.service';

/** How money is taken and given back, in every process that may. */
@Module({
  imports: [SimulatorModule],
  controllers: [NoticesController],
  providers: [
    {
      provide: GATEWAY_TYPES,
      useFactory: (
        operator: SimulatedOperator,
        post: CallbackPost,
        database: Database,
        doorbell: Doorbell,
        clock: Clock,
      ) => createGatewayTypes({ operator, post, database, doorbell, clock }),
      inject: [SimulatedOperator, CallbackPost, Database, Doorbell, Clock],
    },
    ChargeGateways,
    ChargingService,
    RefundingService,
    NoticeDoor,
  ],
  exports: [GATEWAY_TYPES, ChargeGateways, ChargingService, RefundingService],
})
export class BillingModule {}
