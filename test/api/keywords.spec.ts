import { createWorld, type World } from '../support/world';

const NOW = '2026-05-01T08:00:00.000Z';

let world: World;
beforeAll(async () => {
  world = await createWorld({ demo: false, now: NOW });
  world.clock.freeze(NOW);
  for (const [code, name] of [
    ['lotus', 'Lotus Radio'],
    ['cafe', 'کافه نادری'],
  ]) {
    await world.api.post('/brands', { code, name, contact: '021-8800' }).expect(201);
  }
  await world.api.post('/operators', { code: 'mci', name: 'همراه اول', country: 'IR' }).expect(201);
});
afterAll(() => world.close());

let codes = 3000;
/** A code of its own for each test, so that no word of another is in its way. */
async function aCode(own: object = {}): Promise<string> {
  const number = String(++codes);
  await world.api.post('/shortcodes', { number, kind: 'shared', profile: 'ir', ...own }).expect(201);
  return number;
}

const lease = (shortcode: string, word: string, own: object = {}) =>
  world.api.post('/keywords', { shortcode, brand: 'lotus', word, ...own });

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

async function draft(shortcode: string, keywords: unknown[], own: object = {}): Promise<number> {
  const { body } = await aCampaign(shortcode, keywords, own).expect(201);
  return (body as { id: number }).id;
}

const act = (id: number, name: string) => world.api.post(`/campaigns/${id}/${name}`);

async function published(shortcode: string, keywords: unknown[], own: object = {}): Promise<number> {
  const id = await draft(shortcode, keywords, own);
  await act(id, 'publish').expect(200);
  return id;
}

async function aList(shortcode: string, name: string): Promise<number> {
  const [row] = await world.database.sql.query<{ id: number }>({
    text: `insert into lists (brand_id, shortcode_id, name, key)
           select b.id, s.id, $2, lower($2) from brands b, shortcodes s where b.code = 'lotus' and s.number = $1 returning id`,
    values: [shortcode, name],
  });
  return row?.id ?? 0;
}

