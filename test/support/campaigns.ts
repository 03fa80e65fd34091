import type { World } from './world';

/** A campaign of caffe-aurora on its own code, published; the code is 48400 and Italian. */
export async function aPublished(
  world: World,
  kind: string,
  keywords: readonly string[],
  settings: object,
  own: object = {},
): Promise<number> {
  const made = await world.api.post('/campaigns', {
    brand: 'caffe-aurora',
    shortcode: '48400',
    name: keywords.join(' '),
    kind,
    keywords,
    opensAt: '2026-01-01T00:00:00Z',
    timezone: 'Europe/Rome',
    language: 'it',
    settings,
    ...own,
  });
  if (made.status !== 201) throw new Error(made.text);
  const { id } = made.body as { readonly id: number };
  await publish(world, id);
  return id;
}

export async function publish(world: World, id: number): Promise<void> {
  const { status, text } = await world.api.post(`/campaigns/${id}/publish`);
  if (status !== 200) throw new Error(text);
}

let keys = 0;

/** A key of a brand, and requests with it. */
export async function asBrand(world: World, brand: string) {
  const made = await world.api.post('/api-keys', { name: `${brand} till ${++keys}`, role: 'brand', brand });
  if (made.status !== 201) throw new Error(made.text);
  const authorization = `Bearer ${(made.body as { readonly key: string }).key}`;
  return {
    get: (path: string) => world.http.get(`/api/v1${path}`).set('authorization', authorization),
    post: (path: string, body?: object) =>
      world.http.post(`/api/v1${path}`).set('authorization', authorization).send(body),
    put: (path: string, body: string) =>
      world.http
        .put(`/api/v1${path}`)
        .set('authorization', authorization)
        .set('content-type', 'text/csv')
        .send(body),
  };
}
