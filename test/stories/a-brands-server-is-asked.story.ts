import { aGate } from '../support/answering-server';
import { isGenuine } from '../support/brand-events';
import { until } from '../support/waiting';
import { createAskingWorld, type AskingWorld } from '../support/webhook-campaigns';

let world: AskingWorld;
beforeAll(async () => {
  world = await createAskingWorld();
});
afterAll(() => world.close());

type Person = ReturnType<AskingWorld['somebody']>;

async function hears(person: Person, replies: number): Promise<readonly string[]> {
  await until(
    `${person.msisdn} heard ${replies} texts`,
    async () => (await person.received()).length >= replies,
  );
  return person.received();
}

const newestCall = async () => (await world.calls()).at(-1);

/** From the newest question to the moment when its person is told that no answer came. */
async function patienceMs(): Promise<number | undefined> {
  const [row] = await world.database.sql.query<{ ms: number }>({
    text: `select extract(epoch from expires_at - created_at)::float8 * 1000 as ms from calls order by id desc limit 1`,
  });
  return row?.ms;
}

describe('a brand’s own server says what to answer', () => {
  test('KW-13 its answer is the reply, in the person’s language, and the question is signed', async () => {
    const server = await world.aServer({
      answer: { reply: { fa: 'امتیاز شما ۴۲ است.', en: 'You have 42 points.' } },
    });
    await world.published({ brand: 'radio-shahr', word: 'EMTIAZ', settings: { url: server.url } });
    const { body } = await world.api.get('/calls/secret?brand=radio-shahr');
    const { secret } = body as { readonly secret: string };
    const zahra = world.somebody();
    await zahra.texts('2050', 'EMTIAZ ۴۷۱۱');
    expect(await hears(zahra, 1)).toEqual(['امتیاز شما ۴۲ است.']);
    const [asked] = server.asked();
    if (!asked) throw new Error('nobody asked');
    expect(isGenuine(asked, secret, world.clock.now().getTime())).toBe(true);
    expect(asked.event).toMatchObject({ type: 'call', brand: 'radio-shahr' });
    expect(asked.event.data).toMatchObject({
      argument: '۴۷۱۱',
      text: 'EMTIAZ ۴۷۱۱',
      language: 'fa',
      code: '2050',
    });
    expect(asked.event.data['person']).toMatch(/^[0-9a-f]{32}$/);
    expect(asked.body).not.toContain(zahra.msisdn);
    const { items } = (await world.api.get('/calls?brand=radio-shahr')).body as {
      items: { state: string }[];
    };
    expect(items.map(({ state }) => state)).toEqual(['answered']);
  });

  test('KW-13 “please wait” goes out at once, and the number only to a brand that asked for it', async () => {
    const { isOpen, opens } = aGate();
    const server = await world.aServer({ answer: { reply: 'Hai 42 punti.' }, after: isOpen });
    const settings = { url: server.url, sendNumber: true, waitText: { it: 'Un momento…' } };
    await world.published({ brand: 'caffe-aurora', word: 'PUNTI', settings });
    const marco = world.somebody('39333');
    await marco.texts('48400', 'punti');
    expect(await hears(marco, 1)).toEqual(['Un momento…']);
    opens();
    expect(await hears(marco, 2)).toEqual(['Un momento…', 'Hai 42 punti.']);
    expect(server.asked()[0]?.event.data).toMatchObject({ msisdn: marco.msisdn, language: 'it' });
  });

  test.each([
    ['nothing to say', {}, null],
    ['an empty body', '', null],
    ['words that are no JSON', 'thank you', 'Caffè Aurora'],
    ['a maze', `{"reply":${'['.repeat(500)}${']'.repeat(500)}}`, 'Caffè Aurora'],
    ['a name the database refuses', '{"a\\u0000b":1,"reply":"x"}', 'Caffè Aurora'],
    ['an endless reply', { reply: 'x'.repeat(5_000) }, 'Caffè Aurora'],
  ])('KW-13 %s is met with what the person can understand', async (_, answer, heard) => {
    const server = await world.aServer({ answer });
    const word = `PROVA${(await world.calls()).length}`;
    await world.published({ brand: 'caffe-aurora', word, settings: { url: server.url } });
    const anna = world.somebody('39333');
    await anna.texts('48400', word);
    await until('the answer was noted', async () => (await newestCall())?.state === 'answered');
    await world.settle();
    const received = await anna.received();
    if (heard === null) expect(received).toEqual([]);
    else expect(received).toEqual([expect.stringContaining(heard)]);
  });
});

