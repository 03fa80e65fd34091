import { get as httpGet, type IncomingMessage } from 'node:http';
import { parse } from 'csv-parse/sync';
import { TallyRollUp } from '../../src/campaigns/results/tally-roll-up.service';
import { TallyWatch, WATCH_LIMITS } from '../../src/campaigns/results/tally-watch.service';
import { rollUp } from '../../src/campaigns/results/tally.store';
import { until } from '../support/code-lots';
import { until as waitFor } from '../support/waiting';
import { NOW, openVoting, type Tally, type Voting } from '../support/voting';
import { createWorld, type World } from '../support/world';

let world: World;
let voting: Voting;
/** A vote with five votes for two singers in two hours, a refusal and something nobody understood. */
let id: number;
let code: string;
beforeAll(async () => {
  world = await createWorld({ demo: false });
  voting = await openVoting(world);
  ({ id, code } = await voting.aVote());
  for (const words of ['رأی ۱', 'رأی الف', 'رأی ۲']) await voting.somebody().texts(code, words);
  world.clock.freeze('2026-05-01T08:40:00.000Z');
  const twice = voting.somebody();
  await twice.texts(code, 'VOTE 1');
  await twice.texts(code, 'VOTE 3');
  await voting.somebody().texts(code, 'VOTE xyz');
  await voting.somebody('39333').texts(code, 'VOTE 1');
});
afterAll(() => world.close());

const entriesAs = (key: string, query = '', accept = 'text/csv') =>
  voting.as(key, `/campaigns/${id}/entries${query}`).set('accept', accept);
const linesOf = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[];

describe('the results of a campaign', () => {
  test('CON-13 counts by outcome, by hour of its own zone, by operator and by choice, and people once', async () => {
    const { body } = await world.api.get(`/campaigns/${id}/results`).expect(200);
    expect(body).toEqual({
      campaign: id,
      kind: 'vote',
      entries: 7,
      counted: 5,
      people: 6,
      peopleCounted: 5,
      outcomes: [
        { outcome: 'vote', entries: 5, counted: 5 },
        { outcome: 'invalid', entries: 1, counted: 0 },
        { outcome: 'refused', entries: 1, counted: 0 },
      ],
      operators: [{ operator: 'mci', entries: 7, counted: 5 }],
      // 08:00Z is 11:30 and 08:40Z 12:10 in Tehran.
      hours: [
        { hour: '2026-05-01T11:00:00.000+03:30', entries: 3, counted: 3 },
        { hour: '2026-05-01T12:00:00.000+03:30', entries: 4, counted: 2 },
      ],
      choices: [
        { choice: 'niloofar', label: 'نیلوفر', votes: 4, percent: 80 },
        { choice: 'saba', label: 'صبا', votes: 1, percent: 20 },
        { choice: 'baran', label: 'باران', votes: 0, percent: 0 },
      ],
    });
  });

  test('CON-13 a campaign nobody has played has results as well', async () => {
    const empty = await voting.aVote();
    const { body } = await world.api.get(`/campaigns/${empty.id}/results`).expect(200);
    expect(body).toMatchObject({ entries: 0, people: 0, outcomes: [], hours: [], operators: [] });
    expect(
      linesOf(
        (await voting.as(world.adminKey, `/campaigns/${empty.id}/entries`).set('accept', 'text/csv')).text,
      ),
    ).toEqual([]);
  });

  test.each(['results', 'tally', 'tally/stream', 'entries'])(
    'API-01 %s is for the brand’s own keys, and for nobody without one',
    async (what) => {
      await world.http.get(`/api/v1/campaigns/${id}/${what}`).expect(401);
      await voting.as(await voting.brandKey('aurora'), `/campaigns/${id}/${what}`).expect(404);
      for (const nothing of ['0', '999999', 'x'])
        await voting.as(world.adminKey, `/campaigns/${nothing}/${what}`).expect(404);
      if (what !== 'tally/stream')
        await voting.as(await voting.brandKey('lotus'), `/campaigns/${id}/${what}`).expect(200);
    },
  );
});

