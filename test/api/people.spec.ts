import { createWorld, type World } from '../support/world';

type Event = Readonly<Record<string, unknown>> & { readonly type: string; readonly at: string };

describe('people and their stories', () => {
  let world: World;
  let aurora: string;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    const key = await world.api.post('/api-keys', { name: 'aurora', role: 'brand', brand: 'caffe-aurora' });
    aurora = `Bearer ${(key.body as { key: string }).key}`;
    await world.settle();
  });
  afterAll(() => world.close());

  const asAurora = (path: string) => world.http.get(`/api/v1${path}`).set('authorization', aurora);
  const eventsAt = async (path: string): Promise<Event[]> => {
    const { events, items } = (await world.api.get(path)).body as { events?: Event[]; items?: Event[] };
    return events ?? items ?? [];
  };

  test('OPS-04 one id shows intake, decision, consent, reply and report, in time', async () => {
    const id = await world.subscriber('393332000001').texts('48400', 'NOTIZIE');
    await world.settle();
    const events = await eventsAt(`/texts/${id}/timeline`);
    const types = events.map(({ type }) => type);
    expect(types.slice(0, 4)).toEqual(['heard', 'decided', 'consent', 'queued']);
    expect(types).toEqual(expect.arrayContaining(['submitted', 'reported', 'final']));
    expect(events[0]).toMatchObject({
      from: '393332000001',
      to: '48400',
      text: 'NOTIZIE',
      connector: 'simulator',
    });
    expect(events[1]).toMatchObject({
      rule: 'keyword',
      because: 'joined the list',
      campaign: 'Notizie da Caffè Aurora',
    });
    expect(events).toContainEqual(expect.objectContaining({ type: 'final', state: 'delivered' }));
    const times = events.map(({ at }) => Date.parse(at));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  test('OPS-04 a brand reads the texts of its own code, without the number, and no other', async () => {
    const own = await world.subscriber('393332000002').texts('48400', 'CIAO');
    const foreign = await world.subscriber('989122000002').texts('2050', 'HELLO');
    const { events } = (await asAurora(`/texts/${own}/timeline`)).body as { events: Event[] };
    expect(events[0]).toMatchObject({ type: 'heard', from: '39333***0002' });
    expect((await asAurora(`/texts/${foreign}/timeline`)).status).toBe(404);
    expect((await asAurora(`/texts/${foreign}/replay`)).status).toBe(404);
    expect((await world.api.get('/texts/999999999/timeline')).status).toBe(404);
    expect((await world.api.get('/texts/nonsense/timeline')).status).toBe(404);
  });

  test("OPS-04 a person's story joins what they said, what we started and what staff did, page by page", async () => {
    const person = world.subscriber('393332000003');
    await person.texts('48400', 'NEWS');
    world.clock.advance(1_000);
    await world.api.post('/messages', {
      brand: 'caffe-aurora',
      from: '48400',
      to: person.msisdn,
      text: 'Domani chiuso.',
      class: 'service',
    });
    await world.settle();
    world.clock.advance(1_000);
    await world.api.post(`/subscribers/${person.msisdn}/opt-out`, {
      scope: { code: '48400' },
      reason: 'called',
      channel: 'care',
    });
    const whole = await eventsAt(`/subscribers/+${person.msisdn}/timeline`);
    const began = whole.filter(
      ({ type, textId }) =>
        type === 'heard' || (type === 'queued' && textId === null) || (type === 'consent' && textId === null),
    );
    expect(began.map(({ type, text, event }) => text ?? event ?? type)).toEqual([
      'NEWS',
      'Domani chiuso.',
      'opt_out',
      'opt_out',
    ]);
    const paged: Event[] = [];
    for (let path: string | null = '?limit=1'; path !== null;) {
      const { items, next } = (await world.api.get(`/subscribers/${person.msisdn}/timeline${path}`)).body as {
        items: Event[];
        next: string | null;
      };
      paged.push(...items);
      path = next === null ? null : `?limit=1&cursor=${next}`;
    }
    const key = (event: Event): string => JSON.stringify(event);
    expect(paged.map(key).sort()).toEqual(whole.map(key).sort());
    expect((await world.api.get('/subscribers/393339999999/timeline')).status).toBe(404);
    expect((await world.api.get('/subscribers/48400/timeline')).body).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  test('OPT-03 an agent opts somebody out: ledger, queue, question and pending yes, in one act', async () => {
    const person = world.subscriber('989122000010');
    await person.texts('2050', 'NEWS'); // asked to confirm
    await world.putsOff();
    const queued = await world.api.post('/messages', {
      brand: 'radio-shahr',
      from: '2050',
      to: person.msisdn,
      text: 'خبر',
      class: 'promotional',
    });
    await world.settle();
    const answer = await world.api.post(`/subscribers/${person.msisdn}/opt-out`, {
      scope: { all: true },
      reason: 'wrote a letter',
      channel: 'care',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ scope: 'all', lists: [] });
    await world.takesAgain();
    const before = await person.received();
    world.clock.advance(60_000);
    await world.settle();
    expect((await eventsAt(`/messages/${(queued.body as { id: string }).id}/timeline`)).at(-1)).toMatchObject(
      { type: 'final', state: 'cancelled' },
    );
    const yes = await person.texts('2050', 'بله');
    expect(await world.because(yes)).not.toBe('confirmed the list');
    const { standings } = (await world.api.get(`/subscribers/${person.msisdn}`)).body as {
      standings: { scope: string; status: string }[];
    };
    expect(standings[0]).toMatchObject({ scope: 'all', status: 'out' });
    expect(before).toHaveLength(1);
  });

  test('OPT-08 the act stands in the ledger with its channel, its reason and who did it', async () => {
    await world.subscriber('393332000011').texts('48400', 'NEWS');
    await world.api.post('/subscribers/393332000011/opt-out', {
      scope: { code: '48400' },
      reason: 'wrote a letter',
      channel: 'operator',
    });
    const { items } = (await world.api.get('/consents/393332000011/evidence')).body as {
      items: { hashed: Event; evidence: Event }[];
    };
    expect(
      items.map(({ hashed }) => [hashed['event'], hashed['channel'], String(hashed['scope']).split(':')[0]]),
    ).toEqual([
      ['opt_in', 'text', 'list'],
      ['opt_out', 'operator', 'list'],
      ['opt_out', 'operator', 'code'],
    ]);
    expect(items[1]?.evidence).toMatchObject({ reason: 'wrote a letter' });
  });

  test.each([
    [{}, 'VALIDATION_FAILED'],
    [{ list: 1, all: true }, 'VALIDATION_FAILED'],
    [{ brand: 'radio-shahr' }, 'VALIDATION_FAILED'],
    [{ all: false }, 'VALIDATION_FAILED'],
    [{ list: 2_000_000 }, 'NOT_FOUND'],
    [{ code: '99999' }, 'NOT_FOUND'],
    [{ brand: 'nobody', code: '2050' }, 'NOT_FOUND'],
  ])('an opt-out of %j is %s', async (scope, code) => {
    const response = await world.api.post('/subscribers/989122000012/opt-out', {
      scope,
      reason: 'asked',
      channel: 'api',
    });
    expect(response.body).toMatchObject({ code });
  });

  test("a brand's key opts out of what is the brand's own", async () => {
    const as = (scope: object) =>
      world.http
        .post('/api/v1/subscribers/393332000013/opt-out')
        .set('authorization', aurora)
        .send({ scope, reason: 'asked', channel: 'api' });
    expect((await as({ code: '48400' })).status).toBe(200);
    expect((await as({ code: '2050' })).body).toMatchObject({ code: 'FORBIDDEN' });
    expect((await as({ all: true })).body).toMatchObject({ code: 'FORBIDDEN' });
    expect((await as({ brand: 'radio-shahr', code: '2050' })).body).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a language that staff set is the language of every answer; a blocked person hears nothing', async () => {
    const person = world.subscriber('393332000020');
    expect((await world.api.put(`/subscribers/${person.msisdn}`, { language: 'en' })).body).toMatchObject({
      language: 'en',
      blocked: false,
    });
    await person.texts('48400', 'CIAO');
    expect((await person.received())[0]).toMatch(/^Hello from Caffè Aurora!/);
    expect((await world.api.put(`/subscribers/${person.msisdn}`, { blocked: true })).body).toMatchObject({
      language: 'en',
      blocked: true,
    });
    await person.texts('48400', 'CIAO');
    expect(await person.received()).toHaveLength(1);
    const refused = await world.api.post('/messages', {
      brand: 'caffe-aurora',
      from: '48400',
      to: person.msisdn,
      text: 'x',
      class: 'service',
    });
    expect(refused.body).toMatchObject({ code: 'SUPPRESSED' });
    expect(
      (await world.api.put(`/subscribers/${person.msisdn}`, { language: null, blocked: false })).body,
    ).toMatchObject({ language: null, blocked: false });
    expect((await asAurora(`/subscribers/${person.msisdn}`)).status).toBe(403);
    expect((await world.api.put(`/subscribers/${person.msisdn}`, { language: 'xx' })).status).toBe(422);
  });
});
