import type { World } from './world';

const NAMES = { it: 'un premio', fa: 'یک جایزه', en: 'a prize' };
export const prize = (stock: number, more: object = {}) => ({ key: 'gold', name: NAMES, stock, ...more });

interface Place {
  readonly brand: string;
  readonly shortcode: string;
  readonly timezone: string;
  readonly language: string;
}

const ITALIAN = { brand: 'caffe-aurora', shortcode: '48400', timezone: 'Europe/Rome', language: 'it' };
const PERSIAN = { brand: 'radio-shahr', shortcode: '2050', timezone: 'Asia/Tehran', language: 'fa' };

type Publish = (world: World, word: string, settings: object, more?: object) => Promise<number>;

/** A published competition on one of the demo's codes, whose word is leased already. Throws what the engine has against it. */
const publishedIn =
  (place: Place): Publish =>
  async (world, word, settings, more = {}) => {
    const { brand, shortcode, language } = place;
    const leased = await world.api.post('/keywords', {
      ...{ brand, shortcode, language, word },
      leasedFrom: '2026-01-01T00:00:00Z',
    });
    if (leased.status !== 201) throw new Error(leased.text);
    const made = await world.api.post('/campaigns', {
      ...place,
      name: `Concorso ${word}`,
      kind: 'competition',
      keywords: [word],
      opensAt: '2026-04-01T00:00:00Z',
      closesAt: '2026-06-01T20:00:00+02:00',
      settings,
      ...more,
    });
    if (made.status !== 201) throw new Error(made.text);
    const { id } = made.body as { readonly id: number };
    const published = await world.api.post(`/campaigns/${id}/publish`);
    if (published.status !== 200) throw new Error(published.text);
    return id;
  };

export const aPublishedCompetition = publishedIn(ITALIAN);
export const aPersianCompetition = publishedIn(PERSIAN);

export interface EntryRow {
  readonly outcome: string;
  readonly counted: boolean;
  readonly route: string;
  readonly msisdn: string;
  readonly saidAt: Date;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** The book of a competition, in its order. */
export const entriesOf = (world: World, campaignId: number): Promise<EntryRow[]> =>
  world.database.sql.query<EntryRow & Record<string, unknown>>({
    text: `select e.outcome, e.counted, e.route, s.msisdn, e.said_at as "saidAt", e.data
           from entries e join subscribers s on s.id = e.subscriber_id where e.campaign_id = $1 order by e.id`,
    values: [campaignId],
  });