describe('the tally', () => {
  test('PLL-02 it is the same before, while and after it is rolled up, by however many at once', async () => {
    const before = await voting.tally(id);
    expect(before).toMatchObject({
      total: 5,
      hours: [
        { hour: '2026-05-01T11:00:00.000+03:30', total: 3, votes: { niloofar: 2, saba: 1 } },
        { hour: '2026-05-01T12:00:00.000+03:30', total: 2, votes: { niloofar: 2 } },
      ],
    });
    await world.database.sql.run({
      text: `insert into tally_changes (campaign_id, choice, quarter, amount)
             select $1, 'c' || n % 7, $2::timestamptz + (n % 5) * interval '15 minutes', 1 from generate_series(1, 30000) n`,
      values: [id + 100_000, NOW],
    });
    const rolled = Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let moved = 1; moved > 0;) moved = await rollUp(world.database.sql);
      }),
    );
    expect(await voting.tally(id)).toEqual(before);
    await rolled;
    await world.app.get(TallyRollUp).roll();
    const [left] = await world.database.sql.query<{ changes: number; rolled: number }>({
      text: `select (select count(*) from tally_changes)::int as changes,
               (select sum(amount) from tallies where campaign_id = $1)::int as rolled`,
      values: [id + 100_000],
    });
    expect(left).toEqual({ changes: 0, rolled: 30_000 });
    expect(await voting.tally(id)).toEqual(before);
  });

  interface Stream {
    readonly response: IncomingMessage;
    readonly tallies: Tally[];
    close(): void;
  }
  const listen = (campaign: number) =>
    new Promise<Stream>((resolve, reject) => {
      const tallies: Tally[] = [];
      let text = '';
      const request = httpGet(
        `${world.url}/api/v1/campaigns/${campaign}/tally/stream`,
        { headers: { authorization: `Bearer ${world.adminKey}` }, agent: false },
        (response) => {
          response.setEncoding('utf8').on('data', (piece: string) => {
            text += piece;
            const events = text.split('\n\n');
            text = events.pop() ?? '';
            for (const event of events) {
              const data = /^event: tally\ndata: (.*)$/.exec(event)?.[1];
              if (data !== undefined) tallies.push(JSON.parse(data) as Tally);
            }
          });
          response.on('error', () => undefined);
          resolve({ response, tallies, close: () => request.destroy() });
        },
      ).on('error', reject);
    });

  test('PLL-01 listeners hear it at once and when it changes, and one look serves them all', async () => {
    const vote = await voting.aVote();
    const watch = world.app.get(TallyWatch);
    const streams = await Promise.all([listen(vote.id), listen(vote.id), listen(vote.id)]);
    expect(streams[0].response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await until(
      () => Promise.resolve(streams),
      (all) => all.every(({ tallies }) => tallies.length === 1),
    );
    expect(streams.map(({ tallies }) => tallies[0]?.total)).toEqual([0, 0, 0]);
    expect(watch.watched).toBe(1);
    await voting.somebody().texts(vote.code, 'رأی ۲');
    await until(
      () => Promise.resolve(streams),
      (all) => all.every(({ tallies }) => tallies.length === 2),
    );
    expect(streams[2].tallies[1]).toMatchObject({ campaign: vote.id, total: 1 });
    const late = await listen(vote.id);
    await until(
      () => Promise.resolve(late.tallies),
      (tallies) => tallies.length === 1,
    );
    expect(late.tallies[0]?.total).toBe(1);
    for (const stream of [...streams, late]) stream.close();
    await until(
      () => Promise.resolve(watch.watched),
      (watched) => watched === 0,
    );
  });

  test('PLL-01 a key may open so many streams and no more; one that closes makes room', async () => {
    const streams = await Promise.all(Array.from({ length: WATCH_LIMITS.listenersPerKey }, () => listen(id)));
    const refused = await voting.as(world.adminKey, `/campaigns/${id}/tally/stream`).expect(429);
    expect((refused.body as { code: string }).code).toBe('TOO_MANY');
    for (const stream of streams) stream.close();
    const watch = world.app.get(TallyWatch);
    await until(
      () => Promise.resolve(watch.watched),
      (watched) => watched === 0,
    );
    const again = await listen(id);
    expect(again.response.statusCode).toBe(200);
    again.close();
  });
});

