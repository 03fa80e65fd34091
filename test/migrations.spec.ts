import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrateDatabase, revertDatabase } from '../src/platform/migrate.service';
import { readSchema } from './support/schema';

const ROOT = join(__dirname, '..');
let adminUrl: string;
let url: string;

beforeAll(async () => {
  adminUrl = process.env['PAROLA_TEST_PG_URL'] ?? '';
  const name = `parola_${randomBytes(8).toString('hex')}`;
  await onServer(`create database ${name}`);
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  url = address.toString();
});
afterAll(() => onServer(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`));

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

const migrationsIn = () => readdirSync(join(ROOT, 'migrations')).filter((name) => name.endsWith('.ts'));

test('an empty database comes up, goes down to nothing, and comes up the same again', async () => {
  expect(await readSchema(url)).toBe('');
  await migrateDatabase(url);
  const up = await readSchema(url);
  expect(up).toContain('create table public.texts');
  for (const _ of migrationsIn()) await revertDatabase(url);
  expect((await readSchema(url)).replace('create extension btree_gist;\n', '')).toBe('');
  await migrateDatabase(url);
  expect(await readSchema(url)).toBe(up);
});

test('coming up twice, and twice at once, changes nothing', async () => {
  const before = await readSchema(url);
  await Promise.all([migrateDatabase(url), migrateDatabase(url)]);
  expect(await readSchema(url)).toBe(before);
});

test('schema.sql is what a review sees, and so must be what the database is', async () => {
  const kept = readFileSync(join(ROOT, 'schema.sql'), 'utf8');
  expect(await readSchema(url)).toBe(kept);
});

test('a migration imports nothing of ours: what it did stays what it did', () => {
  const importing = migrationsIn().filter((name) =>
    /from '\.\.?\//.test(readFileSync(join(ROOT, 'migrations', name), 'utf8')),
  );
  expect(importing).toEqual([]);
});

interface Column {
  readonly type: string;
  readonly isNullable: boolean;
}

async function columnsOf(dataSource: DataSource, table: string): Promise<Map<string, Column>> {
  const rows = await dataSource.query<{ name: string; type: string; nullable: string }[]>(
    `select column_name as name, data_type as type, is_nullable as nullable from information_schema.columns where table_schema = 'public' and table_name = $1`,
    [table],
  );
  return new Map(rows.map(({ name, type, nullable }) => [name, { type, isNullable: nullable === 'YES' }]));
}

test('every column of every entity is one of its table, with its type and its nullability', async () => {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [join(ROOT, 'src/**/*.entity.ts')],
    synchronize: false,
  });
  await dataSource.initialize();
  try {
    const drift: string[] = [];
    for (const { tableName, columns } of dataSource.entityMetadatas) {
      const actual = await columnsOf(dataSource, tableName);
      for (const column of columns) {
        const wanted: Column = {
          type: dataSource.driver.normalizeType(column),
          isNullable: column.isNullable,
        };
        const found = actual.get(column.databaseName);
        const type = found?.type === 'ARRAY' ? wanted.type : found?.type;
        if (type !== wanted.type || found?.isNullable !== wanted.isNullable) {
          drift.push(
            `${tableName}.${column.databaseName}: ${JSON.stringify(found)} is not ${JSON.stringify(wanted)}`,
          );
        }
      }
    }
    expect(dataSource.entityMetadatas.length).toBeGreaterThan(3);
    expect(drift).toEqual([]);
  } finally {
    await dataSource.destroy();
  }
});
