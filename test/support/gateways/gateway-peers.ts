import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { ChargeAttempt, ChargeGateway, ChargeNotice } from '../../../src/billing/charge-gateway';
import { createGatewayTypes } from '../../../src/billing/gateways/gateway-types.service';
import type { GatewayIdentity } from '../../../src/billing/gateways/gateway-type';
import { InProcessDoorbell } from '../../../src/platform/in-process-doorbell.service';
import { startCamaraServer, startStubServer } from './camara-server';
import { aGatewayHouse, operatorOn, type GatewayHouse } from './gateway-house';
import { PRICE, type GatewayPeer } from './gateway-peer';

const KEY_HASH = '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8';
/** As long as a busy machine may take, and within what a gateway may be set to; and as good as no time at all. */
const PATIENT_MS = 8_000;
const HASTY_MS = 300;
const NOWHERE = 'http://127.0.0.1:9';

export function identityOf({ till }: GatewayHouse, publicUrl = 'https://parola.example'): GatewayIdentity {
  return { id: till.gatewayId, name: 'peer', operatorId: till.operatorId, keyHash: KEY_HASH, publicUrl };
}

/** Opens a gateway of any type with raw settings, as the catalogue would. */
export function openGateway(
  house: GatewayHouse,
  typeName: string,
  raw: unknown,
  {
    hear = async () => undefined,
    identity = identityOf(house),
    operator = house.operator,
  }: {
    readonly hear?: (notices: readonly ChargeNotice[]) => Promise<void>;
    readonly identity?: GatewayIdentity;
    readonly operator?: GatewayHouse['operator'];
  } = {},
): ChargeGateway {
  const { database, post, clock } = house;
  const types = createGatewayTypes({ operator, post, database, clock, doorbell: new InProcessDoorbell() });
  const type = types.get(typeName);
  const read = type?.readSettings(raw);
  if (!type || !read || 'errors' in read) throw new Error(`${typeName}: ${JSON.stringify(read)}`);
  return type.open(identity, read.settings, hear);
}

/** People who pay from the balance of their handset, and one who is barred. */
const atTheOperator = (house: GatewayHouse) => ({
  aPayer: async () => {
    const attempt = await house.anAttempt();
    await house.hasMoney(attempt);
    return attempt;
  },
  aPauper: async () => {
    const attempt = await house.anAttempt();
    await house.operator.setCondition(attempt.msisdn, 'barred');
    return { attempt, failure: 'barred' as const };
  },
  happens: () => house.everythingIsKnown(),
  taken: (attempt: ChargeAttempt) => house.inTheBooks(attempt),
});

async function simulated(
  typeName: string,
  settings: object,
  learns: boolean,
): Promise<GatewayPeer & { readonly house: GatewayHouse }> {
  const house = await aGatewayHouse();
  const raw = { ...settings, timeoutMs: 30_000 };
  const heard: ChargeNotice[] = [];
  const open = () =>
    openGateway(house, typeName, raw, { hear: async (notices) => void heard.push(...notices) });
  const nobody = new Pool({ connectionString: 'postgres://nobody@127.0.0.1:9/none' });
  const away = operatorOn(nobody, house.clock);
  const gateway = open();
  // The post tells one gateway of an id, the one that was opened last: the others must not want to be told.
  const untold = learns ? { ...raw, answers: 'at once' } : raw;
  return {
    house,
    gateway,
    another: () => openGateway(house, typeName, untold),
    hasty: () => openGateway(house, typeName, { ...untold, timeoutMs: HASTY_MS }),
    ...atTheOperator(house),
    wire: house.wire(() => openGateway(house, typeName, untold, { operator: away.operator })),
    heard: learns ? heard : null,
    givesBack: true,
    async close() {
      await gateway.close();
      await house.close();
      await nobody.end();
    },
  };
}

async function camara(settings: object, learns: boolean): Promise<GatewayPeer> {
  const house = await aGatewayHouse();
  const server = await startCamaraServer(house.network, house.operator);
  const heard: ChargeNotice[] = [];
  const sink = await startStubServer(({ body }) => {
    heard.push(...(gateway.read(JSON.parse(body)) ?? []));
    return { status: 204 };
  });
  const identity = identityOf(house, sink.url);
  const openAt = (url: string, timeoutMs = PATIENT_MS) =>
    openGateway(
      house,
      'camara',
      { ...settings, url, token: 'a-token', notices: learns, timeoutMs },
      { identity },
    );
  const gateway = openAt(server.url);
  return {
    gateway,
    another: () => openAt(server.url),
    hasty: () => openAt(server.url, HASTY_MS),
    ...atTheOperator(house),
    wire: house.wire(() => openAt(NOWHERE)),
    heard: learns ? heard : null,
    givesBack: true,
    async close() {
      await gateway.close();
      await sink.close();
      await server.close();
      await house.close();
    },
  };
}