describe('a brand’s server does not answer', () => {
  test('KW-13 the brand’s server is down, and the person is told within five seconds', async () => {
    const server = await world.aServer({ answer: { reply: 'too late' } });
    await server.close();
    await world.published({ brand: 'radio-shahr', word: 'JAYEZE', settings: { url: server.url } });
    const reza = world.somebody();
    const [askedAt, began] = [world.clock.now().getTime(), performance.now()];
    await reza.texts('2050', 'JAYEZE');
    await until('it was asked', async () => (await newestCall())?.attempts === 1);
    await world.passes(250);
    await until('it was asked again', async () => ((await newestCall())?.attempts ?? 0) > 1);
    expect(await reza.received()).toEqual([]);
    await until('she was told', async () => {
      await world.passes(250);
      return (await reza.received()).length > 0;
    });
    expect(world.clock.now().getTime() - askedAt).toBeLessThan(5_000); // of the world's own time
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await patienceMs()).toBeLessThan(5_000);
    const [told] = await reza.received();
    expect(told).toMatch(/رادیو|Radio/);
    expect(told).toContain('متأسفیم');

    // It comes up again, and is told what it missed, under one id; the person hears nothing of it.
    await server.comesUp();
    await until('the brand was told', async () => {
      world.clock.advance(30_000);
      await world.sweep();
      return (await newestCall())?.state === 'told';
    });
    await world.settle();
    expect(new Set(server.asked().map(({ event }) => event.id)).size).toBe(1);
    expect(await reza.received()).toHaveLength(1);
  });

  test('KW-13 a late answer is not a second reply', async () => {
    const { isOpen, opens } = aGate();
    const server = await world.aServer({ answer: { reply: 'Eccomi, in ritardo' }, after: isOpen });
    const settings = { url: server.url, timeoutMs: 500, timeoutText: { it: 'Riprova più tardi.' } };
    await world.published({ brand: 'caffe-aurora', word: 'LENTO', settings });
    const giulia = world.somebody('39333');
    await giulia.texts('48400', 'LENTO');
    await until('the server was asked', () => server.asked().length === 1);
    expect(await giulia.received()).toEqual([]);
    world.clock.advance(500);
    await world.settle();
    expect(await hears(giulia, 1)).toEqual(['Riprova più tardi.']);
    opens();
    await until('the late answer came', async () => (await newestCall())?.state === 'told');
    await world.settle();
    expect(await giulia.received()).toEqual(['Riprova più tardi.']);
    expect(server.asked()).toHaveLength(1);
  });

  test('KW-13 a server that fails at first is asked again while the person waits', async () => {
    let tries = 0;
    const server = await world.aServer();
    server.behaves(() => (++tries < 3 ? { status: 503 } : { answer: { reply: 'Alla fine!' } }));
    await world.published({ brand: 'caffe-aurora', word: 'TENACE', settings: { url: server.url } });
    const luca = world.somebody('39333');
    await luca.texts('48400', 'TENACE');
    for (const asked of [1, 2]) {
      await until(`the server was asked ${asked} times`, () => server.asked().length === asked);
      await world.passes(250 * asked);
    }
    expect(await hears(luca, 1)).toEqual(['Alla fine!']);
    expect(new Set(server.asked().map(({ event }) => event.id)).size).toBe(1);
    expect(server.asked()).toHaveLength(3);
  });

  test('KW-13 a process dies with a question in its hands; another asks it again, and one reply goes out', async () => {
    const server = await world.aServer();
    const { isOpen, opens } = aGate();
    server.behaves(({ event }) => ({ answer: { reply: `Eccolo: ${event.id}` }, after: isOpen }));
    await world.published({ brand: 'caffe-aurora', word: 'MORTE', settings: { url: server.url } });
    const sara = world.somebody('39333');
    await sara.texts('48400', 'MORTE');
    await until('the server was asked', () => server.asked().length === 1);
    await world.database.sql.run({
      text: `update calls set lease = gen_random_uuid(), leased_until = clock_timestamp() - interval '1 second'
             where id = (select max(id) from calls)`,
    });
    await world.sweep();
    await until('it was asked again', () => server.asked().length === 2);
    opens();
    await hears(sara, 1);
    await until('both were answered', () => server.open() === 0);
    await world.settle();
    expect(await sara.received()).toEqual([`Eccolo: call-${(await newestCall())?.id}`]);
    expect(new Set(server.asked().map(({ event }) => event.id)).size).toBe(1);
  });

  test('KW-13 who says STOP while the server thinks hears the confirmation, and nothing after it', async () => {
    const { isOpen, opens } = aGate();
    const server = await world.aServer({ answer: { reply: 'Ecco i tuoi punti' }, after: isOpen });
    await world.published({ brand: 'caffe-aurora', word: 'PENSA', settings: { url: server.url } });
    const paolo = world.somebody('39333');
    await paolo.texts('48400', 'PENSA');
    await until('the server was asked', () => server.asked().length === 1);
    world.clock.advance(1_000);
    await paolo.texts('48400', 'STOP');
    const [confirmation] = await hears(paolo, 1);
    opens();
    await until('the answer came', async () => (await newestCall())?.state === 'answered');
    await world.settle();
    expect(await paolo.received()).toEqual([confirmation]);
  });
});

