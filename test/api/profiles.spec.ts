import { saudiArabia } from '../../src/rules/profiles/sa';
import { createWorld, type World } from '../support/world';

const NOW = '2026-05-01T08:00:00.000Z';
const LATER = '2026-06-01T00:00:00+03:00';

let world: World;
let colleague: string;
beforeAll(async () => {
  world = await createWorld({ demo: false, now: NOW });
  const { body } = await world.api.post('/api-keys', { name: 'نورة', role: 'administrator' }).expect(201);
  colleague = (body as { key: string }).key;
});
afterAll(() => world.close());

const proposed = { ...saudiArabia, confirmTtlMinutes: 15, quietHours: [] };
const propose = (own: object = {}) =>
  world.api.post('/profiles/sa/versions', { effectiveFrom: LATER, profile: proposed, ...own });
const decide = (version: number, act: string, key: string) =>
  world.http.post(`/api/v1/profiles/sa/versions/${version}/${act}`).set('authorization', `Bearer ${key}`);
const at = async (instant: string) =>
  (await world.api.get('/profiles/sa').query({ at: instant }).expect(200)).body as { version: number };

test('POL-06 the profiles that ship are listed with their sources, page by page', async () => {
  const { body } = await world.api.get('/profiles?limit=4').expect(200);
  const first = body as { items: { id: string; state: string; sources: unknown[] }[]; next: string };
  const rest = (await world.api.get(`/profiles?limit=4&cursor=${first.next}`).expect(200))
    .body as typeof first;
  const all = [...first.items, ...rest.items];
  expect(all.map(({ id }) => id)).toEqual(['ir', 'sa', 'ae', 'it', 'uk', 'us', 'eu']);
  for (const { state, sources } of all) {
    expect(state).toBe('built-in');
    expect(sources.length).toBeGreaterThan(0);
  }
  expect((await world.api.get('/profiles/ir').expect(200)).body).toMatchObject({
    country: 'IR',
    languages: ['fa', 'en'],
  });
  await world.api.get('/profiles/atlantis').expect(404);
  await world.api.get('/profiles/ir?at=tomorrow').expect(422);
});

test('POL-06 a version decides from its date, once somebody else approved it', async () => {
  const { body } = await propose().expect(201);
  const { version } = body as { version: number };
  expect(body).toMatchObject({
    id: 'sa',
    state: 'proposed',
    proposedBy: 'administrator',
    effectiveFrom: '2026-05-31T21:00:00.000Z',
  });
  expect((await at('2026-06-02T00:00:00Z')).version).toBe(saudiArabia.version);

  const own = await decide(version, 'approve', world.adminKey).expect(409);
  expect(own.body).toMatchObject({ code: 'FOUR_EYES' });
  const approved = await decide(version, 'approve', colleague).expect(200);
  expect(approved.body).toMatchObject({ state: 'approved', decidedBy: 'نورة' });

  expect((await at('2026-05-31T20:59:59.999Z')).version).toBe(saudiArabia.version);
  expect(await at('2026-05-31T21:00:00Z')).toMatchObject({ version, confirmTtlMinutes: 15, quietHours: [] });
  await decide(version, 'approve', colleague).expect(409);
  await decide(version, 'refuse', colleague).expect(409);
});

test('a refused version never decides, and its number is not used again', async () => {
  const { body } = await propose({ effectiveFrom: '2026-07-01T00:00:00Z' }).expect(201);
  const { version } = body as { version: number };
  await decide(version, 'refuse', world.adminKey).expect(200);
  expect((await at('2026-08-01T00:00:00Z')).version).toBeLessThan(version);
  const next = await propose().expect(201);
  expect((next.body as { version: number }).version).toBe(version + 1);
  await decide(999, 'approve', colleague).expect(404);
});

test.each([
  [{ profile: { ...proposed, zone: 'Nowhere' } }, 'profile.zone'],
  [{ profile: { ...proposed, words: [] } }, 'profile.words'],
  [{ profile: { ...proposed, hobby: 1 } }, 'profile.hobby'],
  [{ profile: {} }, 'profile.country'],
  [{ effectiveFrom: '2026-04-30T00:00:00Z' }, 'effectiveFrom'],
  [{ effectiveFrom: 'soon' }, 'effectiveFrom'],
])('a faulty version is refused at its fault (%#)', async (own, path) => {
  const { body } = await propose(own).expect(422);
  expect((body as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(path);
});

test('proposals made in one moment get numbers of their own', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => propose()));
  const versions = answers.map(({ body }) => (body as { version: number }).version);
  expect(new Set(versions).size).toBe(5);
});
