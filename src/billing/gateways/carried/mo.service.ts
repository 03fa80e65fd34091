import { z } from 'zod';
import { InFlight } from '../../../connectors/in-flight';
import { readSettingsWith } from '../../../connectors/settings';
import type { Clock } from '../../../platform/clock.service';
import type { Database } from '../../../platform/database.service';
import type { ChargeAttempt, ChargeGateway, ChargeOutcome, ChargeStatus } from '../../charge-gateway';
import { COMMON_GATEWAY_SETTINGS, type GatewayType } from '../gateway-type';
import { orElse } from '../when-away.service';
import { payByTexts, textsPaidUnder, textsThatPaid } from './carried.store';

const schema = z.strictObject({ ...COMMON_GATEWAY_SETTINGS });

export type MoSettings = z.infer<typeof schema>;

/**
 * MO-billed: sending the text cost the person money, and the operator took it when it accepted the text. What is left to say is
 * which text it was; the charge's key names it (see {@link paidByText}).
 */
export function createMo(database: Database, clock: Clock): GatewayType<MoSettings> {
  return {
    name: 'mo',
    secretSettings: [],
    readSettings: (raw) => readSettingsWith<MoSettings>(schema, raw),
    open: ({ id }) => openMo(id, database, clock),
  };
}

/** No text is known that could have paid: somebody asked for money that nobody sent. */
const NO_TEXT: ChargeOutcome = {
  type: 'refused',
  failure: 'amount not allowed',
  remoteCode: 'NO_SUCH_TEXT',
};

function openMo(gatewayId: number, database: Database, clock: Clock): ChargeGateway {
  const inFlight = new InFlight();
  const charge = async (attempts: readonly ChargeAttempt[]): Promise<ChargeOutcome[]> => {
    const paid = await database.hot.transaction(async (tx) => {
      await payByTexts(tx, gatewayId, attempts, clock.now());
      return textsThatPaid(
        tx.sql,
        attempts.map(({ chargeId }) => chargeId),
      );
    });
    return attempts.map(({ chargeId }) => {
      const remoteId = paid.get(chargeId);
      return remoteId === undefined ? NO_TEXT : { type: 'charged', remoteId };
    });
  };
  return {
    type: 'mo',
    charge: (attempts) =>
      inFlight.isClosed
        ? Promise.resolve(attempts.map(() => ({ type: 'not heard' })))
        : inFlight.run(() => orElse(charge(attempts), attempts, { type: 'unknown' })),
    ask: async (correlators) => {
      const asked = textsPaidUnder(database.hot.sql, correlators).then((paid) =>
        correlators.map((one): ChargeStatus => {
          const remoteId = paid.get(one);
          return remoteId === undefined ? { type: 'never heard' } : { type: 'charged', remoteId };
        }),
      );
      return orElse<ChargeStatus>(asked, correlators, { type: 'unknown' });
    },
    // The operator took it with the text; only the operator can give it back.
    refund: async (attempts) => attempts.map(() => ({ type: 'manual' })),
    read: () => null,
    close: () => inFlight.close(),
  };
}
