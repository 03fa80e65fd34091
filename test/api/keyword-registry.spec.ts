import { NOW, openRegistry, type Registry } from '../support/registry';
import { createWorld, type World } from '../support/world';

let world: World;
let registry: Registry;
beforeAll(async () => {
  world = await createWorld({ demo: false, now: NOW });
  registry = await openRegistry(world);
});
afterAll(() => world.close());

describe('the registry', () => {
  test('KW-02 a keyword is leased with its key, its aliases and its time', async () => {
    const code = await registry.aCode();
    const { body } = await registry
      .lease(code, 'News', {
        language: 'en',
        aliases: [
          { word: 'خبر', language: 'fa' },
          { word: 'Novità', language: 'it' },
        ],
        leasedUntil: '2026-08-01T00:00:00+04:30',
      })
      .expect(201);
    expect(body).toMatchObject({
      shortcode: code,
      brand: 'lotus',
      word: 'News',
      key: 'news',
      mode: 'first',
      leasedFrom: NOW,
      leasedUntil: '2026-07-31T19:30:00.000Z',
      freeFrom: '2026-08-30T19:30:00.000Z',
      aliases: [
        { key: 'novita', language: 'it' },
        { key: 'خبر', language: 'fa' },
      ],
    });
    const read = await world.api.get(`/keywords/${(body as { id: number }).id}`).expect(200);
    expect(read.body).toEqual(body);
  });

  test.each([
    ['kv32', 'کد', 'كد'],
    ['kv33', 'win۱', 'WIN1'],
    ['KW-02 full width', 'WIN', 'ＷＩＮ'],
    ['KW-02 yeh', 'یک', 'يک'],
    ['KW-02 accents', 'caffe', 'CAFFÈ'],
    ['KW-02 marks around it', 'vote now', ' Vote–now! '],
  ])(
    '%s: %s is taken when %s is wanted, and the answer names the other side',
    async (_, existing, wanted) => {
      const code = await registry.aCode();
      await registry.lease(code, existing, { leasedUntil: '2026-06-01T00:00:00Z' }).expect(201);
      const { body } = await registry.lease(code, wanted, { brand: 'cafe' }).expect(409);
      expect(body).toMatchObject({
        code: 'KEYWORD_TAKEN',
        errors: [{ path: 'word' }],
        taken: [
          {
            word: existing,
            brand: 'Lotus Radio',
            shortcode: code,
            leasedFrom: NOW,
            leasedUntil: '2026-06-01T00:00:00.000Z',
            freeFrom: '2026-07-01T00:00:00.000Z',
          },
        ],
      });
    },
  );

  test('KW-02 after the lease a word rests for the days of its code, aliases too, and is free then', async () => {
    const code = await registry.aCode({ quarantineDays: 10 });
    const { body } = await registry
      .lease(code, 'SUMMER', { aliases: [{ word: 'تابستان', language: 'fa' }] })
      .expect(201);
    const ended = await world.api
      .patch(`/keywords/${(body as { id: number }).id}`, { leasedUntil: '2026-05-02T00:00:00Z' })
      .expect(200);
    expect(ended.body).toMatchObject({
      leasedUntil: '2026-05-02T00:00:00.000Z',
      freeFrom: '2026-05-12T00:00:00.000Z',
    });
    for (const word of ['summer', 'تابستان']) {
      await registry.lease(code, word, { brand: 'cafe', leasedFrom: '2026-05-11T23:59:59Z' }).expect(409);
      await registry.lease(code, word, { brand: 'cafe', leasedFrom: '2026-05-12T00:00:00Z' }).expect(201);
    }
  });

  test('a lease is not prolonged over the next one’s', async () => {
    const code = await registry.aCode({ quarantineDays: 0 });
    const { body } = await registry.lease(code, 'QUIZ', { leasedUntil: '2026-06-01T00:00:00Z' }).expect(201);
    await registry.lease(code, 'QUIZ', { brand: 'cafe', leasedFrom: '2026-06-01T00:00:00Z' }).expect(201);
    const refused = await world.api
      .patch(`/keywords/${(body as { id: number }).id}`, { leasedUntil: null })
      .expect(409);
    expect(refused.body).toMatchObject({ code: 'KEYWORD_TAKEN', taken: [{ brand: 'کافه نادری' }] });
    await world.api.patch(`/keywords/${(body as { id: number }).id}`, { leasedUntil: NOW }).expect(422);
  });

  test('an array is answered in order, and all of it or nothing is entered', async () => {
    const code = await registry.aCode();
    const asked = Array.from({ length: 1_000 }, (_, at) => ({
      shortcode: code,
      brand: 'lotus',
      word: `word${(at * 7919) % 1_000}`,
    }));
    const { body } = await world.api.post('/keywords', asked).expect(201);
    expect((body as { word: string }[]).map(({ word }) => word)).toEqual(asked.map(({ word }) => word));
    const more = [
      { shortcode: code, brand: 'cafe', word: 'fresh' },
      { shortcode: code, brand: 'cafe', word: 'WORD7' },
    ];
    const refused = await world.api.post('/keywords', more).expect(409);
    expect(refused.body).toMatchObject({
      errors: [{ path: '[1].word' }],
      taken: [{ path: '[1].word', word: 'word7' }],
    });
    await registry.lease(code, 'fresh').expect(201);
    await world.api.post('/keywords', [...asked, ...asked]).expect(422);
  });

  test('one request cannot ask for a word twice, in whatever spelling', async () => {
    const code = await registry.aCode();
    const twice = await world.api.post('/keywords', [
      { shortcode: code, brand: 'lotus', word: 'یک' },
      { shortcode: code, brand: 'cafe', word: 'x', aliases: [{ word: 'يك', language: 'ar' }] },
    ]);
    expect(twice.body).toMatchObject({
      code: 'KEYWORD_TAKEN',
      taken: [{ path: '[1].aliases[0].word', brand: 'Lotus Radio' }],
    });
  });

  test('of ten who want a word in one moment, one gets it and the others are told who', async () => {
    const code = await registry.aCode();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        registry.lease(code, at % 2 ? 'RUSH' : 'ｒｕｓｈ', { brand: at % 2 ? 'cafe' : 'lotus' }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(9).fill(409)]);
    for (const { body, status } of answers) {
      if (status === 409) expect(body).toMatchObject({ code: 'KEYWORD_TAKEN', taken: [{ shortcode: code }] });
    }
  });

  test.each(['خاموش', 'STOP', 'INFO', '11', 'لغو ۱۱', 's t o p', 'ANNULLA', 'إلغاء'])(
    'KW-05 %s cannot be leased, alone or as an alias',
    async (word) => {
      const code = await registry.aCode();
      const alone = await registry.lease(code, word).expect(422);
      expect(alone.body).toMatchObject({ code: 'KEYWORD_RESERVED', errors: [{ path: 'word' }] });
      const alias = await registry.lease(code, 'PLAIN', { aliases: [{ word, language: 'fa' }] }).expect(422);
      expect(alias.body).toMatchObject({ code: 'KEYWORD_RESERVED', errors: [{ path: 'aliases[0].word' }] });
    },
  );

  test.each(['', '   ', '🎺🦆', '👋🏾', 'a b c d e', 'x'.repeat(41)])(
    'kv: %p cannot be a keyword',
    async (word) => {
      const { body } = await registry.lease(await registry.aCode(), word).expect(422);
      expect(body).toMatchObject({ code: 'KEYWORD_INVALID', errors: [{ path: 'word' }] });
    },
  );

  test('a printed code’s shape is a keyword of its own kind', async () => {
    const code = await registry.aCode();
    const { body } = await registry.lease(code, 'aa99xx', { mode: 'pattern' }).expect(201);
    expect(body).toMatchObject({ word: 'AA99XX', key: 'aa99xx', mode: 'pattern' });
    for (const word of ['AAA', 'AAAA', 'AB99', 'A'.repeat(21)])
      await registry.lease(code, word, { mode: 'pattern' }).expect(422);
    await registry.lease(code, 'WIN9', { mode: 'glued' }).expect(422);
    await registry.lease(code, 'جایزه', { mode: 'glued' }).expect(201);
  });

  test('KW-01 on a dedicated code only its owner may lease', async () => {
    const code = await registry.aCode({ kind: 'dedicated', brand: 'lotus' });
    const { body } = await registry.lease(code, 'QUIZ', { brand: 'cafe' }).expect(422);
    expect(body).toMatchObject({ errors: [{ path: 'brand' }] });
    const own = await world.api.post('/keywords', { shortcode: code, word: 'QUIZ' }).expect(201);
    expect(own.body).toMatchObject({ brand: 'lotus' });
  });
});
