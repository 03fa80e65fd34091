import type { World } from './world';

export interface Review {
  readonly id: number;
  readonly msisdn: string;
  readonly words: string;
}
interface Entry {
  readonly hashed: {
    readonly event: string;
    readonly scope: string;
    readonly channel: string;
    readonly seq: number;
  };
  readonly evidence: Record<string, unknown>;
}

export const WISH = 'please leave me alone';
export const READ = { tier: 'INTENT', why: 'phrase', phrase: 'leave me alone' };

/** A world whose codes read free words, with the people who judge them: 2050 and 48400 are reviewed, 70070 obeys at once. */
export async function reviewing(world: World) {
  const keyOf = async (name: string, brand: string): Promise<string> => {
    const { body } = await world.api.post('/api-keys', { name, role: 'brand', brand });
    return `Bearer ${(body as { key: string }).key}`;
  };
  const aurora = await keyOf('aurora', 'caffe-aurora');
  const naderi = await keyOf('naderi', 'kafe-naderi');
  for (const [code, intentPolicy] of [
    ['2050', 'review'],
    ['48400', 'review'],
    ['70070', 'optOut'],
  ]) {
    const { status, text } = await world.api.patch(`/shortcodes/${code}`, { intentPolicy });
    if (status !== 200) throw new Error(`${code} keeps its policy: ${text}`);
  }

  let people = 0;
  const somebody = () => world.subscriber(`39333${4_000_000 + ++people}`);

  async function says(person: Subscriber, code: string, ...texts: readonly string[]): Promise<string> {
    let id = '';
    for (const text of texts) {
      world.clock.advance(1_000);
      id = await person.texts(code, text);
    }
    world.clock.advance(1_000);
    return id;
  }

  const as = (key: string) => ({
    get: (path: string) => world.http.get(`/api/v1${path}`).set('authorization', key),
    post: (path: string, body: object) =>
      world.http.post(`/api/v1${path}`).set('authorization', key).send(body),
  });
  const admin = () => as(`Bearer ${world.adminKey}`);
  const reviews = async (key: ReturnType<typeof as>, query = ''): Promise<Review[]> =>
    ((await key.get(`/stop-reviews?limit=200${query}`)).body as { items: Review[] }).items;
  const reviewOf = async (person: Subscriber): Promise<Review> => {
    const tail = person.msisdn.slice(-4);
    const found = (await reviews(admin())).find(({ msisdn }) => msisdn.endsWith(tail));
    if (!found) throw new Error(`no review of …${tail}`);
    return found;
  };
  const decide = (id: number, verdict: string, key = admin()) =>
    key.post(`/stop-reviews/${id}/decide`, { verdict, reason: 'talked to them' });
  const undo = (person: Subscriber, wish: object = {}, key = admin()) =>
    key.post(`/subscribers/${person.msisdn}/opt-out/undo`, {
      reason: 'called, and meant the weather',
      ...wish,
    });
  const standingsOf = (person: Subscriber) =>
    world.database.sql.query({
      text: `select c.scope, c.status, c.said_at, c.list_id, c.shortcode_id from consent_states c
             join subscribers s on s.id = c.subscriber_id where s.msisdn = $1 order by c.scope`,
      values: [person.msisdn],
    });
  const ledgerOf = async (person: Subscriber): Promise<Entry[]> =>
    ((await admin().get(`/consents/${person.msisdn}/evidence`)).body as { items: Entry[] }).items;
  const sendTo = (person: Subscriber) =>
    admin().post('/messages', {
      brand: 'caffe-aurora',
      from: '48400',
      to: person.msisdn,
      text: 'Domani chiuso.',
      class: 'promotional',
    });

  return {
    aurora,
    naderi,
    somebody,
    says,
    as,
    admin,
    reviews,
    reviewOf,
    decide,
    undo,
    standingsOf,
    ledgerOf,
    sendTo,
  };
}

type Subscriber = ReturnType<World['subscriber']>;