describe('the entries', () => {
  test('CON-13 pages lead to each other, in order, with masked numbers; an outcome may be asked for', async () => {
    const first = await world.api.get(`/campaigns/${id}/entries?limit=4`).expect(200);
    const { items, next } = first.body as { items: { id: number; msisdn: string }[]; next: string };
    const second = await world.api.get(`/campaigns/${id}/entries?limit=4&cursor=${next}`).expect(200);
    const rest = second.body as typeof first.body & { items: { id: number }[]; next: null };
    expect([items.length, rest.items.length, rest.next]).toEqual([4, 3, null]);
    const ids = [...items, ...rest.items].map((entry) => entry.id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(items[0]).toMatchObject({
      msisdn: '98912***0001',
      operator: 'mci',
      route: 'text',
      outcome: 'vote',
      counted: true,
      saidAt: NOW,
      data: { choices: ['niloofar'] },
    });
    const refused = await world.api.get(`/campaigns/${id}/entries?outcome=refused`).expect(200);
    expect((refused.body as { items: unknown[] }).items).toHaveLength(1);
    for (const bad of ['limit=0', 'cursor=x', 'full=yes', 'outcome=', 'colour=red'])
      await world.api.get(`/campaigns/${id}/entries?${bad}`).expect(422);
  });

  test('CON-13 as a file they are all there, in the campaign’s zone; whole numbers are for administrators', async () => {
    const brand = await voting.brandKey('lotus');
    const masked = await entriesAs(brand).expect(200);
    expect(masked.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(masked.headers['content-disposition']).toBe(`attachment; filename="entries-${id}.csv"`);
    const lines = linesOf(masked.text);
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatchObject({
      saidAt: '2026-05-01T11:30:00.000+03:30',
      msisdn: '98912***0001',
      outcome: 'vote',
      counted: '1',
      data: '{"choices":["niloofar"]}',
    });
    expect(await entriesAs(brand, '?full=1').then(({ status }) => status)).toBe(403);
    const whole = linesOf((await entriesAs(world.adminKey, '?full=1').expect(200)).text);
    expect(whole[0]?.['msisdn']).toBe('989121000001');
    expect(linesOf((await entriesAs(brand, '?outcome=invalid').expect(200)).text)).toHaveLength(1);
    expect((await entriesAs(brand, '', 'application/json').expect(200)).headers['vary']).toContain('Accept');
  });

  test('CON-13 a quarter of a million entries leave as a stream, and memory does not grow with them', async () => {
    const many = await voting.aVote();
    await world.database.sql.run({
      text: `insert into entries (campaign_id, subscriber_id, outcome, counted, operator, said_at, at, data)
             select $1, n, 'vote', true, '=1+1', $2, $2, '{"choices":["saba"]}' from generate_series(1, 250000) n`,
      values: [many.id, NOW],
    });
    const held = { rssBefore: process.memoryUsage().rss, rssAtFirst: 0, lines: 0, first: '' };
    const isRead = async (): Promise<boolean> => {
      const text = `select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'
                      and query like 'fetch forward % from entries_out'`;
      return (await world.database.sql.query({ text })).length > 0;
    };
    await new Promise<void>((resolve, reject) => {
      httpGet(
        `${world.url}/api/v1/campaigns/${many.id}/entries`,
        { headers: { authorization: `Bearer ${world.adminKey}`, accept: 'text/csv' }, agent: false },
        (response) => {
          response.setEncoding('utf8').on('data', (piece: string) => {
            held.rssAtFirst ||= process.memoryUsage().rss; // later growth is garbage of this test's own
            if (held.first.length < 400) held.first += piece.slice(0, 400);
            held.lines += piece.split('\n').length - 1;
          });
          response.on('end', resolve).on('error', reject);
          // Whoever does not read on is waited for with most of it still in the database: whoever held all of it would read no more.
          response.pause();
          void waitFor('the rest is left in the database', isRead).then(() => response.resume(), reject);
        },
      ).on('error', reject);
    });
    expect(held.lines).toBe(250_001);
    expect(held.first).toContain("'=1+1"); // a cell that begins like a formula is a text
    expect((held.rssAtFirst - held.rssBefore) / 1_048_576).toBeLessThan(150);
    const { body } = await world.api.get(`/campaigns/${many.id}/results`).expect(200);
    expect(body).toMatchObject({ entries: 250_000, people: 250_000 });
  });

  test('CON-13 a reader who leaves in the middle holds nothing', async () => {
    const [many] = await world.database.sql.query<{ id: number }>({
      text: 'select campaign_id as id from entries group by 1 order by count(*) desc limit 1',
    });
    for (let reader = 0; reader < 5; reader++) {
      await new Promise<void>((resolve, reject) => {
        const request = httpGet(
          `${world.url}/api/v1/campaigns/${many?.id ?? 0}/entries`,
          { headers: { authorization: `Bearer ${world.adminKey}`, accept: 'text/csv' }, agent: false },
          (response) => {
            expect(response.statusCode).toBe(200);
            response.once('data', () => request.destroy()).on('error', () => undefined);
          },
        );
        request.on('error', reject).on('close', resolve);
      });
      await until(
        () =>
          world.database.sql.query<{ open: number }>({
            text: `select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
          }),
        ([row]) => row?.open === 0,
      );
    }
  });
});
