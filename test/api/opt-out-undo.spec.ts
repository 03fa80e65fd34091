import { WISH, reviewing } from '../support/reviewing';
import { createWorld, type World } from '../support/world';

describe('OPT-06 what was read into free words can be taken back', () => {
  let world: World;
  let desk: Awaited<ReturnType<typeof reviewing>>;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    desk = await reviewing(world);
  });
  afterAll(() => world.close());

  test('OPT-06 an agent undoes what was obeyed at once, twice the same, and the timeline tells', async () => {
    const person = desk.somebody();
    await desk.says(person, '70070', 'أخبار');
    const before = await desk.standingsOf(person);
    await desk.says(person, '70070', WISH);
    expect((await desk.undo(person, { shortcode: '70070' })).body).toMatchObject({
      codes: ['70070'],
      lists: ['NEWS'],
    });
    expect(await desk.standingsOf(person)).toEqual(before);
    const entries = await desk.ledgerOf(person);
    expect((await desk.undo(person, { shortcode: '70070' })).body).toMatchObject({ codes: [], lists: [] });
    expect((await desk.undo(person)).status).toBe(200);
    expect(await desk.ledgerOf(person)).toEqual(entries);
    const { items } = (await desk.admin().get(`/subscribers/${person.msisdn}/timeline`)).body as {
      items: { type: string; event?: string; channel?: string }[];
    };
    expect(items).toContainEqual(
      expect.objectContaining({ type: 'consent', event: 'restored', channel: 'care' }),
    );
  });

  test('OPT-06 the same key gives the same answer', async () => {
    const person = desk.somebody();
    await desk.says(person, '48400', 'NOTIZIE', WISH);
    const again = () => desk.undo(person).set('idempotency-key', `undo-${person.msisdn}`);
    const first = await again();
    const second = await again();
    expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
    expect(first.body).toMatchObject({ codes: ['48400'] });
    const closed = (await desk.reviews(desk.admin(), '&state=decided')).find(({ msisdn }) =>
      msisdn.endsWith(person.msisdn.slice(-4)),
    );
    expect(closed).toMatchObject({ verdict: 'keep', reason: 'called, and meant the weather' });
  });

  test.each([['STOP'], ['BASTA'], ['STOP ALL']])(
    'OPT-06 %s was said plainly: nobody undoes it',
    async (word) => {
      const person = desk.somebody();
      await desk.says(person, '48400', 'NOTIZIE', word);
      const before = await desk.standingsOf(person);
      for (const wish of [{}, { shortcode: '48400' }])
        expect((await desk.undo(person, wish)).body).toMatchObject({
          status: 409,
          code: 'CONFLICT',
          why: 'not read',
        });
      expect(await desk.standingsOf(person)).toEqual(before);
    },
  );

  test('OPT-06 nor what an agent entered, nor a yes to "do you want to stop?"', async () => {
    const entered = desk.somebody();
    await desk.says(entered, '48400', 'NOTIZIE');
    await desk.admin().post(`/subscribers/${entered.msisdn}/opt-out`, {
      scope: { code: '48400' },
      reason: 'called',
      channel: 'care',
    });
    expect((await desk.undo(entered)).body).toMatchObject({ why: 'not read' });
    expect((await world.api.patch('/shortcodes/48400', { intentPolicy: 'confirm' })).status).toBe(200);
    const asked = desk.somebody();
    await desk.says(asked, '48400', 'NOTIZIE', WISH, 'YES');
    expect((await desk.sendTo(asked)).body).toMatchObject({ code: 'RECIPIENT_OPTED_OUT' });
    expect((await desk.undo(asked)).body).toMatchObject({ why: 'not read' });
    await world.api.patch('/shortcodes/48400', { intentPolicy: 'review' });
  });

  test('OPT-06 what a judge confirmed may be undone for who calls later; the verdict stays as it was', async () => {
    const person = desk.somebody();
    await desk.says(person, '48400', 'NOTIZIE');
    const before = await desk.standingsOf(person);
    await desk.says(person, '48400', WISH);
    const { id } = await desk.reviewOf(person);
    await desk.decide(id, 'stop');
    expect((await desk.undo(person)).body).toMatchObject({ codes: ['48400'], lists: ['NEWS'] });
    expect(await desk.standingsOf(person)).toEqual(before);
    const decided = (await desk.reviews(desk.admin(), '&state=decided')).find((review) => review.id === id);
    expect(decided).toMatchObject({ verdict: 'stop', reason: 'talked to them' });
  });
});