/** A premium message costs on delivery. Whoever has no credit gets none: the carrier says 393. */
async function mt(): Promise<GatewayPeer> {
  const house = await aGatewayHouse();
  await house.query(
    `insert into connectors (name, protocol, key_hash) values ('premium', 'simulator', 'none')`,
  );
  const poor = new Set<number>();
  const open = () => openGateway(house, 'mt', { connector: 'premium' });
  const gateway = open();
  return {
    gateway,
    another: open,
    hasty: open,
    aPayer: () => house.anAttempt(),
    aPauper: async () => {
      const attempt = await house.anAttempt();
      poor.add(attempt.chargeId);
      return { attempt, failure: 'insufficient' };
    },
    happens: async () => {
      await house.query(
        `with gone as (delete from outbox returning outbound_id, connector_id)
         insert into deliveries (outbound_id, connector_id, remote_id, state, reason, attempts, at, final_at)
         select g.outbound_id, g.connector_id, 'm-' || g.outbound_id,
           case when k.charge_id = any($1::bigint[]) then 'rejected' else 'delivered' end,
           case when k.charge_id = any($1::bigint[]) then '393: insufficient credit' end, 1, $2, $2
         from gone g join carried_charges k on k.outbound_id = g.outbound_id`,
        [...poor],
        house.clock.now(),
      );
    },
    taken: async ({ subscriberId }) => {
      const [row] = await house.query<{ delivered: number }>(
        `select count(*)::int as delivered from outbound o join deliveries d on d.outbound_id = o.id
         where o.subscriber_id = $1 and d.state = 'delivered'`,
        subscriberId,
      );
      return PRICE * BigInt(row?.delivered ?? 0);
    },
    wire: null,
    heard: null,
    givesBack: false,
    async close() {
      await gateway.close();
      await house.close();
    },
  };
}

/** The text has been paid for when it arrives; a charge for which there is no text has nothing to show. */
async function mo(): Promise<GatewayPeer> {
  const house = await aGatewayHouse();
  let texts = 0;
  const open = () => openGateway(house, 'mo', {});
  const gateway = open();
  return {
    gateway,
    another: open,
    hasty: open,
    aPayer: async () => {
      const id = ++texts;
      await house.query(
        `insert into texts (id, connector_id, sender_hash, lane, code, remote_id, said_at, received_at)
         values ($1, 1, gen_random_uuid(), 0, '2050', $2, $3, $3)`,
        ...[id, `mo-${id}`, house.clock.now()],
      );
      return house.anAttempt(`text:${id}:${house.till.serviceId}`);
    },
    aPauper: async () => ({
      attempt: await house.anAttempt(`text:${900_000 + ++texts}:1`),
      failure: 'amount not allowed',
    }),
    happens: async () => undefined,
    taken: async ({ chargeId }) => {
      const rows = await house.query(
        'select 1 from carried_charges k where k.charge_id = $1 and k.text_id is not null',
        chargeId,
      );
      return PRICE * BigInt(rows.length);
    },
    wire: null,
    heard: null,
    givesBack: false,
    async close() {
      await gateway.close();
      await house.close();
    },
  };
}

/** The operator has charged and told us; a charge it has told nothing of is none. */
async function operatorDriven(): Promise<GatewayPeer> {
  const house = await aGatewayHouse();
  const open = () => openGateway(house, 'operator-driven', { unsubscribeUrl: `${NOWHERE}/unsubscribe` });
  const gateway = open();
  let notices = 0;
  return {
    gateway,
    another: open,
    hasty: open,
    aPayer: async () => {
      const id = ++notices;
      const attempt = await house.anAttempt(`notice:${id}`);
      await house.query(
        `insert into operator_notices (id, gateway_id, remote_id, event, subscriber_id, service, amount_minor, currency, said_at,
           received_at)
         overriding system value values ($1, $2, $3, 'renewed', $4, 'NEWS', $5, 'EUR', $6, $6)`,
        ...[
          id,
          house.till.gatewayId,
          randomUUID(),
          attempt.subscriberId,
          PRICE.toString(),
          house.clock.now(),
        ],
      );
      return attempt;
    },
    aPauper: async () => ({
      attempt: await house.anAttempt(`notice:${900_000 + ++notices}`),
      failure: 'amount not allowed',
    }),
    happens: async () => undefined,
    taken: async ({ correlator }) => {
      const rows = await house.query(
        `select 1 from charge_attempts a join charges c on c.id = a.charge_id
         join operator_notices n on c.key = 'notice:' || n.id where a.correlator = $1`,
        correlator,
      );
      return PRICE * BigInt(rows.length);
    },
    wire: null,
    heard: null,
    givesBack: false,
    async close() {
      await gateway.close();
      await house.close();
    },
  };
}

export const peers = {
  simulated: () => simulated('simulated', {}, false),
  'simulated, told later': () => simulated('simulated', { answers: 'later' }, true),
  'simulated-two-step': () => simulated('simulated-two-step', {}, false),
  camara: () => camara({}, false),
  'camara, told later': () => camara({}, true),
  'camara in two steps': () => camara({ steps: 'two' }, false),
  mt,
  mo,
  'operator-driven': operatorDriven,
} satisfies Readonly<Record<string, () => Promise<GatewayPeer>>>;