describe('no brand waits for another', () => {
  test('KW-13 brand A hangs, and nobody who asks brand B waits for it', async () => {
    const slow = await world.aServer('hangs');
    const quick = await world.aServer({ answer: { reply: 'Subito!' } });
    await world.published({ brand: 'radio-shahr', word: 'KOND', settings: { url: slow.url } });
    await world.published({ brand: 'caffe-aurora', word: 'RAPIDO', settings: { url: quick.url } });
    await Promise.all(Array.from({ length: 60 }, () => world.somebody().texts('2050', 'KOND')));
    await until('brand A’s server hangs', () => slow.asked().length >= 16);
    // Whoever waited for brand A would wait until one of its calls was over. On a slow machine some end by themselves meanwhile.
    let didNotWait = 0;
    for (let asked = 0; asked < 15 || didNotWait < 5; asked++) {
      const person = world.somebody('39333');
      const before = slow.ended();
      await person.texts('48400', 'RAPIDO');
      expect(await hears(person, 1)).toEqual(['Subito!']);
      if (slow.ended() === before) didNotWait++;
    }
    expect(slow.mostOpen()).toBe(16);
  });
});

describe('a brand’s server may not be one of ours', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/',
    'https://[::1]/',
    'http://1.1.1.1:22/',
  ])('SEC-03 a campaign that would ask %s is not published', async (url) => {
    const word = `SICURO${url.length}`;
    const id = await world.made({ brand: 'caffe-aurora', word, settings: { url } });
    const { status, text } = await world.api.post(`/campaigns/${id}/publish`);
    expect([status, text]).toEqual([422, expect.stringMatching(/private|ports/)]);
  });

  test('SEC-03 what was allowed when it was published and is no more is not called; the person is told at once', async () => {
    const server = await world.aServer({ answer: { reply: 'x' } });
    const id = await world.published({
      brand: 'caffe-aurora',
      word: 'VIETATO',
      settings: { url: server.url },
    });
    await world.database.sql.run({
      text: `update campaigns set settings = jsonb_set(settings, '{url}', '"http://10.0.0.1/"') where id = $1`,
      values: [id],
    });
    const elena = world.somebody('39333');
    await elena.texts('48400', 'VIETATO');
    await until('the call failed', async () => (await newestCall())?.state === 'failed');
    await world.settle();
    expect(await elena.received()).toEqual([expect.stringContaining('Caffè Aurora')]);
    expect((await newestCall())?.reason).toMatch(/private/);
  });

  test('SEC-03 what signs a brand’s questions is nobody else’s, and a new one holds from the next question', async () => {
    const before = (await world.api.get('/calls/secret?brand=radio-shahr')).body as { secret: string };
    const other = (await world.api.get('/calls/secret?brand=caffe-aurora')).body as { secret: string };
    expect(before.secret).not.toBe(other.secret);
    const after = (await world.api.post('/calls/secret', { brand: 'caffe-aurora' })).body as {
      secret: string;
    };
    expect(after.secret).not.toBe(other.secret);
    const server = await world.aServer({ answer: { reply: 'ciao' } });
    await world.published({ brand: 'caffe-aurora', word: 'FIRMA', settings: { url: server.url } });
    const carla = world.somebody('39333');
    await carla.texts('48400', 'FIRMA');
    await hears(carla, 1);
    const [asked] = server.asked();
    if (!asked) throw new Error('nobody asked');
    const nowMs = world.clock.now().getTime();
    expect([isGenuine(asked, after.secret, nowMs), isGenuine(asked, other.secret, nowMs)]).toEqual([
      true,
      false,
    ]);
  });
});
