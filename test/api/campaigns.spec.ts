import { askingKind } from '../support/asking-kind';
import { createWorld, type World } from '../support/world';

const NOW = '2026-05-01T08:00:00.000Z';

let world: World;
beforeAll(async () => {
  world = await createWorld({ demo: false, now: NOW, kinds: [askingKind] });
  world.clock.freeze(NOW);
  await world.api.post('/brands', { code: 'lotus', name: 'رادیو نیلوفر' }).expect(201);
  await world.api.post('/brands', { code: 'aurora', name: 'Caffè Aurora' }).expect(201);
  await world.api.post('/operators', { code: 'tim', name: 'TIM', country: 'IT' }).expect(201);
  await world.api.post('/connectors', { name: 'simulator', protocol: 'simulator' }).expect(201);
});
afterAll(() => world.close());

let codes = 4000;
async function aCode(own: object = {}): Promise<string> {
  const number = String(++codes);
  await world.api.post('/shortcodes', { number, kind: 'shared', profile: 'it', ...own }).expect(201);
  return number;
}
const aDedicatedCode = () => aCode({ kind: 'dedicated', brand: 'aurora' });
const lease = (shortcode: string, word: string, own: object = {}) =>
  world.api.post('/keywords', { shortcode, brand: 'aurora', word, ...own }).expect(201);

const post = (shortcode: string, own: object = {}) =>
  world.api.post('/campaigns', {
    brand: 'aurora',
    shortcode,
    name: 'Ciao',
    kind: 'auto-reply',
    keywords: ['CIAO'],
    opensAt: '2026-05-01T00:00:00+02:00',
    timezone: 'Europe/Rome',
    language: 'it',
    settings: { reply: { it: 'Ciao da {brand}!' } },
    ...own,
  });
async function draft(shortcode: string, own: object = {}): Promise<number> {
  return ((await post(shortcode, own).expect(201)).body as { id: number }).id;
}
const act = (id: number, name: string) => world.api.post(`/campaigns/${id}/${name}`);
const read = async (id: number) =>
  (await world.api.get(`/campaigns/${id}`).expect(200)).body as Record<string, unknown>;

interface Refused {
  readonly code: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}
async function lints(id: number): Promise<readonly { path: string; message: string }[]> {
  const { body } = await act(id, 'publish').expect(422);
  expect((body as Refused).code).toBe('CAMPAIGN_NOT_PUBLISHABLE');
  return (body as Refused).errors;
}

test('a draft is made with whatever words, changed, listed and read', async () => {
  const code = await aDedicatedCode();
  const { body } = await post(code, {
    keywords: ['CIAO', { word: 'سلام', operator: 'tim' }],
    catchAll: true,
    closesAt: '2026-06-01T00:00:00+02:00',
  }).expect(201);
  expect(body).toMatchObject({
    brand: 'aurora',
    shortcode: code,
    state: 'draft',
    keywords: [
      { word: 'CIAO', operator: null, includeList: null, excludeList: null },
      { word: 'سلام', operator: 'tim' },
    ],
    catchAll: { operator: null },
    opensAt: '2026-04-30T22:00:00.000Z',
    closesAt: '2026-05-31T22:00:00.000Z',
    publishedAt: null,
  });
  const { id } = body as { id: number };
  const changed = await world.api
    .patch(`/campaigns/${id}`, { name: 'Salve', closesAt: null, keywords: ['SALVE'], language: 'en' })
    .expect(200);
  expect(changed.body).toMatchObject({
    name: 'Salve',
    closesAt: null,
    keywords: [{ word: 'SALVE' }],
    catchAll: { operator: null },
  });
  expect((await world.api.patch(`/campaigns/${id}`, { catchAll: null }).expect(200)).body).toMatchObject({
    keywords: [{ word: 'SALVE' }],
    catchAll: null,
  });
  expect(await read(id)).toMatchObject({ name: 'Salve', language: 'en' });
  const listed = await world.api.get(`/campaigns?shortcode=${code}&state=draft&brand=aurora`).expect(200);
  expect((listed.body as { items: { id: number }[] }).items.map((item) => item.id)).toEqual([id]);
  expect((await world.api.get(`/campaigns?shortcode=${code}&state=closed`).expect(200)).body).toEqual({
    items: [],
    next: null,
  });
});

