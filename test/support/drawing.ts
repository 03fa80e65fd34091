import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyDraw } from '../../src/campaigns/competition/draw/verify-draw.service';
import { WinnersSweep } from '../../src/campaigns/competition/draws/winners-sweep.service';
import { aPersianCompetition, aPublishedCompetition } from './competing';
import type { World } from './world';

/** Open for four hours and a half. */
export const TIMES = {
  opensAt: '2026-05-01T07:30:00Z',
  closesAt: '2026-05-01T12:00:00Z',
  frozenAt: '2026-05-01T12:30:00Z',
  beaconAt: '2026-05-01T14:00:00Z',
} as const;
export const BEACON = '9f'.repeat(32);

export interface ShownDraw {
  readonly id: number;
  readonly state: string;
  readonly announcementHash: string;
  readonly announcement: {
    readonly list: { readonly lines: number; readonly sha256: string };
    readonly urn: { readonly lines: number; readonly tickets: number };
    readonly exclusions: { readonly lines: number };
    readonly commitment: string;
    readonly draw: { readonly number: number; readonly previous: string | null };
  };
  readonly proofHash: string | null;
}

export interface ShownResult {
  readonly rank: number;
  readonly role: string;
  readonly msisdn: string | null;
  readonly line: number;
  readonly prize: number | null;
  readonly state: string;
}

/** A competition whose winners are drawn, on the Italian code or the Persian one. */
export async function aDrawCompetition(
  world: World,
  word: string,
  { language = 'it', settings = {} }: { readonly language?: 'it' | 'fa'; readonly settings?: object } = {},
): Promise<number> {
  await world.app.get(WinnersSweep).onModuleDestroy(); // winners are looked after when a test says so, and by nobody beside it
  const { opensAt, closesAt } = TIMES;
  const publish = language === 'fa' ? aPersianCompetition : aPublishedCompetition;
  return publish(world, word, { mode: { type: 'draw' }, ...settings }, { opensAt, closesAt });
}

/** What the tests do with one competition's draws. */
export const drawsOf = (world: World, campaignId: number, key = world.adminKey) => {
  const authorization = `Bearer ${key}`;
  const path = (rest: string) => `/api/v1/campaigns/${campaignId}${rest}`;
  const get = (rest: string) => world.http.get(path(rest)).set('authorization', authorization);
  const post = (rest: string, body: object = {}) =>
    world.http.post(path(rest)).set('authorization', authorization).send(body);
  const freeze = (own: object = {}) =>
    post('/draws', {
      beaconSource: 'drand quicknet, round 1234567, field randomness',
      beaconNotBefore: TIMES.beaconAt,
      prizes: 2,
      reserves: 2,
      ...own,
    });
  return {
    get,
    post,
    freeze,
    /** Frozen at half past twelve. */
    frozen: async (own: object = {}): Promise<ShownDraw> => {
      world.clock.set(TIMES.frozenAt);
      const { status, body, text } = await freeze(own);
      if (status !== 201) throw new Error(text);
      return body as ShownDraw;
    },
    /** Drawn at two, to the millisecond. */
    drawn: async (drawId: number, own: object = {}): Promise<ShownDraw> => {
      world.clock.freeze(TIMES.beaconAt);
      const { status, body, text } = await post(`/draws/${drawId}/beacon`, { value: BEACON, ...own });
      if (status !== 200) throw new Error(text);
      return body as ShownDraw;
    },
    results: async (drawId: number, query = ''): Promise<readonly ShownResult[]> =>
      ((await get(`/draws/${drawId}/winners${query}`)).body as { items: ShownResult[] }).items,
    log: async (drawId: number): Promise<readonly string[]> => {
      const { items } = (await get(`/draws/${drawId}/contacts?limit=200`)).body as {
        items: { rank: number; event: string }[];
      };
      return items.map(({ rank, event }) => `${rank} ${event}`);
    },
    proof: async (drawId: number): Promise<string> => (await get(`/draws/${drawId}/proof`).buffer()).text,
  };
};

/** Everything that is due about winners happens, and what it sends has left. */
export async function lookAfterWinners(world: World): Promise<void> {
  await world.app.get(WinnersSweep).step();
  await world.settle();
}

/** What the verifier says of files in an empty folder: nothing else is at hand. */
export async function verified(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<{ readonly code: number; readonly said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'parola-stranger-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const said: string[] = [];
    const code = await verifyDraw(
      args.map((arg) => (Object.hasOwn(files, arg) ? join(folder, arg) : arg)),
      { say: (line) => said.push(line), progress: () => undefined },
    );
    return { code, said: said.join('\n') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
