import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isKey } from '../../connectors/secrets';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import { Identity } from '../../platform/identity.service';
import { findUnusable } from '../../platform/input-check';
import { laneOf } from '../../platform/lanes';
import { Problem } from '../../platform/problem';
import { enterPeople } from '../../subscribers/people.store';
import type { ChargeNotice, SubscriptionNotice } from '../charge-gateway';
import { ChargingService } from '../charges/charging.service';
import { gatewayByName, type GatewayRow } from './gateway-rows.store';
import { ChargeGateways } from './gateways.service';
import { isNoticeProof } from './notice-proof';
import { keepNotices, type NewNotice } from './operator-driven/operator-notices.store';
import { confirmUnsubscriptions } from './operator-driven/unsubscriptions.store';

/** How an operator proves itself: by its gateway's key, or by an address that we gave it for one payment. */
export interface DoorProof {
  readonly key: string | undefined;
  readonly correlator: string | undefined;
  readonly proof: string | undefined;
}

/** What operators post to us, whatever they speak. It is acknowledged when it has been kept. */
@Injectable()
export class NoticeDoor implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly gateways: ChargeGateways,
    private readonly charging: ChargingService,
    private readonly identity: Identity,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
  ) {}

  /** What gateways learn without a door goes the same way. */
  onModuleInit(): void {
    this.gateways.listen((gatewayId, notices) => this.noticed(gatewayId, notices));
  }

  /** @returns how much news there was. Throws a Problem for who is not known, and for what cannot be read. */
  async hear(name: string, proof: DoorProof, body: unknown): Promise<number> {
    const row = await gatewayByName(this.database.hot.sql, name);
    if (!row) throw new Problem('NOT_FOUND', 'There is no such gateway.');
    const bound = boundBy(row, proof);
    if (findUnusable(body)) throw unreadable();
    const gateway = await this.gateways.get(row.id);
    if (gateway.readSubscriptions && bound === null) {
      const told = gateway.readSubscriptions(body);
      if (told === null) throw unreadable();
      return this.keep(row.id, told);
    }
    const notices = gateway.read(body);
    if (notices === null) throw unreadable();
    await this.noticed(row.id, bound === null ? notices : within(bound, notices));
    return notices.length;
  }

  private async noticed(gatewayId: number, notices: readonly ChargeNotice[]): Promise<void> {
    await this.charging.noticed(gatewayId, notices);
    this.doorbell.ring('settled', 0);
  }

  /** People the operator has subscribed may be new to us. */
  private keep(gatewayId: number, told: readonly SubscriptionNotice[]): Promise<number> {
    const at = this.clock.now();
    const hashes = told.map(({ msisdn }) => this.identity.hashOf(msisdn));
    return this.database.hot.transaction(async (tx) => {
      const newcomers = told.map(({ msisdn }, place) => {
        const senderHash = hashes[place] ?? '';
        return { senderHash, lane: laneOf(senderHash), msisdn };
      });
      const ids = await enterPeople(tx, newcomers, at);
      const notices = told.map(({ msisdn: _msisdn, ...notice }, place): NewNotice => {
        return { ...notice, subscriberId: ids.get(hashes[place] ?? '') ?? 0 };
      });
      await confirmUnsubscriptions(
        tx,
        gatewayId,
        notices.filter(({ event }) => event === 'unsubscribed'),
        at,
      );
      return keepNotices(tx, gatewayId, notices, at);
    });
  }
}

/** The only correlator that whoever knocks may speak of; null for an operator that showed its key. */
function boundBy(row: GatewayRow, { key, correlator, proof }: DoorProof): string | null {
  if (row.keyHash !== null && isKey(key, row.keyHash)) return null;
  if (correlator !== undefined && proof !== undefined && isNoticeProof(row, correlator, proof))
    return correlator;
  throw new Problem('UNAUTHENTICATED', 'The proof of this operator is missing or wrong.');
}

function within(correlator: string, notices: readonly ChargeNotice[]): ChargeNotice[] {
  if (notices.some((notice) => notice.correlator !== null && notice.correlator !== correlator))
    throw new Problem('FORBIDDEN', 'This address is for another payment.');
  return notices.map((notice) => ({ ...notice, correlator }));
}

const unreadable = (): Problem => new Problem('MALFORMED', 'This cannot be read as notices of this gateway.');
