import { SINGERS } from './a-vote';
import type { World } from './world';

/** The instant at which votes begin. */
export const NOW = '2026-05-01T08:00:00.000Z';

export interface Tally {
  readonly total: number;
  readonly choices: readonly { choice: string; label: string | null; votes: number; percent: number }[];
  readonly hours: readonly { hour: string; total: number; votes: Record<string, number> }[];
}

export interface Entry {
  readonly id: number;
  readonly msisdn: string | null;
  readonly operator: string | null;
  readonly outcome: string;
  readonly counted: boolean;
  readonly data: { choices?: string[]; replaced?: string[] } | null;
}

/** Two brands and an operator of an empty engine, and a code for every vote. */
export async function openVoting(world: World) {
  world.clock.freeze(NOW);
  await world.api.post('/brands', { code: 'lotus', name: 'رادیو نیلوفر' }).expect(201);
  await world.api.post('/brands', { code: 'aurora', name: 'Caffè Aurora' }).expect(201);
  await world.api.post('/operators', { code: 'mci', name: 'همراه اول', country: 'IR' }).expect(201);
  await world.api
    .post('/connectors', { name: 'simulator', protocol: 'simulator', operator: 'mci' })
    .expect(201);
  // The sweep opens the link.
  await world.settle();
  let codes = 5000;
  let people = 0;

  /** A published vote on a code of its own, on which رأی, VOTE, VOTA and تصويت lead to it. */
  const aVote = async (settings: object = {}, own: object = {}): Promise<{ id: number; code: string }> => {
    const code = String(++codes);
    await world.api.post('/shortcodes', { number: code, kind: 'shared', profile: 'ir' }).expect(201);
    const words = [
      { word: 'رأی', language: 'fa', mode: 'glued' },
      { word: 'VOTE', language: 'en', mode: 'glued' },
      { word: 'VOTA', language: 'it' },
      { word: 'تصويت', language: 'ar' },
    ];
    for (const word of words)
      await world.api.post('/keywords', { shortcode: code, brand: 'lotus', ...word }).expect(201);
    const { body } = await world.api
      .post('/campaigns', {
        brand: 'lotus',
        shortcode: code,
        name: 'خواننده سال',
        kind: 'vote',
        keywords: words.map(({ word }) => word),
        opensAt: NOW,
        timezone: 'Asia/Tehran',
        language: 'fa',
        settings: { ...SINGERS, ...settings },
        ...own,
      })
      .expect(201);
    const { id } = body as { id: number };
    await world.api.post(`/campaigns/${id}/publish`).expect(200);
    return { id, code };
  };

  const get = async <T>(path: string): Promise<T> => (await world.api.get(path).expect(200)).body as T;

  return {
    aVote,
    somebody: (prefix = '98912') => world.subscriber(`${prefix}${1_000_000 + ++people}`),
    brandKey: async (brand: string): Promise<string> => {
      const made = await world.api.post('/api-keys', {
        name: `of ${brand} ${++people}`,
        role: 'brand',
        brand,
      });
      return (made.body as { key: string }).key;
    },
    as: (key: string, path: string) => world.http.get(`/api/v1${path}`).set('authorization', `Bearer ${key}`),
    tally: (id: number) => get<Tally>(`/campaigns/${id}/tally`),
    votes: async (id: number): Promise<Record<string, number>> => {
      const { choices } = await get<Tally>(`/campaigns/${id}/tally`);
      return Object.fromEntries(choices.map(({ choice, votes }) => [choice, votes]));
    },
    entries: async (id: number): Promise<readonly Entry[]> => {
      const all: Entry[] = [];
      for (let cursor = ''; ;) {
        const page = await get<{ items: Entry[]; next: string | null }>(
          `/campaigns/${id}/entries?limit=200${cursor && `&cursor=${cursor}`}`,
        );
        all.push(...page.items);
        if (page.next === null) return all;
        cursor = page.next;
      }
    },
  };
}

export type Voting = Awaited<ReturnType<typeof openVoting>>;

/** What the entries say the tally must be: what was chosen, less what it replaced. */
export function votesOf(entries: readonly Entry[]): Record<string, number> {
  const votes: Record<string, number> = { niloofar: 0, saba: 0, baran: 0 };
  for (const { counted, data } of entries) {
    if (!counted) continue;
    for (const choice of data?.choices ?? []) votes[choice] = (votes[choice] ?? 0) + 1;
    for (const choice of data?.replaced ?? []) votes[choice] = (votes[choice] ?? 0) - 1;
  }
  return votes;
}
