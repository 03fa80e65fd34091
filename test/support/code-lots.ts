import { CODE_ALPHABET, checkCharacter } from '../../src/campaigns/codes/parola-code';
import { GIVE_UP_MS } from './waiting';
import type { World } from './world';

export interface Load {
  readonly id: number;
  readonly kind: string;
  readonly state: string;
  readonly imported: number;
  readonly known: number;
  readonly rejected: number;
  readonly faults: readonly { line: number; fault: string }[];
  readonly detail: string | null;
}

export interface Lot {
  readonly id: number;
  readonly brand: string;
  readonly state: string;
  readonly size: number;
  readonly load: Load | null;
}

export interface Redemptions {
  readonly count: number;
  readonly items: readonly { campaign: number; msisdn: string | null; text: string | null }[];
  readonly next: string | null;
}

/** Some code of ours by its number: different numbers are different codes. */
export function codeNumber(number: number): string {
  let payload = '';
  for (let left = number, place = 0; place < 8; place++, left = Math.floor(left / CODE_ALPHABET.length))
    payload = CODE_ALPHABET.charAt(left % CODE_ALPHABET.length) + payload;
  return `7${payload}${checkCharacter(`7${payload}`)}`;
}
export const codesFrom = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => codeNumber(first + at));
export const fileOf = (codes: readonly string[]): string => ['code', ...codes, ''].join('\n');

export async function until<T>(look: () => Promise<T>, isDone: (seen: T) => boolean): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    const seen = await look();
    if (isDone(seen)) return seen;
    if (Date.now() > giveUpAt) throw new Error(`it never happened: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What the tests do with one engine's lots. */
export const lotsOf = (world: World, key = world.adminKey) => {
  const authorization = `Bearer ${key}`;
  const get = async (id: number): Promise<Lot> =>
    (await world.http.get(`/api/v1/code-lots/${id}`).set('authorization', authorization)).body as Lot;
  return {
    get,
    list: async (): Promise<readonly Lot[]> => {
      const page = await world.http.get('/api/v1/code-lots?limit=200').set('authorization', authorization);
      return (page.body as { items: Lot[] }).items;
    },
    redemptions: async (id: number, query = ''): Promise<Redemptions> =>
      (
        await world.http
          .get(`/api/v1/code-lots/${id}/redemptions${query}`)
          .set('authorization', authorization)
      ).body as Redemptions,
    create: (lot: object) =>
      world.http.post('/api/v1/code-lots').set('authorization', authorization).send(lot),
    post: (path: string, body: object = {}) =>
      world.http.post(`/api/v1/code-lots/${path}`).set('authorization', authorization).send(body),
    import: (id: number, csv: string | Buffer) =>
      world.http
        .post(`/api/v1/code-lots/${id}/import?file=packs.csv`)
        .set('authorization', authorization)
        .type('text/csv')
        .send(csv),
    /** Waits for what was begun. */
    ended: (id: number) =>
      until(
        () => get(id),
        ({ load }) => load !== null && load.state !== 'running',
      ),
  };
};
export type Lots = ReturnType<typeof lotsOf>;

export async function newLot(lots: Lots, own: object = {}): Promise<number> {
  const made = await lots.create({ brand: 'radio-shahr', name: 'Spring packs', ...own });
  expect(made.status).toBe(201);
  return (made.body as Lot).id;
}
