import { createWorld, type World } from '../support/world';

interface ImportReport {
  readonly counts: Record<string, number>;
  readonly lines: readonly { line: number; msisdn: string; result: string; detail?: string }[];
}

describe('lists, and who is on them', () => {
  let world: World;
  let newsId: number;
  let naderi: string;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    await world.settle();
    const lists = (await world.api.get('/lists')).body as {
      items: { id: number; key: string; shortcode: string }[];
    };
    newsId = lists.items.find(({ key, shortcode }) => key === 'news' && shortcode === '48400')?.id ?? 0;
    const key = await world.api.post('/api-keys', { name: 'naderi', role: 'brand', brand: 'kafe-naderi' });
    naderi = `Bearer ${(key.body as { key: string }).key}`;
  });
  afterAll(() => world.close());

  const importInto = async (id: number, csv: string | Buffer, authorization = `Bearer ${world.adminKey}`) =>
    world.http
      .post(`/api/v1/lists/${id}/members/import?file=friends.csv`)
      .set('authorization', authorization)
      .type('text/csv')
      .send(csv);
  const members = async (id: number): Promise<(string | null)[]> => {
    const { items } = (await world.api.get(`/lists/${id}/members`)).body as {
      items: { msisdn: string | null }[];
    };
    return items.map(({ msisdn }) => msisdn);
  };

  test('NWS-01 a brand has several lists on one code, and each has a word of its own', async () => {
    const made = await world.api.post('/lists', {
      brand: 'radio-shahr',
      shortcode: '2050',
      name: 'Sport',
      frequency: 'daily',
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      brand: 'radio-shahr',
      shortcode: '2050',
      name: 'Sport',
      key: 'sport',
      doubleOptIn: null,
    });
    const { id } = made.body as { id: number };
    const changed = await world.api.patch(`/lists/${id}`, { frequency: 'weekly', doubleOptIn: false });
    expect(changed.body).toMatchObject({
      name: 'Sport',
      key: 'sport',
      frequency: 'weekly',
      doubleOptIn: false,
    });
    expect((await world.api.patch(`/lists/${id}`, { doubleOptIn: null })).body).toMatchObject({
      doubleOptIn: null,
      frequency: 'weekly',
    });
    expect((await world.api.get(`/lists/${id}`)).body).toMatchObject({ id, frequency: 'weekly' });
    const again = await world.api.post('/lists', { brand: 'kafe-naderi', shortcode: '2050', name: 'SPORT!' });
    expect(again.body).toMatchObject({ status: 409, code: 'CONFLICT' });
  });

  test.each([
    ['a word of the rules', { name: 'ALL', key: 'STOP' }, 'KEYWORD_RESERVED'],
    ['a word in another alphabet that the rules own', { name: 'خاموش' }, 'KEYWORD_RESERVED'],
    ['no word at all', { name: '…' }, 'VALIDATION_FAILED'],
    ['a brand that does not exist', { brand: 'nobody' }, 'NOT_FOUND'],
    ['a code that does not exist', { shortcode: '9999' }, 'NOT_FOUND'],
    ["another brand's dedicated code", { shortcode: '48400' }, 'VALIDATION_FAILED'],
    ['a key that is not ours to choose', { id: 7 }, 'VALIDATION_FAILED'],
  ])('a list named by %s is refused', async (_, change, code) => {
    const response = await world.api.post('/lists', {
      brand: 'radio-shahr',
      shortcode: '2050',
      name: 'Culture',
      ...change,
    });
    expect(response.body).toMatchObject({ code });
  });

  test('OPT-07 an import skips and reports whoever opted out, and lifts nothing', async () => {
    const gone = world.subscriber('393331000001');
    const back = world.subscriber('393331000002');
    await gone.texts('48400', 'NEWS');
    await gone.texts('48400', 'STOP');
    await back.texts('48400', 'BASTA');
    await back.texts('48400', 'NEWS'); // came back by their own word
    const csv = [
      'msisdn,language',
      '+39 333 100 0001,it',
      '3331000002,',
      '+393331000003,it',
      '3331000003,en',
      'Mario,it',
      '393331000004,xx',
    ].join('\n');
    const response = await importInto(newsId, csv);
    expect(response.status).toBe(200);
    const report = response.body as ImportReport;
    expect(report.lines.map(({ line, result }) => [line, result])).toEqual([
      [2, 'opted_out'],
      [3, 'duplicate'],
      [4, 'imported'],
      [5, 'duplicate'],
      [6, 'invalid'],
      [7, 'invalid'],
    ]);
    expect(report.counts).toEqual({ imported: 1, duplicate: 2, opted_out: 1, invalid: 2 });
    expect((await members(newsId)).sort()).toEqual(['393331000002', '393331000003']);
    const refused = await world.api.post('/messages', {
      brand: 'caffe-aurora',
      from: '48400',
      to: gone.msisdn,
      text: 'Offerta!',
      class: 'promotional',
      list: newsId,
    });
    expect(refused.body).toMatchObject({ code: 'RECIPIENT_OPTED_OUT' });
  });

  test('OPT-08 what an import says stands in the ledger with its file and line, and twice is once', async () => {
    await importInto(newsId, 'msisdn\n393331000005\n');
    const again = (await importInto(newsId, 'msisdn\n393331000005\n')).body as ImportReport;
    expect(again.lines).toEqual([
      { line: 2, msisdn: '393331000005', result: 'duplicate', detail: 'is on the list already' },
    ]);
    const pack = await world.api.get('/consents/393331000005/evidence');
    const { items } = pack.body as { items: { hashed: object; evidence: object }[] };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      hashed: { event: 'opt_in', channel: 'import', scope: `list:${newsId}`, profile: 'it' },
      evidence: { file: 'friends.csv', line: 2, importedBy: expect.stringMatching(/./) as string },
    });
  });

  test('OPT-02 STOP ALL on another code takes people off the list', async () => {
    const person = world.subscriber('393331000006');
    await person.texts('48400', 'NEWS');
    expect(await members(newsId)).toContain(person.msisdn);
    await person.texts('2050', 'STOP ALL');
    expect(await members(newsId)).not.toContain(person.msisdn);
  });

  test('members are paged, and masked for a brand', async () => {
    const made = await world.api.post('/lists', { brand: 'kafe-naderi', shortcode: '2050', name: 'Guests' });
    const { id } = made.body as { id: number };
    const csv = ['msisdn', ...Array.from({ length: 5 }, (_, n) => `98912200000${n}`)].join('\r\n');
    expect(((await importInto(id, csv, naderi)).body as ImportReport).counts).toMatchObject({ imported: 5 });
    const seen: (string | null)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await world.http
        .get(`/api/v1/lists/${id}/members?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
        .set('authorization', naderi);
      const { items, next } = page.body as { items: { msisdn: string | null }[]; next: string | null };
      seen.push(...items.map(({ msisdn }) => msisdn));
      cursor = next;
    }
    expect(seen.sort()).toEqual(Array.from({ length: 5 }, (_, n) => `98912***000${n}`));
  });

  test("a brand sees its own lists only, and nobody else's members", async () => {
    const { items } = (await world.http.get('/api/v1/lists').set('authorization', naderi)).body as {
      items: { brand: string }[];
    };
    expect(new Set(items.map(({ brand }) => brand))).toEqual(new Set(['kafe-naderi']));
    expect(
      (await world.http.get(`/api/v1/lists/${newsId}/members`).set('authorization', naderi)).status,
    ).toBe(404);
    expect((await importInto(newsId, 'msisdn\n393331000009\n', naderi)).status).toBe(404);
  });

  test.each([
    ['a header without msisdn', 'phone\n1\n', 422, 'VALIDATION_FAILED'],
    ['a column nobody knows', 'msisdn,age\n1,2\n', 422, 'VALIDATION_FAILED'],
    ['a line without end', `msisdn\n${'9'.repeat(20_000)}\n`, 400, 'MALFORMED'],
    ['a quote that never closes', 'msisdn\n"393331000007\n', 400, 'MALFORMED'],
    ['more lines than anybody imports', `msisdn\n${'1\n'.repeat(100_001)}`, 413, 'TOO_LARGE'],
    ['eleven megabytes', `msisdn\n${`${'1'.repeat(8_999)}\n`.repeat(1_200)}`, 413, 'TOO_LARGE'],
  ])('%s is a named fault', async (_, csv, status, code) => {
    const response = await importInto(newsId, csv);
    expect(response.body).toMatchObject({ status, code });
  });

  test('a file of bytes that are no text, or of nothing, does no harm', async () => {
    const noise = (
      await importInto(
        newsId,
        Buffer.concat([Buffer.from('msisdn\n'), Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x0a])]),
      )
    ).body as ImportReport;
    expect(noise.counts).toMatchObject({ imported: 0, invalid: 1 });
    expect(((await importInto(newsId, 'msisdn\n')).body as ImportReport).lines).toEqual([]);
    const json = await world.api.post(`/lists/${newsId}/members/import`, { msisdn: '1' });
    expect(json.body).toMatchObject({ status: 415, code: 'UNSUPPORTED_TYPE' });
  });
});
