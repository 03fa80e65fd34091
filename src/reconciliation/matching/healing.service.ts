import { Injectable } from '@nestjs/common';
import type { ChargeNotice } from '../../billing/charge-gateway';
import { ChargingService } from '../../billing/charges/charging.service';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { closeHealed, readHealable, type Healable } from './healing.store';

const PAGE = 500;

/** Tells billing what an operator's file says of charges that nobody knew the end of; their findings close by themselves. */
@Injectable()
export class Healing {
  constructor(
    private readonly database: Database,
    private readonly charging: ChargingService,
    private readonly clock: Clock,
  ) {}

  /** @returns how many findings closed */
  async heal(): Promise<number> {
    let last = 0;
    for (;;) {
      const page = await readHealable(this.database.sql, last, PAGE);
      for (const [gatewayId, notices] of byGateway(page)) await this.charging.noticed(gatewayId, notices);
      last = page.at(-1)?.findingId ?? last;
      if (page.length < PAGE) break;
    }
    return this.database.transaction((tx) => closeHealed(tx, this.clock.now()));
  }
}

function byGateway(page: readonly Healable[]): ReadonlyMap<number, readonly ChargeNotice[]> {
  const notices = new Map<number, ChargeNotice[]>();
  for (const healable of page) {
    const of = notices.get(healable.gatewayId) ?? [];
    of.push(noticeOf(healable));
    notices.set(healable.gatewayId, of);
  }
  return notices;
}

/** A file tells that a charge failed, never why: it may be tried again. */
const noticeOf = ({ correlator, remoteId, status }: Healable): ChargeNotice => ({
  correlator,
  remoteId,
  outcome:
    status === 'charged'
      ? { type: 'charged', remoteId: remoteId ?? correlator }
      : { type: 'refused', failure: 'temporary fault', remoteCode: 'statement' },
});
