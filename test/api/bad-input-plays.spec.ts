import fc from 'fast-check';
import { aPublishedCompetition } from '../support/competing';
import { BAD, placesOf, spoilt, withPlace } from '../support/spoiling';
import { createWorld, type World } from '../support/world';

interface Drawn {
  readonly id: number;
  readonly kind: string;
  readonly settings: object;
}

interface Target {
  readonly method: 'post' | 'put' | 'patch';
  readonly path: string;
  readonly body: object;
}

let world: World;
let targets: readonly Target[];
let uploads: readonly (readonly [method: 'post' | 'put', path: string, header: string])[];
/** The demo's campaigns, one of each kind. */
let plays: readonly Drawn[];

beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  const brand = 'caffe-aurora';
  const contest = await aPublishedCompetition(world, 'PROVA', { mode: { type: 'draw' } });
  const webhook = await made('/webhooks', { brand, url: 'https://crm.example.com/x', types: ['mo'] });
  const table = await made('/lookup-tables', {
    brand,
    name: 'T',
    columns: ['number', 'points'],
    key: 'number',
  });
  const lot = await made('/code-lots', { brand, name: 'Lattine', shape: { type: 'free' } });
  const ours = await made('/code-lots', { brand, name: 'Nostre' });
  plays = await oneOfEachKind();
  const pool = await aPool();
  const coupon = await aGivenCoupon(pool);
  const ticket = await aTicket(contest);
  const from = '2026-04-30T08:00:00Z';
  targets = [
    ['post', '/webhooks', { brand, url: 'https://crm.example.com/x', types: ['mo'] }],
    ['patch', `/webhooks/${webhook}`, { url: 'https://crm.example.com/y', types: ['mo'], state: 'paused' }],
    ['post', `/webhooks/${webhook}/replay`, { from, to: '2026-05-01T07:00:00Z', types: ['mo'] }],
    ['post', '/calls/secret', { brand }],
    ['post', '/lookup-tables', { brand, name: 'U', columns: ['number', 'points'], key: 'number' }],
    ['post', '/code-lots', aLot(contest)],
    ['post', `/code-lots/${ours}/generate`, { count: 2 }],
    ['post', `/campaigns/${contest}/entries`, anEntry()],
    ['put', `/campaigns/${contest}/players/+393331234567`, { tryOut: true, barred: 'works here' }],
    ['post', `/campaigns/${pool}/coupons`, ['CAFFE-77-AXC']],
    ['post', '/coupons/redeem', { campaign: pool, code: 'x', till: 't', reference: 'r', amountMinor: 5 }],
    ['post', `/coupons/${coupon}/reverse`, { reason: 'goods were returned' }],
    ['post', `/tickets/${ticket}/answer`, { text: 'Yes.', send: true }],
  ].map(([method, path, body]) => ({ method, path, body }) as Target);
  uploads = [
    ['post', `/campaigns/${contest}/players/import`, 'msisdn,tryout,barred'],
    ['post', `/campaigns/${pool}/coupons`, 'code'],
    ['post', `/code-lots/${lot}/import?file=x.csv`, 'code'],
    ['put', `/lookup-tables/${table}/rows`, 'number,points'],
  ];
});
afterAll(() => world.close());

const aLot = (campaign: number) => ({
  ...{ brand: 'caffe-aurora', campaign, name: 'L', expiresAt: '2027-01-01T00:00:00Z' },
  ...{
    shape: { type: 'alphabet', alphabet: 'ABCDEFGHJK', length: 8 },
    attributes: { product: 'x', tier: 2 },
  },
});

const anEntry = () => ({
  ...{ msisdn: '+393331234567', route: 'web', saidAt: '2026-05-01T07:00:00Z' },
  ...{ code: 'x', birthDate: '1990-03-21', reply: true },
});

