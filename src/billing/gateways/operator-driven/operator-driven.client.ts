import { z } from 'zod';
import { agentFor, exchange } from '../../../connectors/carrier-call.client';
import { boundedRetryMs, retryAfterMs, type Exchange } from '../../../connectors/http-outcomes';
import { InFlight } from '../../../connectors/in-flight';
import { carrierUrl, concurrency, readSettingsWith, secret } from '../../../connectors/settings';
import type { Database } from '../../../platform/database.service';
import type {
  ChargeAttempt,
  ChargeGateway,
  ChargeOutcome,
  ChargeStatus,
  Unsubscription,
  UnsubscriptionOutcome,
} from '../../charge-gateway';
import { COMMON_GATEWAY_SETTINGS, type GatewayType } from '../gateway-type';
import { inTurns } from '../in-turns.service';
import { orElse } from '../when-away.service';
import { failureOf } from '../failure-codes';
import { chargesFailed, chargesPaid, correlatorsPaid } from './operator-notices.store';
import { readSubscriptionNotices } from './read-subscriptions';

const schema = z.strictObject({
  ...COMMON_GATEWAY_SETTINGS,
  /** Where the operator takes the wish to end a subscription. */
  unsubscribeUrl: carrierUrl,
  token: secret.optional(),
  /** What this operator calls the events. */
  events: z
    .record(z.string().min(1).max(100), z.enum(['subscribed', 'renewed', 'failed', 'unsubscribed']))
    .default({}),
  /** Which of our services an operator means by a name that is not ours. */
  services: z.record(z.string().min(1).max(200), z.int().min(1)).default({}),
  timeoutMs: z.int().min(100).max(8_000).default(5_000),
  concurrency,
});

export type OperatorDrivenSettings = z.infer<typeof schema>;

/** The operator owns the clock: what it has not told of has not been paid, and nobody can ask it to. */
const NOT_TOLD: ChargeOutcome = {
  type: 'refused',
  failure: 'amount not allowed',
  remoteCode: 'NO_SUCH_NOTICE',
};
const BEGIN_WITHIN_MS = 10_000;

/**
 * The operator's platform owns the clock: it subscribes, charges, renews and tells us. A charge here only puts into our books what a
 * notice of its has said was taken, to the unit; the charge's key names the notice (see {@link paidByNotice}).
 */
export const createOperatorDriven = (database: Database): GatewayType<OperatorDrivenSettings> => ({
  name: 'operator-driven',
  secretSettings: ['token'],
  readSettings: (raw) => readSettingsWith<OperatorDrivenSettings>(schema, raw),
  open: (_, settings) => openOperatorDriven(database, settings),
});

function openOperatorDriven(database: Database, settings: OperatorDrivenSettings): ChargeGateway {
  const { sql } = database.hot;
  const agent = agentFor(settings.unsubscribeUrl, settings.concurrency);
  const inFlight = new InFlight();
  const charge = async (attempts: readonly ChargeAttempt[]): Promise<ChargeOutcome[]> => {
    const ids = attempts.map(({ chargeId }) => chargeId);
    const paid = await chargesPaid(sql, ids);
    const failed = await chargesFailed(sql, ids);
    return attempts.map(
      ({ chargeId }) =>
        charged(paid.get(chargeId)) ?? refused(failed.get(chargeId), settings.failures) ?? NOT_TOLD,
    );
  };
  const ask = async (correlators: readonly string[]): Promise<ChargeStatus[]> => {
    const paid = await correlatorsPaid(sql, correlators);
    return correlators.map((one) => charged(paid.get(one)) ?? { type: 'never heard' });
  };
  const pace = { concurrency: settings.concurrency, withinMs: BEGIN_WITHIN_MS };
  return {
    type: 'operator-driven',
    charge: (attempts) =>
      inFlight.isClosed
        ? Promise.resolve(attempts.map(() => ({ type: 'not heard' })))
        : inFlight.run(() => orElse<ChargeOutcome>(charge(attempts), attempts, { type: 'not heard' })),
    ask: (correlators) => orElse<ChargeStatus>(ask(correlators), correlators, { type: 'unknown' }),
    refund: async (attempts) => attempts.map(() => ({ type: 'manual' })),
    read: () => null,
    readSubscriptions: (body) => readSubscriptionNotices(body, settings.events),
    unsubscribe: async (wishes) =>
      inFlight.isClosed
        ? wishes.map((): UnsubscriptionOutcome => ({ type: 'not heard' }))
        : inFlight.run(() =>
            inTurns<Unsubscription, UnsubscriptionOutcome>(
              wishes,
              pace,
              { type: 'not heard' },
              async (wish) => outcomeOf(await exchange(callFor(wish, settings), agent, settings.timeoutMs)),
            ),
          ),
    async close() {
      await inFlight.close();
      agent.destroy();
    },
  };
}

const charged = (
  remoteId: string | undefined,
): Extract<ChargeOutcome, { readonly type: 'charged' }> | undefined =>
  remoteId === undefined ? undefined : { type: 'charged', remoteId };

/** The operator tried for itself and told us why it took nothing. */
const refused = (
  code: string | undefined,
  own: OperatorDrivenSettings['failures'],
): ChargeOutcome | undefined =>
  code === undefined ? undefined : { type: 'refused', failure: failureOf(code, own), remoteCode: code };

/** The same id for the same subscription, however often it is sent. */
function callFor(
  { subscriptionId, msisdn, service }: Unsubscription,
  { unsubscribeUrl, token }: OperatorDrivenSettings,
) {
  return {
    method: 'POST',
    url: unsubscribeUrl,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ id: `unsubscribe-${subscriptionId}`, msisdn: `+${msisdn}`, service }),
  } as const;
}

/** Success only says that it was heard; operators answer so whatever they do. */
function outcomeOf(result: Exchange): UnsubscriptionOutcome {
  if (result.type === 'unreachable') return { type: 'not heard' };
  if (result.type === 'unknown') return { type: 'unknown' };
  const { status, headers } = result;
  if (status >= 200 && status < 300) return { type: 'asked' };
  if (status === 429 || status === 503)
    return { type: 'not heard', retryAfterMs: boundedRetryMs(retryAfterMs(headers)) };
  return { type: 'unknown' };
}
