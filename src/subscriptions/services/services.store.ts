import { ASKABLE_TYPES } from '../../billing/gateways/askable';
import type { Sql, Tx } from '../../platform/database.service';
import type { ProfileId } from '../../rules/profile';
import type { Cycle, Service, ServiceClass, ServiceOperator } from './service';
import { readServiceSettings } from './service-settings';
import type { ServiceState } from './service-state';

interface ServiceRow {
  readonly id: number;
  readonly listId: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly code: string;
  readonly profile: ProfileId;
  readonly name: string;
  readonly key: string;
  readonly provider: string;
  readonly cycle: Cycle;
  readonly trialDays: number;
  readonly minAge: number;
  readonly class: ServiceClass;
  readonly state: ServiceState;
  readonly settings: unknown;
  readonly tariffs: readonly {
    readonly id: number;
    readonly effectiveFrom: string;
    readonly amountMinor: string;
    readonly currency: string;
    readonly vatBp: number;
  }[];
  readonly operators: readonly ServiceOperator[];
}

const READ = `
select s.id, s.list_id as "listId", s.brand_id as "brandId", s.shortcode_id as "shortcodeId", c.number as code, c.profile, l.name,
  l.key, s.provider, s.cycle, s.trial_days as "trialDays", s.min_age as "minAge", s.class, s.state, s.settings,
  coalesce((select json_agg(json_build_object('id', t.id, 'effectiveFrom', t.effective_from, 'amountMinor', t.amount_minor::text,
      'currency', t.currency, 'vatBp', t.vat_bp) order by t.effective_from)
    from tariffs t where t.service_id = s.id), '[]') as tariffs,
  coalesce((select json_agg(json_build_object('operatorId', o.operator_id, 'gatewayId', o.gateway_id, 'isApproved', o.is_approved,
      'isPartial', o.is_partial, 'isPaidByText', g.type = 'mo', 'isAskable', g.type = any($2::text[]), 'isSuspended', exists (
        select from operator_suspensions h where h.operator_id = o.operator_id and h.resumed_at is null
          and (h.service_id is null or h.service_id = o.service_id))) order by o.operator_id)
    from service_operators o join charge_gateways g on g.id = o.gateway_id where o.service_id = s.id), '[]') as operators
from services s join lists l on l.id = s.list_id join shortcodes c on c.id = s.shortcode_id
where $1::int[] is null or s.id = any($1) order by s.id`;

/** Services as they stand now, whatever their state; all of them when no ids are given. */
export async function readServices(sql: Sql, ids?: readonly number[]): Promise<Map<number, Service>> {
  if (ids?.length === 0) return new Map();
  const rows = await sql.query<ServiceRow & Record<string, unknown>>({
    name: 'services-read',
    text: READ,
    values: [ids ? [...new Set(ids)] : null, ASKABLE_TYPES],
  });
  return new Map(rows.map((row) => [row.id, toService(row)]));
}

function toService({ settings: raw, tariffs, ...row }: ServiceRow): Service {
  const read = readServiceSettings(raw);
  if (read.type === 'faulty') throw new Error(`service ${row.id} has settings that cannot be read`);
  return {
    ...row,
    settings: read.settings,
    tariffs: tariffs.map(({ effectiveFrom, amountMinor, ...tariff }) => ({
      ...tariff,
      effectiveFrom: new Date(effectiveFrom),
      amountMinor: BigInt(amountMinor),
    })),
  };
}

/** What the API shows of a service beside the service itself. */
export interface ServiceCard {
  readonly id: number;
  readonly brand: string;
  /** As the brand wrote them. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly service: Service;
  readonly operatorCodes: ReadonlyMap<number, string>;
  readonly gatewayNames: ReadonlyMap<number, string>;
}

interface CardRow {
  readonly id: number;
  readonly brand: string;
  readonly written: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly operators: readonly { readonly id: number; readonly code: string }[] | null;
  readonly gateways: readonly { readonly id: number; readonly name: string }[] | null;
}

const CARDS = `
select s.id, b.code as brand, s.settings as written, s.created_at as "createdAt",
  (select json_agg(json_build_object('id', p.id, 'code', p.code)) from service_operators o join operators p on p.id = o.operator_id
   where o.service_id = s.id) as operators,
  (select json_agg(json_build_object('id', g.id, 'name', g.name)) from service_operators o join charge_gateways g on g.id = o.gateway_id
   where o.service_id = s.id) as gateways
from services s join brands b on b.id = s.brand_id`;

/** Services behind `after`, oldest first; of one brand, or of all. */
export async function readServiceCards(
  sql: Sql,
  brandId: number | null,
  after: number,
  limit: number,
): Promise<ServiceCard[]> {
  const rows = await sql.query<CardRow & Record<string, unknown>>({
    text: `${CARDS} where s.id > $2 and ($1::int is null or s.brand_id = $1) order by s.id limit $3`,
    values: [brandId, after, limit],
  });
  return toCards(sql, rows);
}

/** One service, if it is this brand's; any brand's when `brandId` is null. */
export async function findServiceCard(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<ServiceCard | undefined> {
  const rows = await sql.query<CardRow & Record<string, unknown>>({
    text: `${CARDS} where s.id = $1 and ($2::int is null or s.brand_id = $2)`,
    values: [id, brandId],
  });
  const [card] = await toCards(sql, rows);
  return card;
}

async function toCards(sql: Sql, rows: readonly CardRow[]): Promise<ServiceCard[]> {
  const services = await readServices(
    sql,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ operators, gateways, ...row }) => {
    const service = services.get(row.id);
    const operatorCodes = new Map((operators ?? []).map(({ id, code }) => [id, code]));
    const gatewayNames = new Map((gateways ?? []).map(({ id, name }) => [id, name]));
    return service ? [{ ...row, service, operatorCodes, gatewayNames }] : [];
  });
}

