import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import { FAILURES } from '../billing/charge';
import { ChargeGateways } from '../billing/gateways/gateways.service';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { Problem } from '../platform/problem';
import { mayJoin } from '../subscriptions/services/service';
import { readServices } from '../subscriptions/services/services.store';
import { askWhoCanPay } from './eligibility-call.service';
import { lastOperatorOf } from './eligibility.store';
import { operatorOf } from './opt-in';
import type { NewSubscriptionDto } from './subscriptions.dto';

/**
 * Asks the operator whether a number can pay at all, before a password is sent to it. A call, and so never within a transaction: what
 * it says may be a moment old when the question is opened, and the first charge has the last word.
 */
@Injectable()
export class EligibilityCheck {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly gateways: ChargeGateways,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** What stands in the way, as the operator says; null where nothing does, or where nobody can tell. */
  async whyNot(msisdn: string, wish: NewSubscriptionDto, { brandId }: ApiCaller): Promise<Problem | null> {
    const service = (await readServices(this.database.sql, [wish.service])).get(wish.service);
    if (!service || (brandId !== null && service.brandId !== brandId)) return null;
    const configuration = await this.configurations.refresh();
    const operator = await lastOperatorOf(this.database.sql, this.identity.hashOf(msisdn));
    const operatorId = operatorOf({ wish, person: { operator }, configuration });
    const may = mayJoin(service, operatorId, this.clock.now());
    if (may.type !== 'may') return null;
    const [said = 'eligible'] = await askWhoCanPay(this.gateways, may.operator.gatewayId, [msisdn]);
    // An empty balance is filled by the time somebody says yes.
    if (said === 'eligible' || FAILURES[said] === 'later') return null;
    return new Problem('CONFLICT', 'The operator of this number says that it cannot pay for services.', {
      why: said,
    });
  }
}