test.each([
  [{ shortcode: '999' }, 'shortcode'],
  [{ brand: 'nobody' }, 'brand'],
  [{ keywords: 'CIAO' }, 'keywords'],
  [{ keywords: [{ word: 5 }] }, 'keywords[0].word'],
  [{ keywords: [null] }, 'keywords[0]'],
  [{ keywords: [{ word: 'A', colour: 'red' }] }, 'keywords[0].colour'],
  [{ keywords: ['A', { word: 'B', operator: 'nobody' }] }, 'keywords[1].operator'],
  [{ keywords: [{ word: 'B', includeList: 'nobody' }] }, 'keywords[0].includeList'],
  [{ keywords: ['\u200f\u200b'] }, 'keywords[0]'],
  [{ catchAll: 'yes' }, 'catchAll'],
  [{ catchAll: { word: 'x' } }, 'catchAll.word'],
  [{ timezone: 'Rome' }, 'timezone'],
  [{ opensAt: '2026-05-01T00:00:00' }, 'opensAt'],
  [{ opensAt: '2026-02-30T00:00:00Z' }, 'opensAt'],
  [{ closesAt: '2026-04-01T00:00:00Z' }, 'closesAt'],
  [{ settings: 'none' }, 'settings'],
  [{ state: 'published' }, 'state'],
])('a draft with %j is refused at %s', async (own, path) => {
  const { body } = await post(await aCode(), own).expect(422);
  expect((body as Refused).errors.map((error) => error.path)).toContain(path);
});

test('on a dedicated code the owner alone has campaigns', async () => {
  const { body } = await post(await aDedicatedCode(), { brand: 'lotus' }).expect(422);
  expect(body).toMatchObject({ errors: [{ path: 'brand' }] });
});

test('publishing says everything that is in the way at once, each at its place', async () => {
  const code = await aCode();
  await lease(code, 'PRESO', { brand: 'lotus' });
  const id = await draft(code, {
    keywords: ['PRESO', 'LIBERO'],
    catchAll: true,
    settings: { reply: { it: 'Ciao {nobody}', de: 'Hallo' }, before: { it: 'پ'.repeat(671) }, colour: 1 },
  });
  const errors = await lints(id);
  expect(errors.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'settings.reply.it',
      'settings.reply.de',
      'settings.colour',
      'settings.before.it',
      'keywords[0]',
      'keywords[1]',
      'catchAll',
    ]),
  );
  expect(errors.find(({ path }) => path === 'keywords[0]')?.message).toContain('رادیو نیلوفر');
  expect(await read(id)).toMatchObject({ state: 'draft' });
});

test.each([
  ['an unknown kind', { kind: 'lottery' }, 'kind'],
  ['a reply that lacks the campaign’s language', { settings: { reply: {} } }, 'settings'],
  ['no words at all', { keywords: [] }, 'keywords'],
  ['a reserved word', { keywords: ['BASTA'] }, 'keywords[0]'],
  ['a word that cannot be one', { keywords: ['🎺🦆'] }, 'keywords[0]'],
  ['a list that is none', { kind: 'join', settings: { list: 999_999 } }, 'settings'],
  [
    'a keyword that is an expected answer',
    { kind: 'asks', keywords: ['Rosso'], settings: {} },
    'keywords[0]',
  ],
])('%s keeps a campaign from being published', async (_, own, path) => {
  const errors = await lints(await draft(await aDedicatedCode(), own));
  expect(errors.map((error) => error.path)).toEqual([path]);
});

test('KW-01 a catch-all is refused on a shared code and published on a dedicated one', async () => {
  const shared = await aCode();
  await lease(shared, 'CIAO');
  expect((await lints(await draft(shared, { catchAll: true }))).map(({ path }) => path)).toEqual([
    'catchAll',
  ]);
  const dedicated = await aDedicatedCode();
  await act(await draft(dedicated, { keywords: [], catchAll: true }), 'publish').expect(200);
  const second = await lints(await draft(dedicated, { keywords: [], catchAll: true }));
  expect(second.map(({ path }) => path)).toEqual(['catchAll']);
});

test('a lease has to last for the whole window that is still to come', async () => {
  const code = await aCode();
  await lease(code, 'CIAO', { leasedUntil: '2026-06-01T00:00:00Z' });
  const without = await draft(code);
  expect((await lints(without)).map(({ path }) => path)).toEqual(['keywords[0]']);
  await world.api.patch(`/campaigns/${without}`, { closesAt: '2026-06-01T00:00:01Z' }).expect(200);
  expect((await lints(without)).map(({ path }) => path)).toEqual(['keywords[0]']);
  await world.api.patch(`/campaigns/${without}`, { closesAt: '2026-06-01T00:00:00Z' }).expect(200);
  await act(without, 'publish').expect(200);
});