export interface NewService {
  readonly listId: number;
  readonly provider: string;
  readonly cycle: Cycle;
  readonly trialDays: number;
  readonly minAge: number;
  readonly class: ServiceClass;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

/** Makes a draft of a list: its brand and its code are the list's. @returns its id. */
export async function insertService(tx: Tx, service: NewService): Promise<number> {
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into services (list_id, brand_id, shortcode_id, provider, cycle, trial_days, min_age, class, settings, created_at)
           select l.id, l.brand_id, l.shortcode_id, $2, $3, $4, $5, $6, $7, $8 from lists l where l.id = $1 returning id`,
    values: [
      service.listId,
      service.provider,
      service.cycle,
      service.trialDays,
      service.minAge,
      service.class,
      JSON.stringify(service.settings),
      service.createdAt,
    ],
  });
  if (!row) throw new Error(`the list ${service.listId} is gone`);
  return row.id;
}

/** The service as it stands while nobody else can change it. */
export async function lockService(
  tx: Tx,
  id: number,
  brandId: number | null,
): Promise<{ readonly service: Service; readonly written: Readonly<Record<string, unknown>> } | undefined> {
  const [row] = await tx.sql.query<{ settings: Record<string, unknown> }>({
    text: 'select settings from services where id = $1 and ($2::int is null or brand_id = $2) for no key update',
    values: [id, brandId],
  });
  const service = row && (await readServices(tx.sql, [id])).get(id);
  return service && { service, written: row.settings };
}

export type ServiceChange = Partial<Omit<NewService, 'listId' | 'createdAt'>> & {
  readonly state?: ServiceState;
};

/** What is undefined stays. */
export async function updateService(tx: Tx, id: number, change: ServiceChange): Promise<void> {
  await tx.sql.run({
    text: `update services set provider = coalesce($2, provider), cycle = coalesce($3, cycle), trial_days = coalesce($4, trial_days),
             min_age = coalesce($5, min_age), class = coalesce($6, class), settings = coalesce($7, settings), state = coalesce($8, state)
           where id = $1`,
    values: [
      id,
      change.provider ?? null,
      change.cycle ?? null,
      change.trialDays ?? null,
      change.minAge ?? null,
      change.class ?? null,
      change.settings === undefined ? null : JSON.stringify(change.settings),
      change.state ?? null,
    ],
  });
}

/** @returns the gateway's id; null when this operator has none of that name or id. */
export async function findGateway(
  sql: Sql,
  operatorId: number,
  name: string,
  id: number | null,
): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: `select id from charge_gateways where operator_id = $1 and (name = $2 or id = $3) order by name = $2 desc limit 1`,
    values: [operatorId, name, id],
  });
  return row?.id ?? null;
}

export async function putServiceOperator(
  tx: Tx,
  serviceId: number,
  { operatorId, gatewayId, isApproved, isPartial }: ServiceOperator,
): Promise<void> {
  await tx.sql.run({
    text: `insert into service_operators (service_id, operator_id, gateway_id, is_approved, is_partial) values ($1, $2, $3, $4, $5)
           on conflict (service_id, operator_id) do update set gateway_id = excluded.gateway_id, is_approved = excluded.is_approved,
             is_partial = excluded.is_partial`,
    values: [serviceId, operatorId, gatewayId, isApproved, isPartial],
  });
}

export async function deleteServiceOperator(tx: Tx, serviceId: number, operatorId: number): Promise<boolean> {
  const gone = await tx.sql.run({
    text: 'delete from service_operators where service_id = $1 and operator_id = $2',
    values: [serviceId, operatorId],
  });
  return gone > 0;
}
