import { createWorld, type World } from '../support/world';

type Event = Readonly<Record<string, unknown>> & { readonly type: string; readonly at: string };

describe('why somebody got what they got', () => {
  let world: World;
  let aurora: string;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    const key = await world.api.post('/api-keys', { name: 'aurora', role: 'brand', brand: 'caffe-aurora' });
    aurora = `Bearer ${(key.body as { key: string }).key}`;
    await world.settle();
  });
  afterAll(() => world.close());

  test('KW-15 explain decides as the engine does, says who lost and why, and changes nothing', async () => {
    const counts = () =>
      world.database.sql.query({
        text: 'select (select count(*) from subscribers) s, (select count(*) from texts) t, (select count(*) from outbound) o, (select count(*) from consents) c',
      });
    const before = await counts();
    const ask = async (text: string, from = '989122000030') =>
      (await world.api.post('/explain', { shortcode: '2050', from, text })).body as Event;
    expect(await ask('خبر')).toMatchObject({
      because: 'asked to join, and was asked to confirm',
      rule: 'keyword',
      campaign: 'خبرهای رادیو شهر',
      candidates: [{ keyword: 'خبر', campaign: 'خبرهای رادیو شهر', won: true }],
    });
    expect(await ask('STOP')).toMatchObject({ rule: 'reserved word', because: 'asked to stop' });
    expect(await ask('')).toMatchObject({ rule: 'reserved word', because: 'asked what there is' });
    expect(await ask('NEWS', 'MyBank')).toMatchObject({ rule: 'silence', effects: [] });
    expect(await counts()).toEqual(before);
    expect((await world.api.post('/explain', { shortcode: '2050', from: '', text: 'x' })).status).toBe(422);
    expect(
      (await world.api.post('/explain', { shortcode: '99999', from: '989122000030', text: 'x' })).status,
    ).toBe(404);
    expect(
      (
        await world.api.post('/explain', {
          shortcode: '2050',
          from: '989122000030',
          text: 'x',
          at: '2026-13-01',
        })
      ).status,
    ).toBe(422);
  });

  test('KW-15 explain knows the person, and the day', async () => {
    const person = world.subscriber('393332000031');
    await person.texts('48400', 'NEWS');
    const ask = async (more: object) =>
      (await world.api.post('/explain', { shortcode: '48400', from: person.msisdn, text: 'NEWS', ...more }))
        .body as Event;
    expect(await ask({})).toMatchObject({ because: 'is on the list already' });
    expect(await ask({ at: '2020-01-01T00:00:00Z' })).not.toMatchObject({
      because: 'is on the list already',
    });
    const foreign = await world.http
      .post('/api/v1/explain')
      .set('authorization', aurora)
      .send({ shortcode: '2050', from: '989122000030', text: 'x' });
    expect(foreign.status).toBe(404);
  });

  test('KW-15 every stored text is decided the same way again, whatever has been changed since', async () => {
    const said: [string, string, string][] = [
      ['393332000040', '48400', 'NEWS'],
      ['393332000040', '48400', 'NEWS'],
      ['393332000040', '48400', 'STATUS'],
      ['393332000040', '48400', 'qualcosa di strano'],
      ['393332000040', '48400', 'STOP'],
      ['393332000040', '48400', 'STOP'],
      ['989122000040', '2050', 'JOIN'],
      ['989122000040', '2050', 'پیشنهاد'],
      ['989122000040', '2050', 'بله'],
      ['989122000040', '2050', 'لغو ۱۱'],
      ['966512000040', '70070', 'أخبار'],
      ['966512000040', '70070', 'HELO'],
      ['966512000040', '70070', 'YES'],
    ];
    const ids: string[] = [];
    for (const [from, to, text] of said) {
      ids.push(await world.subscriber(from).texts(to, text));
      world.clock.advance(1_000);
    }
    await world.database.sql.run({ text: `update brands set name = name || ' 2'` });
    await world.database.sql.run({ text: `update campaigns set state = 'paused'` });
    for (const [at, id] of ids.entries()) {
      const replay = (await world.api.get(`/texts/${id}/replay`)).body as {
        same: boolean;
        then: object;
        now: object;
      };
      expect({ said: said[at], ...replay }).toMatchObject({ same: true, now: replay.then });
    }
    await world.database.sql.run({ text: `update campaigns set state = 'published'` });
  });

  test('KW-15 a decision that somebody altered does not come out the same', async () => {
    const id = await world.subscriber('393332000050').texts('48400', 'CIAO');
    await world.database.sql.run({
      text: `update decisions set because = 'said so' where text_id = $1`,
      values: [id],
    });
    expect((await world.api.get(`/texts/${id}/replay`)).body).toMatchObject({
      same: false,
      then: { because: 'said so' },
    });
    await world.database.sql.run({ text: 'update texts set body = null where id = $1', values: [id] });
    expect((await world.api.get(`/texts/${id}/replay`)).body).toMatchObject({ code: 'CONFLICT' });
  });
});
