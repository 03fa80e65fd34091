import { aPublishedCompetition, entriesOf, prize } from '../support/competing';
import { codeNumber, fileOf, lotsOf, newLot } from '../support/code-lots';
import { createWorld, type World } from '../support/world';

const NOW = '2026-05-01T08:00:00Z';

describe('taking part by other ways than a text', () => {
  let world: World;
  let foreignKey: string;
  let ownKey: string;
  beforeAll(async () => {
    world = await createWorld({ now: NOW });
    world.clock.freeze(NOW);
    const keyOf = async (brand: string) => {
      const made = await world.api.post('/api-keys', { name: `key of ${brand}`, role: 'brand', brand });
      return (made.body as { readonly key: string }).key;
    };
    [foreignKey, ownKey] = [await keyOf('kafe-naderi'), await keyOf('caffe-aurora')];
  });
  afterAll(() => world.close());

  let people = 0;
  const aNumber = () => `39333${7_700_000 + ++people}`;
  const enters = (id: number, entry: object, key = world.adminKey, idempotencyKey?: string) =>
    world.http
      .post(`/api/v1/campaigns/${id}/entries`)
      .set('authorization', `Bearer ${key}`)
      .set(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey })
      .send(entry);
  const everythingSent = async (msisdn: string) => {
    await world.settle();
    return world.subscriber(msisdn).received();
  };

  test('CON-10 an entry on paper counts like a text, under the day of its postmark, and keeps its route', async () => {
    const id = await aPublishedCompetition(world, 'POSTA', { mode: { type: 'draw' }, limits: { perDay: 1 } });
    const msisdn = aNumber();
    const entry = { msisdn: `+${msisdn}`, route: 'post', saidAt: '2026-04-30T21:00:00Z' };
    const posted = await enters(id, entry);
    expect([posted.status, posted.body]).toEqual([
      201,
      expect.objectContaining({ outcome: 'entered', counted: true, tickets: 1, replied: false }),
    ]);
    expect((posted.body as { nonce: string }).nonce).toMatch(/^[A-Z]{14}$/);
    expect(await everythingSent(msisdn)).toEqual([]);
    expect((await enters(id, entry)).body).toMatchObject({ outcome: 'overLimit', counted: false });
    await world.subscriber(msisdn).texts('48400', 'POSTA');
    expect(await everythingSent(msisdn)).toEqual([
      expect.stringContaining((posted.body as { nonce: string }).nonce),
    ]);
    expect(
      (await entriesOf(world, id)).map(({ outcome, route, saidAt }) => [
        outcome,
        route,
        saidAt.toISOString().slice(0, 16),
      ]),
    ).toEqual([
      ['entered', 'post', '2026-04-30T21:00'],
      ['overLimit', 'post', '2026-04-30T21:00'],
      ['entered', 'text', '2026-05-01T08:00'],
    ]);
  });

  test('CON-10 the same request twice is one entry and one reply', async () => {
    const id = await aPublishedCompetition(world, 'WEB', { mode: { type: 'counter' } });
    const entry = { msisdn: aNumber(), route: 'web', reply: true };
    await world.subscriber(entry.msisdn).texts('48400', 'CIAO');
    const [first, again] = [await enters(id, entry, ownKey, 'k-1'), await enters(id, entry, ownKey, 'k-1')];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({ outcome: 'numbered', ordinal: 1, replied: true });
    const [, ...replies] = await everythingSent(entry.msisdn);
    expect(replies).toEqual([(first.body as { text: string }).text]);
    expect(await entriesOf(world, id)).toHaveLength(1);
  });

  test('CON-10 whoever never texted this code is entered and not written to', async () => {
    const id = await aPublishedCompetition(world, 'MAI', { mode: { type: 'counter' } });
    const entry = { msisdn: aNumber(), route: 'web', reply: true };
    expect((await enters(id, entry)).body).toMatchObject({ outcome: 'numbered', replied: false });
    expect(await everythingSent(entry.msisdn)).toEqual([]);
  });

  test('CON-10 every route has the same odds: it is no setting, and the luck does not know it', async () => {
    const id = await aPublishedCompetition(world, 'SORTE', {
      mode: { type: 'instantWin', oneIn: 2 },
      prizes: [prize(1_000)],
    });
    const won = async (route: string) => {
      const answers = await Promise.all(
        Array.from({ length: 60 }, () => enters(id, { msisdn: aNumber(), route })),
      );
      return answers.filter(({ body }) => (body as { outcome: string }).outcome === 'won').length;
    };
    // Binomial(60, 1/2): outside 8 to 52 less than once in ten million runs.
    for (const route of ['web', 'post', 'agent']) {
      const wins = await won(route);
      expect(wins).toBeGreaterThan(8);
      expect(wins).toBeLessThan(52);
    }
    const refused = await world.api.post('/campaigns', {
      ...{ brand: 'caffe-aurora', shortcode: '48400', name: 'Pesi', kind: 'competition', keywords: ['PESI'] },
      ...{ opensAt: NOW, closesAt: '2026-06-01T00:00:00Z', timezone: 'Europe/Rome', language: 'it' },
      settings: { mode: { type: 'draw' }, tickets: 1, routes: { web: 1, text: 3 } },
    });
    const published = await world.api.post(`/campaigns/${(refused.body as { id: number }).id}/publish`);
    expect([published.status, published.text]).toEqual([422, expect.stringContaining('settings.routes')]);
  });

  test('CON-03 a code that came on paper is spent for those who text it', async () => {
    const lots = lotsOf(world);
    const lotId = await newLot(lots, { brand: 'caffe-aurora' });
    await lots.import(lotId, fileOf([codeNumber(1)]));
    await lots.ended(lotId);
    const id = await aPublishedCompetition(world, 'CARTA', { mode: { type: 'draw' }, codes: {} });
    expect((await enters(id, { msisdn: aNumber(), route: 'agent', code: codeNumber(1) })).body).toMatchObject(
      {
        outcome: 'entered',
      },
    );
    const late = aNumber();
    await world.subscriber(late).texts('48400', `CARTA ${codeNumber(1)}`);
    expect(await everythingSent(late)).toEqual([expect.stringContaining('già stato usato')]);
  });

  test('CON-12 with an age limit the date of birth comes with the entry, and is kept', async () => {
    const id = await aPublishedCompetition(world, 'MAGGIORI', { mode: { type: 'draw' }, age: { least: 18 } });
    const msisdn = aNumber();
    const without = await enters(id, { msisdn, route: 'web' });
    expect([without.status, without.text]).toEqual([422, expect.stringContaining('birthDate')]);
    expect((await enters(id, { msisdn, route: 'web', birthDate: '2012-01-01' })).body).toMatchObject({
      outcome: 'underAge',
      counted: false,
    });
    expect((await enters(id, { msisdn, route: 'web', birthDate: '1980-01-01' })).body).toMatchObject({
      outcome: 'underAge',
    });
    expect(
      (await enters(id, { msisdn: aNumber(), route: 'web', birthDate: '1980-01-01' })).body,
    ).toMatchObject({
      outcome: 'entered',
    });
  });

  test('CON-10 whoever asked for silence may take part, and hears nothing', async () => {
    const id = await aPublishedCompetition(world, 'QUIETE', { mode: { type: 'draw' } });
    const msisdn = aNumber();
    await world.subscriber(msisdn).texts('48400', 'STOP');
    const before = (await everythingSent(msisdn)).length;
    expect((await enters(id, { msisdn, route: 'web', reply: true })).body).toMatchObject({
      outcome: 'entered',
      replied: false,
    });
    expect(await everythingSent(msisdn)).toHaveLength(before);
  });

  test('ADM-02 another brand finds neither the competition nor its players', async () => {
    const id = await aPublishedCompetition(world, 'NOSTRO', { mode: { type: 'draw' } });
    const msisdn = aNumber();
    const player = `/api/v1/campaigns/${id}/players/${msisdn}`;
    const asked = (key: string) => ({
      get: world.http.get(player).set('authorization', `Bearer ${key}`),
      put: world.http.put(player).set('authorization', `Bearer ${key}`).send({ tryOut: true }),
      post: enters(id, { msisdn, route: 'web' }, key),
    });
    const foreign = asked(foreignKey);
    expect([(await foreign.get).status, (await foreign.put).status, (await foreign.post).status]).toEqual([
      404, 404, 404,
    ]);
    const own = asked(ownKey);
    expect([(await own.get).status, (await own.put).status, (await own.post).status]).toEqual([
      200, 200, 201,
    ]);
  });

  test.each([
    [{ route: 'post', saidAt: '2026-05-01T18:00:00Z' }, 422],
    [{ route: 'SMS_PREMIUM' }, 422],
    [{ route: 'web', birthDate: '1990-13-01' }, 422],
    [{ route: 'web', msisdn: 'nobody' }, 422],
    [{ route: 'web', weight: 3 }, 422],
  ])('CON-10 %j is refused with %i', async (entry, status) => {
    const id = await aPublishedCompetition(world, `NO${++people}`, { mode: { type: 'draw' } });
    expect((await enters(id, { msisdn: aNumber(), ...entry })).status).toBe(status);
    expect(await entriesOf(world, id)).toEqual([]);
  });

  test('CON-10 nobody enters what is no competition, or not published', async () => {
    const campaigns = await world.api.get('/campaigns?limit=200');
    const { items } = campaigns.body as { readonly items: readonly { id: number; kind: string }[] };
    const other = items.find(({ kind }) => kind === 'auto-reply')?.id ?? 0;
    expect((await enters(other, { msisdn: aNumber(), route: 'web' })).status).toBe(409);
    const id = await aPublishedCompetition(world, 'PAUSA', { mode: { type: 'draw' } });
    await world.api.post(`/campaigns/${id}/pause`);
    expect((await enters(id, { msisdn: aNumber(), route: 'web' })).status).toBe(409);
    expect((await enters(999_999, { msisdn: aNumber(), route: 'web' })).status).toBe(404);
  });

  describe('players', () => {
    const playerPath = (id: number, msisdn: string) => `/campaigns/${id}/players/${msisdn}`;

    test('CON-06 whoever tries it out wins as if, and leaves the prize and the number to the first real entry', async () => {
      const id = await aPublishedCompetition(world, 'PROVA', {
        mode: { type: 'firstN' },
        prizes: [prize(1)],
      });
      const [staff, player] = [aNumber(), aNumber()];
      expect((await world.api.put(playerPath(id, staff), { tryOut: true })).body).toEqual({
        ...{ msisdn: staff, tryOut: true, barred: null, entries: 0, wins: 0 },
      });
      await world.subscriber(staff).texts('48400', 'PROVA');
      await world.subscriber(player).texts('48400', 'PROVA');
      expect(await everythingSent(staff)).toEqual(await everythingSent(player));
      expect((await entriesOf(world, id)).map(({ counted, data }) => [counted, data])).toEqual([
        [false, { ordinal: 1, prize: 'gold', tryOut: true }],
        [true, { ordinal: 1, prize: 'gold' }],
      ]);
      await world.api.put(playerPath(id, staff), { tryOut: false });
      expect((await world.api.get(playerPath(id, staff))).body).toMatchObject({ entries: 0, wins: 0 });
    });

    test('CON-02 a file of people who may not take part, with what is wrong with it', async () => {
      const id = await aPublishedCompetition(world, 'VIETATO', { mode: { type: 'draw' } });
      const [barred, staff] = [aNumber(), aNumber()];
      const imported = await world.http
        .post(`/api/v1/campaigns/${id}/players/import`)
        .set('authorization', `Bearer ${ownKey}`)
        .type('text/csv')
        .send(
          `msisdn,barred,tryout\n+${barred},dipendente,\n${staff},,yes\nnobody,,\n${barred},altro,\n${aNumber()},,maybe\n`,
        );
      expect([imported.status, imported.body]).toEqual([
        200,
        {
          marked: 2,
          lines: [
            { line: 4, result: 'invalid', detail: 'is no telephone number' },
            { line: 5, result: 'duplicate', detail: 'stands above' },
            { line: 6, result: 'invalid', detail: 'tryout must be yes or no' },
          ],
        },
      ]);
      await world.subscriber(barred).texts('48400', 'VIETATO');
      expect(await everythingSent(barred)).toEqual([expect.stringContaining('Non puoi partecipare')]);
      expect((await world.api.get(playerPath(id, staff))).body).toMatchObject({ tryOut: true, barred: null });
      await world.api.put(playerPath(id, barred), { barred: null });
      await world.subscriber(barred).texts('48400', 'VIETATO');
      expect((await everythingSent(barred))[1]).toContain("Partecipi all'estrazione");
    });
  });
});
