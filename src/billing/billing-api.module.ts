import { Module } from '@nestjs/common';
import { BillingModule } from './billing.module';
import { ChargesController } from './charges/charges.controller';
import { Charges } from './charges/charges.service';
import { GatewayCatalogue } from './gateways/gateway-catalogue.service';
import { ChargeGatewaysController } from './gateways/gateways.controller';
import { LedgerController } from './ledger/ledger.controller';
import { Ledger } from './ledger/ledger.service';
import { PricePointsController } from './price-points/price-points.controller';
import { PricePoints } from './price-points/price-points.service';
import { RefundsController } from './refunds/refunds.controller';
import { Refunds } from './refunds/refunds.service';
import { BadDebts } from './shares/bad-debts.service';
import { ClosingsController } from './shares/closings.controller';
import { Closings } from './shares/closings.service';
import { ShareRulesController } from './shares/share-rules.controller';
import { ShareRules } from './shares/share-rules.service';

/** What staff and brands see and do of money. */
@Module({
  imports: [BillingModule],
  controllers: [
    ChargesController,
    RefundsController,
    ChargeGatewaysController,
    PricePointsController,
    LedgerController,
    ShareRulesController,
    ClosingsController,
  ],
  providers: [Charges, Refunds, GatewayCatalogue, PricePoints, Ledger, ShareRules, Closings, BadDebts],
  exports: [Refunds],
})
export class BillingApiModule {}
