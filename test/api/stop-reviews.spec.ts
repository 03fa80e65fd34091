import { verifyConsents } from '../../src/subscribers/verification.service';
import { READ, WISH, type Review, reviewing } from '../support/reviewing';
import { createWorld, type World } from '../support/world';

describe('OPT-06 somebody judges what may have been a STOP', () => {
  let world: World;
  let desk: Awaited<ReturnType<typeof reviewing>>;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    desk = await reviewing(world);
  });
  afterAll(() => world.close());

  test('OPT-06 the words wait in the queue, nothing is answered, and nothing is sent meanwhile', async () => {
    const person = desk.somebody();
    await desk.says(person, '48400', 'NOTIZIE');
    const before = (await person.received()).length;
    const textId = await desk.says(person, '48400', WISH);
    expect(await person.received()).toHaveLength(before);
    expect((await desk.sendTo(person)).body).toMatchObject({ code: 'RECIPIENT_OPTED_OUT' });
    const tail = person.msisdn.slice(-4);
    expect(await desk.reviewOf(person)).toEqual({
      id: expect.any(Number) as number,
      msisdn: `39333***${tail}`,
      code: '48400',
      brand: 'caffe-aurora',
      textId,
      words: WISH,
      readAs: 'INTENT',
      why: 'phrase',
      phrase: 'leave me alone',
      since: expect.any(String) as string,
      verdict: null,
      reason: null,
      decidedBy: null,
      decidedAt: null,
    });
  });

  test('OPT-06 "keep" restores exactly the standings before, in new entries that say who, why and what', async () => {
    const person = desk.somebody();
    await desk.says(person, '48400', 'NOTIZIE');
    const before = await desk.standingsOf(person);
    await desk.says(person, '48400', WISH);
    expect(await desk.standingsOf(person)).not.toEqual(before);
    const { id } = await desk.reviewOf(person);
    const answer = await desk.decide(id, 'keep');
    expect([answer.status, answer.body]).toEqual([
      200,
      { id, verdict: 'keep', outcome: 'restored', lists: ['NEWS'], at: expect.any(String) as string },
    ]);
    expect(await desk.standingsOf(person)).toEqual(before);
    expect((await desk.sendTo(person)).status).toBe(201);
    const entries = await desk.ledgerOf(person);
    const [, listOut, codeOut, listBack, codeBack] = entries;
    expect(entries.map(({ hashed }) => [hashed.event, hashed.channel])).toEqual([
      ['opt_in', 'text'],
      ['opt_out', 'text'],
      ['opt_out', 'text'],
      ['restored', 'care'],
      ['restored', 'care'],
    ]);
    expect([listOut?.evidence['read'], codeOut?.evidence['read']]).toEqual([READ, READ]);
    for (const [taken, back] of [
      [listOut, listBack],
      [codeOut, codeBack],
    ]) {
      expect(back?.hashed.scope).toBe(taken?.hashed.scope);
      expect(back?.evidence).toMatchObject({
        takesBack: [{ seq: taken?.hashed.seq }],
        reason: 'talked to them',
        by: 'administrator',
        reviewId: id,
      });
    }
    expect((await verifyConsents(world.database.sql)).faults.size).toBe(0);
  });

  test('OPT-06 "stop" leaves them out; a review is decided once', async () => {
    const person = desk.somebody();
    await desk.says(person, '48400', 'NOTIZIE', WISH);
    const before = await desk.standingsOf(person);
    const { id } = await desk.reviewOf(person);
    expect((await desk.decide(id, 'stop')).body).toMatchObject({ outcome: 'confirmed', lists: [] });
    expect(await desk.standingsOf(person)).toEqual(before);
    expect((await desk.decide(id, 'keep')).body).toMatchObject({ status: 409, code: 'CONFLICT' });
    expect(await desk.standingsOf(person)).toEqual(before);
    const decided = (await desk.reviews(desk.admin(), '&state=decided')).find((review) => review.id === id);
    expect(decided).toMatchObject({ verdict: 'stop', reason: 'talked to them', decidedBy: 'administrator' });
    expect((await desk.reviews(desk.admin())).some((review) => review.id === id)).toBe(false);
  });

  test('OPT-06 two who judge at once: one is heard', async () => {
    const person = desk.somebody();
    await desk.says(person, '48400', 'NOTIZIE', WISH);
    const { id } = await desk.reviewOf(person);
    const answers = await Promise.all([
      desk.decide(id, 'keep'),
      desk.decide(id, 'keep'),
      desk.decide(id, 'keep'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await desk.ledgerOf(person)).filter(({ hashed }) => hashed.event === 'restored')).toHaveLength(2);
  });

  test.each(['STOP', 'STOP ALL', 'START'])(
    'OPT-06 %s said while the review waits outweighs the judge',
    async (word) => {
      const person = desk.somebody();
      await desk.says(person, '48400', 'NOTIZIE', WISH, word);
      const before = await desk.standingsOf(person);
      const { id } = await desk.reviewOf(person);
      expect((await desk.undo(person)).body).toMatchObject({
        status: 409,
        code: 'CONFLICT',
        why: 'spoke since',
      });
      expect((await desk.decide(id, 'keep')).body).toMatchObject({ outcome: 'overtaken', lists: [] });
      expect(await desk.standingsOf(person)).toEqual(before);
    },
  );

  test('OPT-06 one person waits once on a code, however often they say it', async () => {
    const person = desk.somebody();
    await desk.says(person, '48400', 'NOTIZIE', WISH, 'leave me alone!!', 'NEWS', 'oh leave me alone');
    const mine = (await desk.reviews(desk.admin())).filter(({ msisdn }) =>
      msisdn.endsWith(person.msisdn.slice(-4)),
    );
    expect(mine.map(({ words }) => words)).toEqual([WISH]);
  });

  test('OPT-06 a brand sees and judges its own; on a shared code only where nobody else has a part', async () => {
    const guest = desk.somebody();
    await desk.says(guest, '48400', 'NOTIZIE', WISH);
    const both = desk.somebody();
    await desk.says(both, '2050', 'NEWS', 'YES', 'OFFERS', 'YES', WISH);
    const one = desk.somebody();
    await desk.says(one, '2050', 'OFFERS', 'YES', WISH);
    const seen = async (key: string) => (await desk.reviews(desk.as(key))).map(({ id }) => id);
    const [ofGuest, ofBoth, ofOne] = [
      await desk.reviewOf(guest),
      await desk.reviewOf(both),
      await desk.reviewOf(one),
    ];
    expect(await seen(desk.aurora)).toContain(ofGuest.id);
    expect(await seen(desk.aurora)).not.toContain(ofOne.id);
    expect(await seen(desk.naderi)).toEqual([ofOne.id]);
    for (const { id } of [ofGuest, ofBoth])
      expect((await desk.decide(id, 'keep', desk.as(desk.naderi))).body).toMatchObject({ code: 'NOT_FOUND' });
    expect((await desk.undo(both, { shortcode: '2050' }, desk.as(desk.naderi))).body).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await desk.undo(guest, { shortcode: '48400' }, desk.as(desk.naderi))).body).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await desk.decide(ofOne.id, 'keep', desk.as(desk.naderi))).body).toMatchObject({
      outcome: 'restored',
      lists: ['OFFERS'],
    });
    expect((await desk.undo(guest, {}, desk.as(desk.aurora))).body).toMatchObject({
      codes: ['48400'],
      lists: ['NEWS'],
    });
    const [, , , back] = await desk.ledgerOf(guest);
    expect(back?.hashed.channel).toBe('api');
  });

  test('OPT-06 a brand that came to share the person while the review waited may not give away the other’s part', async () => {
    const person = desk.somebody();
    await desk.says(person, '2050', 'OFFERS', 'YES', WISH);
    const { id } = await desk.reviewOf(person);
    await desk.says(person, '2050', 'NEWS', 'YES', WISH);
    const before = await desk.standingsOf(person);
    expect((await desk.decide(id, 'keep', desk.as(desk.naderi))).body).toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.standingsOf(person)).toEqual(before);
    expect((await desk.decide(id, 'keep')).body).toMatchObject({
      outcome: 'restored',
      lists: ['OFFERS', 'NEWS'],
    });
  });

  test('OPT-06 explain shows tier, phrase and queue before anybody texts it', async () => {
    const { body } = await desk.admin().post('/explain', {
      shortcode: '48400',
      from: '+393330000001',
      text: WISH,
    });
    expect(body).toMatchObject({
      rule: 'intent to stop',
      because:
        'seems to want to stop (INTENT, phrase: leave me alone), and is out until somebody has judged it',
    });
    expect((body as { effects: object[] }).effects).toContainEqual({
      type: 'review',
      brandId: expect.any(Number) as number,
      read: READ,
    });
  });

  test('OPT-06 a decision that opened a review is made again the same', async () => {
    const person = desk.somebody();
    const id = await desk.says(person, '48400', 'NOTIZIE', WISH);
    expect((await desk.admin().get(`/texts/${id}/replay`)).body).toMatchObject({ same: true });
  });

  test('OPT-06 the queue is read page after page, each review once', async () => {
    const all = (await desk.reviews(desk.admin())).map(({ id }) => id);
    const paged: number[] = [];
    for (let path: string | null = '?limit=2'; path !== null;) {
      const { items, next } = (await desk.admin().get(`/stop-reviews${path}`)).body as {
        items: Review[];
        next: string | null;
      };
      paged.push(...items.map(({ id }) => id));
      path = next === null ? null : `?limit=2&cursor=${next}`;
    }
    expect(all.length).toBeGreaterThan(2);
    expect(paged).toEqual(all);
  });

  test('OPT-06 a state that does not exist is no state', async () => {
    expect((await desk.admin().get('/stop-reviews?state=lost')).body).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
  test.each([
    ['/stop-reviews/999999/decide', { verdict: 'keep', reason: 'x' }, 'NOT_FOUND'],
    ['/stop-reviews/nonsense/decide', { verdict: 'keep', reason: 'x' }, 'NOT_FOUND'],
    ['/stop-reviews/1/decide', { verdict: 'maybe', reason: 'x' }, 'VALIDATION_FAILED'],
    ['/stop-reviews/1/decide', { verdict: 'keep' }, 'VALIDATION_FAILED'],
    ['/subscribers/393339999999/opt-out/undo', { reason: 'x' }, 'NOT_FOUND'],
    ['/subscribers/393334000001/opt-out/undo', { reason: 'x', shortcode: '99999' }, 'NOT_FOUND'],
    ['/subscribers/393334000001/opt-out/undo', { reason: ' ' }, 'VALIDATION_FAILED'],
    ['/subscribers/48400/opt-out/undo', { reason: 'x' }, 'VALIDATION_FAILED'],
  ])('OPT-06 POST %s %j is %s', async (path, wish, code) => {
    expect((await desk.admin().post(path, wish)).body).toMatchObject({ code });
  });
});