async function made(path: string, body: object): Promise<number> {
  const answer = await world.api.post(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
  return (answer.body as { readonly id: number }).id;
}

const oneOfEachKind = async (): Promise<Drawn[]> =>
  world.database.sql.query<Drawn & Record<string, unknown>>({
    text: 'select distinct on (kind) id, kind, settings from campaigns order by kind, id',
  });

async function aPool(): Promise<number> {
  return made('/campaigns', draft('coupon', { source: 'pool' }));
}

async function aGivenCoupon(campaignId: number): Promise<number> {
  const [row] = await world.database.sql.query<{ id: number }>({
    text: `insert into coupons (campaign_id, code, key) values ($1, 'GIVEN-1', 'G1VEN1') returning id`,
    values: [campaignId],
  });
  return row?.id ?? 0;
}

async function aTicket(campaignId: number): Promise<number> {
  const person = await world.api.post(`/campaigns/${campaignId}/entries`, {
    ...{ msisdn: '+393331234567', route: 'web' },
  });
  if (person.status !== 201) throw new Error(person.text);
  const [row] = await world.database.sql.query<{ id: number }>({
    text: `insert into tickets (code, brand_id, campaign_id, subscriber_id, words, opened_at, changed_at)
           select '7KM49ACFEF', k.brand_id, k.id, s.id, 'Aperti?', now(), now() from campaigns k, subscribers s
           where k.id = $1 order by s.id limit 1 returning id`,
    values: [campaignId],
  });
  return row?.id ?? 0;
}

let drafts = 0;
const draft = (kind: string, settings: unknown) => ({
  ...{
    brand: 'caffe-aurora',
    shortcode: '48400',
    name: 'Draft',
    kind,
    keywords: [`GUASTO${++drafts}`],
    language: 'it',
  },
  ...{ opensAt: '2026-01-01T00:00:00Z', closesAt: '2026-09-01T00:00:00Z', timezone: 'Europe/Rome', settings },
});

const send = ({ method, path, body }: Target | { method: 'post' | 'put'; path: string; body: unknown }) =>
  world.http[method](`/api/v1${path}`)
    .set('authorization', `Bearer ${world.adminKey}`)
    .set('content-type', 'application/json')
    .send(JSON.stringify(body) ?? 'null');

const csv = (path: string, lines: readonly string[]) =>
  world.http
    .post(`/api/v1${path}`)
    .set('authorization', `Bearer ${world.adminKey}`)
    .set('content-type', 'text/csv')
    .send(lines.join('\n'));

describe('CPN-01 a coupon is what can be printed and texted', () => {
  test('a NUL in it, or a code with a page between its letters, is a line that is rejected', async () => {
    const path = pool();
    const long = `ABCD${'-'.repeat(500)}1234`;
    const shape = (line: number) => ({ line, fault: 'shape' });
    const json = await send({ method: 'post', path, body: ['BUONO-2026', 'AB\u0007CD12', long] });
    expect(json.body).toEqual({ imported: 1, known: 0, rejected: 2, faults: [shape(2), shape(3)] });
    const file = await csv(path, ['code', 'AB\0CD12', 'BUONO-2027']);
    expect(file.body).toEqual({ imported: 1, known: 0, rejected: 1, faults: [shape(2)] });
  });

  test('two files with the same codes, in opposite orders, do not stand in each other’s way', async () => {
    const codes = Array.from({ length: 3_000 }, (_, at) => `VICEVERSA${at}`);
    const [there, back] = await Promise.all([
      csv(pool(), ['code', ...codes]),
      csv(pool(), ['code', ...codes.toReversed()]),
    ]);
    expect([there.status, back.status]).toEqual([200, 200]);
    const counts = [there.body, back.body] as { imported: number }[];
    expect(counts.reduce((sum, { imported }) => sum + imported, 0)).toBe(codes.length);
  });

  const pool = () => targets.find(({ path }) => path.endsWith('/coupons'))?.path ?? '';
});

describe('CON-02 a reason somebody is kept out for', () => {
  test('with a NUL in it is a line that is rejected, and the others are kept', async () => {
    const [, path = ''] = uploads[0] ?? [];
    const report = await csv(path, [
      'msisdn,barred',
      '+393331230001,works\0here',
      '+393331230002,works here',
    ]);
    expect(report.body).toEqual({
      marked: 1,
      lines: [{ line: 2, result: 'invalid', detail: 'barred holds a NUL' }],
    });
  });
});

describe('KW-14 a look-up whose table is none', () => {
  test.each(['', {}, null, -1, 1.5, 2 ** 31, 2 ** 53])(
    '%j is not published, and it is said why',
    async (table) => {
      const settings = { table, answer: { it: '{points}' } };
      const { body, status } = await send({
        method: 'post',
        path: '/campaigns',
        body: draft('lookup', settings),
      });
      expect(status).toBe(201);
      const answer = await world.api.post(`/campaigns/${(body as { readonly id: number }).id}/publish`);
      expect([answer.status, answer.text]).toEqual([422, expect.stringMatching(/table/)]);
    },
  );
});

describe('API-01 what a colleague gets wrong about plays is named, and never a fault of ours', () => {
  test('what is spoilt below is right as it is', async () => {
    for (const target of targets) {
      const { status, text } = await send(target);
      expect([target.path, text, [400, 413, 415, 422, 500].includes(status)]).toEqual([
        target.path,
        text,
        false,
      ]);
    }
  });

  test('one field at a time, whatever stands in it', async () => {
    const fell: string[] = [];
    for (const target of targets) {
      for (const path of placesOf(target.body)) {
        for (const bad of BAD) {
          const body = withPlace(target.body, path, bad);
          const { status, type, text } = await send({ ...target, body } as Target);
          const isNamed = status < 400 || (status < 500 && type === 'application/problem+json');
          if (!isNamed)
            fell.push(
              `${target.method} ${target.path} ${path.join('.')}=${JSON.stringify(bad).slice(0, 40)}: ${status} ${text.slice(0, 100)}`,
            );
        }
      }
    }
    expect(fell).toEqual([]);
  }, 240_000);

  test('a file of anything', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '+393331234567',
        'yes',
        'ABCD1234',
        '4711',
        '',
        '"',
        '\0',
        'AB\0CD12',
        '=1+1',
        '\u202eabcd',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const rows = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...uploads),
        rows,
        fc.boolean(),
        async ([method, path, header], cells, hasHeader) => {
          const lines = [...(hasHeader ? [header] : []), ...cells.map((line) => line.join(','))];
          const { status, text } = await world.http[method](`/api/v1${path}`)
            .set('authorization', `Bearer ${world.adminKey}`)
            .set('content-type', 'text/csv')
            .send(Buffer.from(lines.join('\n')));
          expect([status < 500, text]).toEqual([true, expect.anything()]);
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  test('the settings of every kind: refused, or kept and then published or refused', async () => {
    const fell: string[] = [];
    for (const { kind, settings } of plays) {
      await fc.assert(
        fc.asyncProperty(spoilt(settings), async (body) => {
          const answer = await send({
            method: 'post',
            path: '/campaigns',
            body: draft(kind, body),
          } as Target);
          if (answer.status >= 500) fell.push(`${kind} ${JSON.stringify(body).slice(0, 300)}`);
          if (answer.status !== 201) return;
          const { id } = answer.body as { readonly id: number };
          const published = await world.api.post(`/campaigns/${id}/publish`);
          if (published.status >= 500) fell.push(`publish ${kind} ${JSON.stringify(body).slice(0, 300)}`);
        }),
        { numRuns: 40 },
      );
    }
    expect(fell).toEqual([]);
  }, 240_000);
});