describe('the registry', () => {
  test('KW-02 a keyword is leased with its key, its aliases and its time', async () => {
    const code = await aCode();
    const { body } = await lease(code, 'News', {
      language: 'en',
      aliases: [
        { word: 'خبر', language: 'fa' },
        { word: 'Novità', language: 'it' },
      ],
      leasedUntil: '2026-08-01T00:00:00+04:30',
    }).expect(201);
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
  ])('%s: %s is taken when %s is wanted, and the answer names the other side', async (_, existing, wanted) => {
    const code = await aCode();
    await lease(code, existing, { leasedUntil: '2026-06-01T00:00:00Z' }).expect(201);
    const { body } = await lease(code, wanted, { brand: 'cafe' }).expect(409);
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
  });

  test('KW-02 after the lease a word rests for the days of its code, aliases too, and is free then', async () => {
    const code = await aCode({ quarantineDays: 10 });
    const { body } = await lease(code, 'SUMMER', { aliases: [{ word: 'تابستان', language: 'fa' }] }).expect(201);
    const ended = await world.api
      .patch(`/keywords/${(body as { id: number }).id}`, { leasedUntil: '2026-05-02T00:00:00Z' })
      .expect(200);
    expect(ended.body).toMatchObject({ leasedUntil: '2026-05-02T00:00:00.000Z', freeFrom: '2026-05-12T00:00:00.000Z' });
    for (const word of ['summer', 'تابستان']) {
      await lease(code, word, { brand: 'cafe', leasedFrom: '2026-05-11T23:59:59Z' }).expect(409);
      await lease(code, word, { brand: 'cafe', leasedFrom: '2026-05-12T00:00:00Z' }).expect(201);
    }
  });

  test('a lease is not prolonged over the next one’s', async () => {
    const code = await aCode({ quarantineDays: 0 });
    const { body } = await lease(code, 'QUIZ', { leasedUntil: '2026-06-01T00:00:00Z' }).expect(201);
    await lease(code, 'QUIZ', { brand: 'cafe', leasedFrom: '2026-06-01T00:00:00Z' }).expect(201);
    const refused = await world.api.patch(`/keywords/${(body as { id: number }).id}`, { leasedUntil: null }).expect(409);
    expect(refused.body).toMatchObject({ code: 'KEYWORD_TAKEN', taken: [{ brand: 'کافه نادری' }] });
    await world.api.patch(`/keywords/${(body as { id: number }).id}`, { leasedUntil: NOW }).expect(422);
  });

  test('an array is answered in order, and all of it or nothing is entered', async () => {
    const code = await aCode();
    const asked = Array.from({ length: 1_000 }, (_, at) => ({ shortcode: code, brand: 'lotus', word: `word${(at * 7919) % 1_000}` }));
    const { body } = await world.api.post('/keywords', asked).expect(201);
    expect((body as { word: string }[]).map(({ word }) => word)).toEqual(asked.map(({ word }) => word));
    const more = [{ shortcode: code, brand: 'cafe', word: 'fresh' }, { shortcode: code, brand: 'cafe', word: 'WORD7' }];
    const refused = await world.api.post('/keywords', more).expect(409);
    expect(refused.body).toMatchObject({ errors: [{ path: '[1].word' }], taken: [{ path: '[1].word', word: 'word7' }] });
    await lease(code, 'fresh').expect(201);
    await world.api.post('/keywords', [...asked, ...asked]).expect(422);
  });

  test('one request cannot ask for a word twice, in whatever spelling', async () => {
    const code = await aCode();
    const twice = await world.api.post('/keywords', [
      { shortcode: code, brand: 'lotus', word: 'یک' },
      { shortcode: code, brand: 'cafe', word: 'x', aliases: [{ word: 'يك', language: 'ar' }] },
    ]);
    expect(twice.body).toMatchObject({ code: 'KEYWORD_TAKEN', taken: [{ path: '[1].aliases[0].word', brand: 'Lotus Radio' }] });
  });

  test('of ten who want a word in one moment, one gets it and the others are told who', async () => {
    const code = await aCode();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => lease(code, at % 2 ? 'RUSH' : 'ｒｕｓｈ', { brand: at % 2 ? 'cafe' : 'lotus' })),
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
      const code = await aCode();
      const alone = await lease(code, word).expect(422);
      expect(alone.body).toMatchObject({ code: 'KEYWORD_RESERVED', errors: [{ path: 'word' }] });
      const alias = await lease(code, 'PLAIN', { aliases: [{ word, language: 'fa' }] }).expect(422);
      expect(alias.body).toMatchObject({ code: 'KEYWORD_RESERVED', errors: [{ path: 'aliases[0].word' }] });
    },
  );

  test.each(['', '   ', '🎺🦆', '👋🏾', 'a b c d e', 'x'.repeat(41)])('kv: %p cannot be a keyword', async (word) => {
    const { body } = await lease(await aCode(), word).expect(422);
    expect(body).toMatchObject({ code: 'KEYWORD_INVALID', errors: [{ path: 'word' }] });
  });

  test('a printed code’s shape is a keyword of its own kind', async () => {
    const code = await aCode();
    const { body } = await lease(code, 'aa99xx', { mode: 'pattern' }).expect(201);
    expect(body).toMatchObject({ word: 'AA99XX', key: 'aa99xx', mode: 'pattern' });
    for (const word of ['AAA', 'AAAA', 'AB99', 'A'.repeat(21)]) await lease(code, word, { mode: 'pattern' }).expect(422);
    await lease(code, 'WIN9', { mode: 'glued' }).expect(422);
    await lease(code, 'جایزه', { mode: 'glued' }).expect(201);
  });

  test('KW-01 on a dedicated code only its owner may lease', async () => {
    const code = await aCode({ kind: 'dedicated', brand: 'lotus' });
    const { body } = await lease(code, 'QUIZ', { brand: 'cafe' }).expect(422);
    expect(body).toMatchObject({ errors: [{ path: 'brand' }] });
    const own = await world.api.post('/keywords', { shortcode: code, word: 'QUIZ' }).expect(201);
    expect(own.body).toMatchObject({ brand: 'lotus' });
  });
});

describe('KW-17 the collision report', () => {
  const check = async (shortcode: string, word: string) => {
    const { body } = await world.api.get('/keywords/check').query({ shortcode, word }).expect(200);
    return (body as { entries: { word: string; brand: string | null; severity: string; why: string }[] }).entries;
  };

  test('STOPPER is warned of STOP, NEWS of NEW, a slip of its neighbour; nothing of it is a conflict', async () => {
    const code = await aCode();
    await lease(code, 'NEW').expect(201);
    await lease(code, 'VOTE', { brand: 'cafe' }).expect(201);
    expect(await check(code, 'STOPPER')).toContainEqual(expect.objectContaining({ word: 'STOP', brand: null, severity: 'warning' }));
    expect(await check(code, 'NEWS')).toContainEqual(expect.objectContaining({ word: 'NEW', brand: 'Lotus Radio', severity: 'warning' }));
    expect(await check(code, 'VOTR')).toContainEqual(expect.objectContaining({ word: 'VOTE', brand: 'کافه نادری', severity: 'warning' }));
    expect(await check(code, 'UMBRELLA')).toEqual([]);
  });

  test('the same key and a reserved word are conflicts, and come first', async () => {
    const code = await aCode();
    await lease(code, 'یک').expect(201);
    expect((await check(code, 'يك'))[0]).toMatchObject({ word: 'یک', brand: 'Lotus Radio', severity: 'conflict' });
    expect((await check(code, 'خاموش'))[0]).toMatchObject({ brand: null, severity: 'conflict' });
  });

  test('publishing says what the words come close to', async () => {
    const code = await aCode();
    await lease(code, 'STOPPER').expect(201);
    const { body } = await act(await draft(code, ['STOPPER']), 'publish').expect(200);
    expect((body as { warnings: unknown[] }).warnings).toContainEqual(expect.objectContaining({ word: 'STOP', severity: 'warning' }));
  });
});

