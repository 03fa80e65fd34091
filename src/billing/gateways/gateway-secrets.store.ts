import type { Sql, Tx } from '../../platform/database.service';

const prefixOf = (gatewayId: number): string => `charge gateway ${gatewayId}: `;

/** The secrets of a gateway, by the names of their settings. */
export async function readGatewaySecrets(
  sql: Sql,
  gatewayId: number,
): Promise<Readonly<Record<string, string>>> {
  const prefix = prefixOf(gatewayId);
  const rows = await sql.query<{ name: string; value: Buffer }>({
    name: 'gateway-secrets',
    text: 'select name, value from secrets where starts_with(name, $1)',
    values: [prefix],
  });
  return Object.fromEntries(
    rows.map(({ name, value }) => [name.slice(prefix.length), value.toString('utf8')]),
  );
}

/** From now on these, and no others. */
export async function writeGatewaySecrets(
  tx: Tx,
  gatewayId: number,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  const prefix = prefixOf(gatewayId);
  const names = Object.keys(secrets).map((name) => prefix + name);
  await tx.sql.run({
    text: 'delete from secrets where starts_with(name, $1) and name <> all($2::text[])',
    values: [prefix, names],
  });
  await tx.sql.run({
    text: `insert into secrets (name, value) select * from unnest($1::text[], $2::bytea[])
           on conflict (name) do update set value = excluded.value`,
    values: [names, Object.values(secrets).map((value) => Buffer.from(value, 'utf8'))],
  });
}
