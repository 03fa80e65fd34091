import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.service';
import { Identity } from '../../platform/identity.service';
import { Problem } from '../../platform/problem';
import { readRefunds, type RefundCard } from '../refunds/refund-view.store';
import { keysOf } from './charge-transfers';
import {
  readAttempts,
  readCharges,
  readTransfers,
  type AttemptCard,
  type ChargeCard,
  type ChargeFilter,
  type TransferCard,
} from './charge-view.store';

/** Enough for every attempt at a charge to be given back by itself. */
const MOST_REFUNDS = 1_000;

/** A charge with all that happened to it. */
export interface WholeCharge {
  readonly charge: ChargeCard;
  readonly attempts: readonly AttemptCard[];
  readonly refunds: readonly RefundCard[];
  readonly transfers: readonly TransferCard[];
}

/** Charges as staff and brands look at them. */
@Injectable()
export class Charges {
  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
  ) {}

  /** @param msisdn E.164 digits of the only person whose charges are meant */
  page(filter: ChargeFilter, msisdn: string | null): Promise<ChargeCard[]> {
    const whose = msisdn === null ? {} : { senderHash: this.identity.hashOf(msisdn) };
    return readCharges(this.database.sql, { ...filter, ...whose });
  }

  async get(id: number, brandId: number | null): Promise<WholeCharge> {
    const { sql } = this.database;
    const [charge] = await readCharges(sql, { id, brandId, after: 0, limit: 1 });
    if (!charge) throw new Problem('NOT_FOUND', `There is no charge ${id}.`);
    const attempts = await readAttempts(sql, id);
    const refunds = await readRefunds(sql, { chargeId: id, after: 0, limit: MOST_REFUNDS });
    const keys = keysOf(
      id,
      charge.attempts,
      refunds.map((refund) => refund.id),
    );
    return { charge, attempts, refunds, transfers: await readTransfers(sql, keys) };
  }
}
