import { z } from 'zod';
import { InFlight } from '../../../connectors/in-flight';
import { readSettingsWith } from '../../../connectors/settings';
import { enqueue, type NewOutbound } from '../../../messages/outbox.store';
import type { Clock } from '../../../platform/clock.service';
import type { Database, Tx } from '../../../platform/database.service';
import type { Doorbell } from '../../../platform/doorbell';
import type { ChargeAttempt, ChargeGateway, ChargeOutcome, ChargeStatus } from '../../charge-gateway';
import { COMMON_GATEWAY_SETTINGS, type GatewayIdentity, type GatewayType } from '../gateway-type';
import { orElse } from '../when-away.service';
import {
  addressees,
  connectorNamed,
  fatesOf,
  noteMessages,
  takeCorrelators,
  type Addressed,
} from './carried.store';
import { outcomeOf } from './message-fate';

const schema = z.strictObject({
  ...COMMON_GATEWAY_SETTINGS,
  /** The link, by its name, whose messages cost the person money on delivery. */
  connector: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be the name of a connector'),
  /** What is not delivered by then is not sent any more, and costs nothing. */
  ttlSeconds: z.int().min(60).max(259_200).default(86_400),
});

export type MtSettings = z.infer<typeof schema>;

/** What an MT gateway works with. */
export interface MtGround {
  readonly database: Database;
  readonly doorbell: Doorbell;
  readonly clock: Clock;
}

/**
 * MT-billed: the attempt is a message that costs money on delivery. It is queued once per correlator, in one transaction with the
 * note of which charge it carries; what became of it is read from the rows of its delivery.
 */
export function createMt(ground: MtGround): GatewayType<MtSettings> {
  return {
    name: 'mt',
    secretSettings: [],
    readSettings: (raw) => readSettingsWith<MtSettings>(schema, raw),
    open: (identity, settings) => openMt(identity, settings, ground),
  };
}

/** The link is gone or switched off: nothing was queued, and a colleague has to see to it. */
const NO_LINK: ChargeOutcome = { type: 'not heard', retryAfterMs: 60_000 };

function openMt({ id }: GatewayIdentity, settings: MtSettings, ground: MtGround): ChargeGateway {
  const { database, doorbell } = ground;
  const inFlight = new InFlight();
  const codes = settings.failures ?? {};
  const told = async (correlators: readonly string[]): Promise<ChargeStatus[]> => {
    const fates = await fatesOf(database.hot.sql, correlators);
    return correlators.map((one) => {
      const fate = fates.get(one);
      return fate === undefined ? { type: 'never heard' } : outcomeOf(fate, codes);
    });
  };
  const charge = async (attempts: readonly ChargeAttempt[]): Promise<readonly ChargeOutcome[]> => {
    const connectorId = await connectorNamed(database.hot.sql, settings.connector);
    if (connectorId === undefined) return attempts.map(() => NO_LINK);
    await database.hot.transaction((tx) =>
      queue(tx, id, connectorId, attempts, settings, ground.clock.now()),
    );
    doorbell.ring('outbox', connectorId);
    const standing = await told(attempts.map(({ correlator }) => correlator));
    return standing.map((status) => (status.type === 'never heard' ? { type: 'unknown' } : status));
  };
  return {
    type: 'mt',
    charge: (attempts) =>
      inFlight.isClosed
        ? Promise.resolve(attempts.map(() => ({ type: 'not heard' })))
        : inFlight.run(() => orElse(charge(attempts), attempts, { type: 'unknown' })),
    ask: (correlators) => orElse(told(correlators), correlators, { type: 'unknown' }),
    // What was paid for a message is with the operator, and it has no machine that gives it back.
    refund: async (attempts) => attempts.map(() => ({ type: 'manual' })),
    read: () => null,
    close: () => inFlight.close(),
  };
}

async function queue(
  tx: Tx,
  gatewayId: number,
  connectorId: number,
  attempts: readonly ChargeAttempt[],
  { ttlSeconds }: MtSettings,
  now: Date,
): Promise<void> {
  const free = await takeCorrelators(tx, gatewayId, attempts, now);
  const fresh = attempts.filter(({ correlator }) => free.delete(correlator));
  const addressed = await addressees(
    tx.sql,
    fresh.map(({ chargeId }) => chargeId),
  );
  const expiresAt = new Date(now.getTime() + ttlSeconds * 1_000);
  const ids = await enqueue(
    tx,
    fresh.map((attempt) => messageOf(attempt, addressed.get(attempt.chargeId), connectorId, now, expiresAt)),
    'billed',
  );
  await noteMessages(
    tx,
    fresh.map(({ correlator }, at) => ({ correlator, outboundId: ids[at] ?? 0 })),
  );
}

/** Of the class "service": a STOP takes it back while it has not left, and with it the charge. */
const messageOf = (
  { subscriberId, shortcodeId, description }: ChargeAttempt,
  addressed: Addressed | undefined,
  connectorId: number,
  createdAt: Date,
  expiresAt: Date,
): NewOutbound => ({
  textId: null,
  ordinal: null,
  subscriberId,
  connectorId,
  shortcodeId,
  brandId: addressed?.brandId ?? null,
  campaignId: null,
  listId: addressed?.listId ?? null,
  class: 'service',
  body: description,
  linkId: null,
  createdAt,
  expiresAt,
});