test('on a dedicated code publishing leases what is missing to the owner, and takes up a lease that would end', async () => {
  const code = await aDedicatedCode();
  await lease(code, 'SALVE', {
    leasedUntil: '2026-05-02T00:00:00Z',
    aliases: [{ word: 'مرحبا', language: 'ar' }],
  });
  await act(await draft(code, { keywords: ['CIAO', 'SALVE'] }), 'publish').expect(200);
  const { body } = await world.api.get(`/keywords?shortcode=${code}`).expect(200);
  expect((body as { items: object[] }).items).toMatchObject([
    { word: 'SALVE', leasedUntil: null, freeFrom: null, brand: 'aurora' },
    { word: 'CIAO', leasedUntil: null, brand: 'aurora', language: 'it' },
  ]);
});

test('SES-01 what a conversation may cost in segments is said when it is published, and keeps nobody from it', async () => {
  const code = await aDedicatedCode();
  const flow = {
    flow: 1,
    languages: ['it'],
    ttlMinutes: 30,
    maxTries: 3,
    tooManyTries: { texts: { it: 'Riprova più tardi.' } },
    first: 'name',
    steps: {
      name: {
        type: 'ask',
        texts: { it: 'Come ti chiami?' },
        accept: { type: 'text', maxChars: 200 },
        save: 'name',
        next: 'thanks',
      },
      thanks: { type: 'end', outcome: 'named', texts: { it: 'Grazie, {name}!' } },
    },
  };
  const id = await draft(code, { kind: 'conversation', settings: { flow } });
  const { status, body } = await act(id, 'publish');
  expect(status).toBe(200);
  expect(body).toMatchObject({ advice: [expect.stringMatching(/^Step "thanks": .* \d segments\.$/)] });
});

test('a campaign goes from draft to close, and never another way', async () => {
  const code = await aCode();
  await lease(code, 'CIAO');
  const id = await draft(code);
  const refused = async (...acts: string[]) => {
    for (const name of acts)
      expect((await act(id, name).expect(409)).body).toMatchObject({ code: 'CONFLICT' });
  };
  await refused('pause', 'resume', 'close');
  expect((await act(id, 'publish').expect(200)).body).toMatchObject({
    state: 'published',
    publishedAt: NOW,
    warnings: [],
    advice: [],
  });
  await refused('publish', 'resume');
  await world.api.patch(`/campaigns/${id}`, { name: 'x' }).expect(409);
  await world.api.delete(`/campaigns/${id}`).expect(409);
  expect((await act(id, 'pause').expect(200)).body).toMatchObject({ state: 'paused' });
  await refused('publish', 'pause');
  await world.api.patch(`/campaigns/${id}`, { name: 'Ciao ciao' }).expect(200);
  expect((await act(id, 'resume').expect(200)).body).toMatchObject({ state: 'published', name: 'Ciao ciao' });
  expect((await act(id, 'close').expect(200)).body).toMatchObject({ state: 'closed' });
  await refused('publish', 'pause', 'resume', 'close');
  await world.api.delete(`/campaigns/${id}`).expect(409);
});

test('of two campaigns published for one keyword in one moment, one is', async () => {
  const code = await aCode();
  await lease(code, 'CIAO');
  const ids = [await draft(code), await draft(code), await draft(code)];
  const answers = await Promise.all(ids.map((id) => act(id, 'publish')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
});

test('a campaign that was published answers, one that is paused does not, and a change counts when it is resumed', async () => {
  const code = await aDedicatedCode();
  await world.api
    .put(`/shortcodes/${code}/routes`, [{ connector: 'simulator', operator: 'tim' }])
    .expect(200);
  const id = await draft(code);
  await act(id, 'publish').expect(200);
  const anna = world.subscriber('393331234567');
  await anna.texts(code, 'ciao');
  expect((await anna.received()).at(-1)).toBe('Ciao da Caffè Aurora!');
  await act(id, 'pause').expect(200);
  await world.api
    .patch(`/campaigns/${id}`, { keywords: ['SALVE'], settings: { reply: { it: 'Salve!' } } })
    .expect(200);
  await anna.texts(code, 'Salve');
  expect(await anna.received()).not.toContain('Salve!');
  await act(id, 'resume').expect(200);
  await anna.texts(code, 'SALVE');
  expect((await anna.received()).at(-1)).toBe('Salve!');
});

test('rules that only the tables know are shown, and survive a pause', async () => {
  const code = await aCode();
  await lease(code, 'CIAO');
  const id = await draft(code);
  await act(id, 'publish').expect(200);
  await world.database.sql.run({ text: 'update campaigns set words = null where id = $1', values: [id] });
  expect(await read(id)).toMatchObject({ keywords: [{ word: 'CIAO' }], catchAll: null });
  await act(id, 'pause').expect(200);
  await act(id, 'resume').expect(200);
  expect(await read(id)).toMatchObject({ state: 'published', keywords: [{ word: 'CIAO' }] });
});
