import { until } from '../support/waiting';
import { createAskingWorld, type AskingWorld } from '../support/webhook-campaigns';

interface Card {
  readonly brand: string;
  readonly state: string;
  readonly msisdn: string;
}

let world: AskingWorld;
beforeAll(async () => {
  world = await createAskingWorld();
});
afterAll(() => world.close());

async function asBrand(brand: string) {
  const made = await world.api.post('/api-keys', { name: brand, role: 'brand', brand });
  const key = `Bearer ${(made.body as { readonly key: string }).key}`;
  return {
    get: (path: string) => world.http.get(`/api/v1${path}`).set('authorization', key),
    post: (path: string, body: object) =>
      world.http.post(`/api/v1${path}`).set('authorization', key).send(body),
  };
}

test('SEC-03 a brand sees its own calls and its own secret, numbers masked, and no other brand’s', async () => {
  const server = await world.aServer({ answer: { reply: 'Ciao' } });
  await world.published({ brand: 'caffe-aurora', word: 'PUNTI', settings: { url: server.url } });
  const marco = world.somebody('39333');
  await marco.texts('48400', 'PUNTI');
  await until('he was answered', async () => (await marco.received()).length === 1);
  const aurora = await asBrand('caffe-aurora');
  const naderi = await asBrand('kafe-naderi');
  const { items } = (await aurora.get('/calls')).body as { readonly items: readonly Card[] };
  expect(items).toEqual([expect.objectContaining({ brand: 'caffe-aurora', state: 'answered', attempts: 1 })]);
  expect(JSON.stringify(items)).not.toContain(marco.msisdn);
  expect((await naderi.get('/calls')).body).toEqual({ items: [], next: null });

  const all = await world.api.get('/calls/secret?brand=caffe-aurora');
  expect((await aurora.get('/calls/secret?brand=caffe-aurora')).body).toEqual(all.body);
  for (const answer of [
    await naderi.get('/calls?brand=caffe-aurora'),
    await naderi.get('/calls/secret?brand=caffe-aurora'),
    await naderi.post('/calls/secret', { brand: 'caffe-aurora' }),
  ])
    expect([answer.status, answer.text.includes('whsec_')]).toEqual([422, false]);
  expect((await world.api.get('/calls/secret?brand=caffe-aurora')).body).toEqual(all.body);
});
