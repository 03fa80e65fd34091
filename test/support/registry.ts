import type { World } from './world';

/** The instant at which these suites stand still. */
export const NOW = '2026-05-01T08:00:00.000Z';

/** Two brands and an operator, and short ways to lease their words and to put campaigns on them. */
export async function openRegistry(world: World) {
  world.clock.freeze(NOW);
  await world.api.post('/brands', { code: 'lotus', name: 'Lotus Radio', contact: '021-8800' }).expect(201);
  await world.api.post('/brands', { code: 'cafe', name: 'کافه نادری', contact: '021-8801' }).expect(201);
  await world.api.post('/operators', { code: 'mci', name: 'همراه اول', country: 'IR' }).expect(201);
  let codes = 3000;

  const aCampaign = (shortcode: string, keywords: unknown[], own: object = {}) =>
    world.api.post('/campaigns', {
      brand: 'lotus',
      shortcode,
      name: 'سلام',
      kind: 'auto-reply',
      keywords,
      opensAt: NOW,
      timezone: 'Asia/Tehran',
      language: 'en',
      settings: { reply: { en: 'Hello.' } },
      ...own,
    });
  const act = (id: number, name: string) => world.api.post(`/campaigns/${id}/${name}`);
  const draft = async (shortcode: string, keywords: unknown[], own: object = {}): Promise<number> => {
    const { body } = await aCampaign(shortcode, keywords, own).expect(201);
    return (body as { id: number }).id;
  };

  return {
    aCampaign,
    act,
    draft,

    /** A code of its own for each test, so that no word of another is in its way. */
    aCode: async (own: object = {}): Promise<string> => {
      const number = String(++codes);
      await world.api.post('/shortcodes', { number, kind: 'shared', profile: 'ir', ...own }).expect(201);
      return number;
    },

    lease: (shortcode: string, word: string, own: object = {}) =>
      world.api.post('/keywords', { shortcode, brand: 'lotus', word, ...own }),

    published: async (shortcode: string, keywords: unknown[], own: object = {}): Promise<number> => {
      const id = await draft(shortcode, keywords, own);
      await act(id, 'publish').expect(200);
      return id;
    },

    aList: async (shortcode: string, name: string): Promise<number> => {
      const [row] = await world.database.sql.query<{ id: number }>({
        text: `insert into lists (brand_id, shortcode_id, name, key)
               select b.id, s.id, $2, lower($2) from brands b, shortcodes s where b.code = 'lotus' and s.number = $1 returning id`,
        values: [shortcode, name],
      });
      return row?.id ?? 0;
    },
  };
}

export type Registry = Awaited<ReturnType<typeof openRegistry>>;