describe('acceptance cases of keyword-validity, where a campaign uses a keyword', () => {
  test('kv20 a second campaign for the same keyword and everybody is refused while the first is on', async () => {
    const code = await aCode();
    await lease(code, 'LOCK').expect(201);
    await published(code, ['LOCK'], { name: 'the first' });
    const { body } = await act(await draft(code, ['lock']), 'publish').expect(422);
    expect(body).toMatchObject({ code: 'CAMPAIGN_NOT_PUBLISHABLE', errors: [{ path: 'keywords[0]' }] });
    expect((body as { detail: string }).detail).toContain('the first');
  });

  test('kv21 the same keyword for one operator is accepted beside the one for all', async () => {
    const code = await aCode();
    await lease(code, 'LOCK').expect(201);
    await published(code, ['LOCK']);
    await published(code, [{ word: 'LOCK', operator: 'mci' }]);
  });

  test('kv23 including and excluding one list is refused', async () => {
    const code = await aCode();
    const list = await aList(code, 'VIP');
    const { body } = await aCampaign(code, [{ word: 'LOCK', includeList: list, excludeList: 'vip' }]).expect(422);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'keywords[0]' }] });
  });

  test('kv24 two campaigns that share one audience overlap, through an alias too', async () => {
    const code = await aCode();
    const [a, b] = [await aList(code, 'A'), await aList(code, 'B')];
    await lease(code, 'OPENING', { aliases: [{ word: 'BEGINNING', language: 'en' }] }).expect(201);
    await published(code, [{ word: 'OPENING', includeList: a }]);
    const overlapping = await draft(code, [
      { word: 'BEGINNING', includeList: b },
      { word: 'BEGINNING', includeList: a },
    ]);
    const { body } = await act(overlapping, 'publish').expect(422);
    expect(body).toMatchObject({ errors: [{ path: 'keywords[1]' }] });
    await published(code, [{ word: 'BEGINNING', includeList: b }]);
  });

  test('kv26 the keyword of a closed campaign is free for another', async () => {
    const code = await aCode();
    await lease(code, 'LOCK').expect(201);
    await act(await published(code, ['LOCK']), 'close').expect(200);
    await published(code, ['LOCK']);
  });

  test('kv27 the keyword of a discarded draft is free for another', async () => {
    const code = await aCode();
    await lease(code, 'LOCK').expect(201);
    const id = await draft(code, ['LOCK']);
    await world.api.delete(`/campaigns/${id}`).expect(204);
    await world.api.get(`/campaigns/${id}`).expect(404);
    await published(code, ['LOCK']);
  });

  test('kv29 one campaign cannot have a keyword twice, in whatever spelling', async () => {
    const { body } = await aCampaign(await aCode(), ['کد', 'LOCK', 'كد']).expect(422);
    expect(body).toMatchObject({ errors: [{ path: 'keywords[2]' }] });
  });

  test('kv30 two campaigns may have the same second word behind keywords of their own', async () => {
    const code = await aCode();
    await lease(code, 'PLAY LOCK').expect(201);
    await lease(code, 'QUIZ LOCK').expect(201);
    await published(code, ['PLAY LOCK']);
    await published(code, ['QUIZ LOCK']);
  });

  test('kv35 a paused campaign whose keyword was taken meanwhile does not come back', async () => {
    const code = await aCode({ quarantineDays: 0 });
    const { body } = await lease(code, 'LOCK').expect(201);
    const mine = await published(code, ['LOCK']);
    await act(mine, 'pause').expect(200);
    await world.api.patch(`/keywords/${(body as { id: number }).id}`, { leasedUntil: '2026-05-01T09:00:00Z' }).expect(200);
    await lease(code, 'LOCK', { brand: 'cafe', leasedFrom: '2026-05-01T09:00:00Z' }).expect(201);
    const refused = await act(mine, 'resume').expect(422);
    expect(refused.body).toMatchObject({ code: 'CAMPAIGN_NOT_PUBLISHABLE', errors: [{ path: 'keywords[0]' }] });
    expect((refused.body as { detail: string }).detail).toContain('کافه نادری');
    await act(mine, 'close').expect(200);
    await act(mine, 'resume').expect(409);
  });

  test('kw5 a window that ends before it begins is refused at save', async () => {
    const window = { opensAt: '2000-01-01T00:00:00Z', closesAt: '1970-01-01T00:00:00Z' };
    const { body } = await aCampaign(await aCode(), ['LOCK'], window).expect(422);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'closesAt' }] });
  });
});
