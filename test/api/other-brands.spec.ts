import { aDrawCompetition, drawsOf } from '../support/drawing';
import { paidPossessions } from '../support/paid-possessions';
import { createWorld, type World } from '../support/world';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Somebody who has texted aurora and nobody else. */
const MARCO = '393331234567';

let world: World;
let api: Described;
/** What stands in a path, by the collection before it. */
let owned: Readonly<Record<string, string>>;
let aurora: string;
let naderi: string;

beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  api = (await world.http.get('/api/openapi.json')).body as Described;
  aurora = await keyOf('caffe-aurora');
  naderi = await keyOf('kafe-naderi');
  owned = await possessions();
});
afterAll(() => world.close());

async function keyOf(brand: string): Promise<string> {
  const made = await world.api.post('/api-keys', { name: brand, role: 'brand', brand });
  return `Bearer ${(made.body as { readonly key: string }).key}`;
}

async function made(path: string, body: object): Promise<string> {
  const answer = await world.api.post(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
  return String((answer.body as { readonly id: number }).id);
}

/** One of everything that caffe-aurora can have. */
async function possessions(): Promise<Readonly<Record<string, string>>> {
  const brand = 'caffe-aurora';
  const competition = await aDrawCompetition(world, 'GRANDEPREMIO');
  const campaigns = String(competition);
  await world.subscriber(MARCO).texts('48400', 'GRANDEPREMIO');
  const keyword = { brand, shortcode: '48400', language: 'it', word: 'ALTRUI' };
  const lists = await made('/lists', { brand, shortcode: '48400', name: 'LATTINE' });
  await world.api
    .post(`/subscribers/${MARCO}/opt-out`, {
      scope: { list: Number(lists) },
      reason: 'called',
      channel: 'care',
    })
    .expect(200);
  const columns = { name: 'Risultati', columns: ['number', 'points'], key: 'number' };
  const texts = await world.database.sql.query<{ id: number }>({ text: 'select max(id) as id from texts' });
  const messages = await world.database.sql.query<{ id: number }>({
    text: 'select max(id) as id from outbound',
  });
  return {
    ...{ campaigns, msisdn: MARCO },
    keywords: await made('/keywords', { ...keyword, leasedFrom: '2026-01-01T00:00:00Z' }),
    webhooks: await made('/webhooks', { brand, url: 'https://crm.example.com/parola', types: ['mo'] }),
    'lookup-tables': await made('/lookup-tables', { brand, ...columns }),
    'code-lots': await made('/code-lots', { brand, name: 'Lattine' }),
    lists,
    brand,
    profile: 'ir',
    'api-keys': await made('/api-keys', { name: 'till', role: 'brand', brand }),
    'stop-reviews': await aReview(competition),
    suppressions: await made('/suppressions', { brand, msisdn: '+393339999999', registry: 'dnd-2442' }),
    texts: String(texts[0]?.id),
    messages: String(messages[0]?.id),
    draw: String((await drawsOf(world, competition).frozen({ prizes: 1, reserves: 0 })).id),
    tickets: await aTicket(competition),
    coupons: await aCoupon(competition),
    ...(await paidPossessions(world, made, { brand, campaignId: competition, msisdn: MARCO })),
    ...NOT_FOR_BRANDS,
  };
}

/** What only an administrator, finance or care may see, whoever it concerns. */
const NOT_FOR_BRANDS = {
  ...{ refunds: '1', closings: '1', statements: '1', findings: '1', incidents: '1', reconciliations: '1' },
  ...{ 'settlement-files': '1', 'price-points': '1', complaints: '1' },
};

async function aTicket(campaignId: number): Promise<string> {
  const [row] = await world.database.sql.query<{ id: number }>({
    text: `insert into tickets (code, brand_id, campaign_id, subscriber_id, words, opened_at, changed_at)
           select '7KM49ACFEF', k.brand_id, k.id, s.id, 'Aperti?', now(), now() from campaigns k, subscribers s
           where k.id = $1 and s.msisdn = $2 returning id`,
    values: [campaignId, MARCO],
  });
  return String(row?.id);
}

async function aReview(campaignId: number): Promise<string> {
  const [row] = await world.database.sql.query<{ id: number }>({
    text: `insert into stop_reviews (subscriber_id, shortcode_id, brand_id, tier, why, phrase, said_at, opened_at)
           select s.id, k.shortcode_id, k.brand_id, 'unsure', 'phrase', 'basta', now(), now() from campaigns k, subscribers s
           where k.id = $1 and s.msisdn = $2 returning id`,
    values: [campaignId, MARCO],
  });
  return String(row?.id);
}

async function aCoupon(campaignId: number): Promise<string> {
  const [row] = await world.database.sql.query<{ id: number }>({
    text: `insert into coupons (campaign_id, code, key, subscriber_id, given_at)
           select $1, 'CAFFE-77-AXC', 'caffe77axc', id, now() from subscribers where msisdn = $2 returning id`,
    values: [campaignId, MARCO],
  });
  return String(row?.id);
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const routes = (): Route[] =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    path.startsWith('/api/v1/') && path.includes('{') && !path.startsWith('/api/v1/public/')
      ? Object.entries(methods).map(([method, operation]) => ({ method, path, operation }))
      : [],
  );

/** Read by everybody who has a key: they say nothing of any brand. */
const OPERATOR = 'operators/{operator}';
const SHARED = [OPERATOR, `${OPERATOR}/price-points`, 'profiles/{profile}', 'shortcodes/{shortcode}'];
const isShared = ({ method, path }: Route): boolean =>
  method === 'get' && SHARED.some((shared) => path === `/api/v1/${shared}`);

/** One answer for every brand, in which each sees its own. */
const OWN_ONLY: Readonly<Record<string, string>> = {
  '/api/v1/subscribers/{msisdn}/timeline': '{"items":[],"next":null}',
  '/api/v1/subscribers/{msisdn}/services': '{"items":[]}',
};

interface Heard {
  readonly status: number;
  readonly text: string;
}

async function call({ method, path, operation }: Route, authorization: string): Promise<Heard> {
  const at = path.replaceAll(/([a-z-]+)\/\{(\w+)\}/g, (_, collection: string, name: string) => {
    const own = owned[name] ?? (name === 'id' ? owned[collection] : '1');
    if (own === undefined) throw new Error(`nobody made one of ${collection}`);
    return `${collection}/${own}`;
  });
  const [type, body] = bodyFor(path, operation);
  const answer = await fetch(`${world.url}${at}`, {
    method: method.toUpperCase(),
    headers: { authorization, ...(type === null ? {} : { 'content-type': type }) },
    body,
  });
  const isEndless = answer.headers.get('content-type')?.startsWith('text/event-stream');
  if (!isEndless) return { status: answer.status, text: await answer.text() };
  await answer.body?.cancel();
  return { status: answer.status, text: '' };
}

/** What is in the description as an example, so that nothing is refused before it is looked at whose it is. */
function bodyFor(
  path: string,
  { requestBody }: Operation,
): readonly [type: string | null, body: string | null] {
  const [content] = Object.entries(requestBody?.content ?? {});
  if (!content) return [null, null];
  const [type, { schema }] = content;
  const body = OWN_BODIES[path] ?? exampleOf(schema);
  return [type, type === 'text/csv' ? String(body) : JSON.stringify(body)];
}

const OWN_BODIES: Readonly<Record<string, unknown>> = {
  '/api/v1/subscribers/{msisdn}/opt-out': { scope: { all: true }, reason: 'called', channel: 'care' },
};

describe('SEC-03 what one brand has, another brand’s key', () => {
  test('neither reads nor changes, by any route that names it', async () => {
    const reads = routes().filter((route) => route.method === 'get');
    const own = async (): Promise<Heard[]> => {
      const heard: Heard[] = [];
      for (const route of reads) heard.push(await call(route, aurora));
      return heard;
    };
    const before = await own();
    // Whatever is read below is there: 409 says "not yet", 403 that it is for administrators.
    expect(
      reads.filter((route, at) => ![200, 403, 409].includes(before[at]?.status ?? 0)).map(({ path }) => path),
    ).toEqual([]);

    const open: string[] = [];
    for (const route of routes().filter((one) => !isShared(one))) {
      const { status, text } = await call(route, naderi);
      const isEmpty = OWN_ONLY[route.path] === text;
      if (status !== 404 && status !== 403 && !isEmpty)
        open.push(`${route.method} ${route.path}: ${status} ${text}`);
    }
    expect(open).toEqual([]);
    expect(await own()).toEqual(before);
  }, 60_000);

  test('does not find by a code or name either', async () => {
    const send = (path: string, body: object) =>
      world.http.post(`/api/v1${path}`).set('authorization', naderi).send(body);
    const till = { code: 'CAFFE-77-AXC', till: 'tehran/1', reference: 'receipt 1' };
    const campaign = Number(owned['campaigns']);
    expect((await send('/coupons/redeem', till)).status).toBe(404);
    expect((await send('/coupons/redeem', { ...till, campaign })).status).toBe(404);
    const looked = await world.http.get('/api/v1/coupons?code=CAFFE77AXC').set('authorization', naderi);
    expect(looked.status).toBe(404);
    for (const [path, body] of [
      ['/code-lots', { name: 'Theirs', campaign }],
      ['/code-lots', { name: 'Theirs', brand: 'caffe-aurora' }],
      ['/lookup-tables', { name: 'Theirs', brand: 'caffe-aurora', columns: ['a', 'b'], key: 'a' }],
      ['/webhooks', { brand: 'caffe-aurora', url: 'https://crm.example.com/x', types: ['mo'] }],
    ] as const)
      expect([path, (await send(path, body)).status]).toEqual([path, 422]);
  });

  test('does not answer from: a table is its brand’s alone', async () => {
    await world.api.post('/keywords', {
      ...{ brand: 'kafe-naderi', shortcode: '2050', language: 'en', word: 'THEIRTABLE' },
      leasedFrom: '2026-01-01T00:00:00Z',
    });
    const id = await made('/campaigns', {
      ...{
        brand: 'kafe-naderi',
        shortcode: '2050',
        name: 'Theirs',
        kind: 'lookup',
        keywords: ['THEIRTABLE'],
      },
      ...{ opensAt: '2026-01-01T00:00:00Z', timezone: 'Asia/Tehran', language: 'en' },
      settings: { table: Number(owned['lookup-tables']), answer: { en: '{points}' } },
    });
    const answer = await world.api.post(`/campaigns/${id}/publish`);
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/table/);
  });
});

function exampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return exampleOf(api.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.allOf) return exampleOf(schema.allOf[0] ?? {});
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return [exampleOf(schema.items ?? {})];
  return Object.fromEntries(
    (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {})]),
  );
}
