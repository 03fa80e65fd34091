import { NOW, openRegistry, type Registry } from '../support/registry';
import { createWorld, type World } from '../support/world';

let world: World;
let registry: Registry;
beforeAll(async () => {
  world = await createWorld({ demo: false, now: NOW });
  registry = await openRegistry(world);
});
afterAll(() => world.close());

describe('KW-17 the collision report', () => {
  const check = async (shortcode: string, word: string) => {
    const { body } = await world.api.get('/keywords/check').query({ shortcode, word }).expect(200);
    return (body as { entries: { word: string; brand: string | null; severity: string; why: string }[] })
      .entries;
  };

  test('STOPPER is warned of STOP, NEWS of NEW, a slip of its neighbour; nothing of it is a conflict', async () => {
    const code = await registry.aCode();
    await registry.lease(code, 'NEW').expect(201);
    await registry.lease(code, 'VOTE', { brand: 'cafe' }).expect(201);
    expect(await check(code, 'STOPPER')).toContainEqual(
      expect.objectContaining({ word: 'STOP', brand: null, severity: 'warning' }),
    );
    expect(await check(code, 'NEWS')).toContainEqual(
      expect.objectContaining({ word: 'NEW', brand: 'Lotus Radio', severity: 'warning' }),
    );
    expect(await check(code, 'VOTR')).toContainEqual(
      expect.objectContaining({ word: 'VOTE', brand: 'کافه نادری', severity: 'warning' }),
    );
    expect(await check(code, 'UMBRELLA')).toEqual([]);
  });

  test('the same key and a reserved word are conflicts, and come first', async () => {
    const code = await registry.aCode();
    await registry.lease(code, 'یک').expect(201);
    expect((await check(code, 'يك'))[0]).toMatchObject({
      word: 'یک',
      brand: 'Lotus Radio',
      severity: 'conflict',
    });
    expect((await check(code, 'خاموش'))[0]).toMatchObject({ brand: null, severity: 'conflict' });
  });

  test('publishing says what the words come close to', async () => {
    const code = await registry.aCode();
    await registry.lease(code, 'STOPPER').expect(201);
    const { body } = await registry.act(await registry.draft(code, ['STOPPER']), 'publish').expect(200);
    expect((body as { warnings: unknown[] }).warnings).toContainEqual(
      expect.objectContaining({ word: 'STOP', severity: 'warning' }),
    );
  });
});

describe('acceptance cases of keyword-validity, where a campaign uses a keyword', () => {
  test('kv20 a second campaign for the same keyword and everybody is refused while the first is on', async () => {
    const code = await registry.aCode();
    await registry.lease(code, 'LOCK').expect(201);
    await registry.published(code, ['LOCK'], { name: 'the first' });
    const { body } = await registry.act(await registry.draft(code, ['lock']), 'publish').expect(422);
    expect(body).toMatchObject({ code: 'CAMPAIGN_NOT_PUBLISHABLE', errors: [{ path: 'keywords[0]' }] });
    expect((body as { detail: string }).detail).toContain('the first');
  });

  test('kv21 the same keyword for one operator is accepted beside the one for all', async () => {
    const code = await registry.aCode();
    await registry.lease(code, 'LOCK').expect(201);
    await registry.published(code, ['LOCK']);
    await registry.published(code, [{ word: 'LOCK', operator: 'mci' }]);
  });

  test('kv23 including and excluding one list is refused', async () => {
    const code = await registry.aCode();
    const list = await registry.aList(code, 'VIP');
    const { body } = await registry
      .aCampaign(code, [{ word: 'LOCK', includeList: list, excludeList: 'vip' }])
      .expect(422);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'keywords[0]' }] });
  });

  test('kv24 two campaigns that share one audience overlap, through an alias too', async () => {
    const code = await registry.aCode();
    const [a, b] = [await registry.aList(code, 'A'), await registry.aList(code, 'B')];
    await registry.lease(code, 'OPENING', { aliases: [{ word: 'BEGINNING', language: 'en' }] }).expect(201);
    await registry.published(code, [{ word: 'OPENING', includeList: a }]);
    const overlapping = await registry.draft(code, [
      { word: 'BEGINNING', includeList: b },
      { word: 'BEGINNING', includeList: a },
    ]);
    const { body } = await registry.act(overlapping, 'publish').expect(422);
    expect(body).toMatchObject({ errors: [{ path: 'keywords[1]' }] });
    await registry.published(code, [{ word: 'BEGINNING', includeList: b }]);
  });

  test('kv26 the keyword of a closed campaign is free for another', async () => {
    const code = await registry.aCode();
    await registry.lease(code, 'LOCK').expect(201);
    await registry.act(await registry.published(code, ['LOCK']), 'close').expect(200);
    await registry.published(code, ['LOCK']);
  });

  test('kv27 the keyword of a discarded draft is free for another', async () => {
    const code = await registry.aCode();
    await registry.lease(code, 'LOCK').expect(201);
    const id = await registry.draft(code, ['LOCK']);
    await world.api.delete(`/campaigns/${id}`).expect(204);
    await world.api.get(`/campaigns/${id}`).expect(404);
    await registry.published(code, ['LOCK']);
  });

  test('kv29 one campaign cannot have a keyword twice, in whatever spelling', async () => {
    const { body } = await registry.aCampaign(await registry.aCode(), ['کد', 'LOCK', 'كد']).expect(422);
    expect(body).toMatchObject({ errors: [{ path: 'keywords[2]' }] });
  });

  test('kv30 two campaigns may have the same second word behind keywords of their own', async () => {
    const code = await registry.aCode();
    await registry.lease(code, 'PLAY LOCK').expect(201);
    await registry.lease(code, 'QUIZ LOCK').expect(201);
    await registry.published(code, ['PLAY LOCK']);
    await registry.published(code, ['QUIZ LOCK']);
  });

  test('kv35 a paused campaign whose keyword was taken meanwhile does not come back', async () => {
    const code = await registry.aCode({ quarantineDays: 0 });
    const { body } = await registry.lease(code, 'LOCK').expect(201);
    const mine = await registry.published(code, ['LOCK']);
    await registry.act(mine, 'pause').expect(200);
    await world.api
      .patch(`/keywords/${(body as { id: number }).id}`, { leasedUntil: '2026-05-01T09:00:00Z' })
      .expect(200);
    await registry.lease(code, 'LOCK', { brand: 'cafe', leasedFrom: '2026-05-01T09:00:00Z' }).expect(201);
    const refused = await registry.act(mine, 'resume').expect(422);
    expect(refused.body).toMatchObject({
      code: 'CAMPAIGN_NOT_PUBLISHABLE',
      errors: [{ path: 'keywords[0]' }],
    });
    expect((refused.body as { detail: string }).detail).toContain('کافه نادری');
    await registry.act(mine, 'close').expect(200);
    await registry.act(mine, 'resume').expect(409);
  });

  test('kw5 a window that ends before it begins is refused at save', async () => {
    const window = { opensAt: '2000-01-01T00:00:00Z', closesAt: '1970-01-01T00:00:00Z' };
    const { body } = await registry.aCampaign(await registry.aCode(), ['LOCK'], window).expect(422);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'closesAt' }] });
  });
});
