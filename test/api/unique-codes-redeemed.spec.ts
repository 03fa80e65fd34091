import { codeHash } from '../../src/campaigns/codes/code-hash';
import { standingOf } from '../../src/campaigns/codes/held-code';
import { lockCodes, redeem, type Redemption } from '../../src/campaigns/codes/redemptions.store';
import type { Tx } from '../../src/platform/database.service';
import { Identity } from '../../src/platform/identity.service';
import { createTestDatabase } from '../support/database';
import { codeNumber, codesFrom, fileOf, lotsOf, newLot, until, type Lots } from '../support/code-lots';
import { createWorld, type World } from '../support/world';

describe('redeeming', () => {
  let world: World;
  let lots: Lots;
  let brandId: number;
  let campaignId: number;
  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    lots = lotsOf(world);
    const [campaign] = await world.database.sql.query<{ id: number; brandId: number }>({
      text: `select c.id, c.brand_id as "brandId" from campaigns c join brands b on b.id = c.brand_id
             where b.code = 'radio-shahr' order by c.id limit 1`,
    });
    campaignId = campaign?.id ?? 0;
    brandId = campaign?.brandId ?? 0;
  });
  afterAll(() => world.close());

  const hashesOf = (codes: readonly string[]): string[] =>
    codes.map((code) => codeHash(world.app.get(Identity), brandId, code));
  const filled = async (codes: readonly string[], own: object = {}): Promise<number> => {
    const id = await newLot(lots, own);
    await lots.import(id, fileOf(codes));
    await lots.ended(id);
    return id;
  };
  const by = (subscriberId: number, hash: string, lotId: number): Redemption => ({
    hash,
    lotId,
    campaignId,
    subscriberId,
    textId: subscriberId * 10,
    redeemedAt: world.clock.now(),
  });
  /** What the engine does with one person's codes: lock, decide, redeem. @returns those they won. */
  const claim = async (tx: Tx, subscriberId: number, hashes: readonly string[]): Promise<string[]> => {
    const held = await lockCodes(tx, hashes);
    const won = hashes.filter(
      (hash) => standingOf(held.get(hash), { campaignId, subscriberId, at: world.clock.now() }) === 'valid',
    );
    await redeem(
      tx,
      won.map((hash) => by(subscriberId, hash, held.get(hash)?.lotId ?? 0)),
    );
    return won;
  };

  test('CON-03 a code is known with its lot, and once redeemed with who had it', async () => {
    const codes = codesFrom(1, 3);
    const lotId = await filled(codes, {
      campaign: campaignId,
      attributes: { tier: 1 },
      expiresAt: '2026-06-01T00:00:00Z',
    });
    const [first = '', second = ''] = hashesOf(codes);
    const [nobodys = ''] = hashesOf([codeNumber(77)]);
    await world.database.transaction((tx) => redeem(tx, [by(4, second, lotId)]));
    const held = await world.database.transaction((tx) => lockCodes(tx, [second, nobodys, first]));
    expect(held.size).toBe(2);
    expect(held.get(first)).toEqual({
      lotId,
      lotState: 'active',
      campaignId,
      expiresAt: new Date('2026-06-01T00:00:00Z'),
      attributes: { tier: 1 },
      redeemed: null,
    });
    expect(held.get(second)?.redeemed).toMatchObject({ subscriberId: 4, textId: 40, campaignId });
    await lots.post(`${lotId}/revoke`);
    const after = await world.database.transaction((tx) => lockCodes(tx, [first]));
    expect(after.get(first)?.lotState).toBe('revoked');
  });

  test('CON-03 two transactions race for one code over two connections: exactly one wins', async () => {
    const codes = codesFrom(100, 1);
    await filled(codes);
    const [hash = ''] = hashesOf(codes);
    let release = (): void => undefined;
    const locked = new Promise<void>((resolve) => (release = resolve));
    let isFirstInside = false;
    const first = world.database.transaction(async (tx) => {
      const won = await claim(tx, 1, [hash]);
      isFirstInside = true;
      await locked;
      return won;
    });
    await until(() => Promise.resolve(isFirstInside), Boolean);
    const second = world.database.hot.transaction((tx) => claim(tx, 2, [hash]));
    // The second is at the lock, not behind it.
    await until(
      () =>
        world.database.sql.query<{ waiting: number }>({
          text: `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        }),
      ([seen]) => seen?.waiting === 1,
    );
    release();
    expect(await first).toEqual([hash]);
    expect(await second).toEqual([]);
  });

  test('CON-03 the loser of a race that was given up wins after all', async () => {
    const codes = codesFrom(200, 1);
    await filled(codes);
    const [hash = ''] = hashesOf(codes);
    const givenUp = world.database.transaction(async (tx) => {
      await claim(tx, 1, [hash]);
      throw new Error('the batch failed');
    });
    await expect(givenUp).rejects.toThrow('the batch failed');
    expect(await world.database.transaction((tx) => claim(tx, 2, [hash]))).toEqual([hash]);
  });

  test('CON-03 forty batches in every order want the same twenty codes: each code is won once, and nobody deadlocks', async () => {
    const codes = codesFrom(300, 20);
    const lotId = await filled(codes);
    const hashes = hashesOf(codes);
    const batches = Array.from({ length: 40 }, (_, n) => {
      const turned = [...hashes.slice(n % 20), ...hashes.slice(0, n % 20)];
      const wanted = n % 2 === 0 ? turned : turned.reverse();
      return world.database.hot.transaction((tx) => claim(tx, n + 1, wanted.slice(0, 12)));
    });
    const won = (await Promise.all(batches)).flat();
    expect(won.sort()).toEqual([...hashes].sort());
    expect((await lots.redemptions(lotId)).count).toBe(20);
  });

  test('CON-03 the database itself refuses a second redemption', async () => {
    const codes = codesFrom(400, 1);
    const lotId = await filled(codes);
    const [hash = ''] = hashesOf(codes);
    await world.database.transaction((tx) => redeem(tx, [by(1, hash, lotId)]));
    const again = world.database.transaction((tx) => redeem(tx, [by(2, hash, lotId)]));
    await expect(again).rejects.toMatchObject({ code: '23505' });
  });

  test('CON-03 redemptions are counted and paged in order, and masked for a brand', async () => {
    const person = world.subscriber('989121234567');
    await person.texts('2050', 'HELP');
    const [row] = await world.database.sql.query<{ id: number }>({
      text: 'select id from subscribers where msisdn = $1',
      values: [person.msisdn],
    });
    const codes = codesFrom(500, 5);
    const lotId = await filled(codes);
    for (const hash of hashesOf(codes))
      await world.database.transaction((tx) => redeem(tx, [by(row?.id ?? 0, hash, lotId)]));
    const first = await lots.redemptions(lotId, '?limit=3');
    expect(first.count).toBe(5);
    expect(first.items).toHaveLength(3);
    expect(first.items[0]).toMatchObject({ campaign: campaignId, msisdn: '989121234567' });
    const rest = await lots.redemptions(lotId, `?limit=3&cursor=${first.next}`);
    expect(rest).toMatchObject({ count: 5, next: null });
    expect(rest.items).toHaveLength(2);
    const key = await world.api.post('/api-keys', { name: 'radio', role: 'brand', brand: 'radio-shahr' });
    const theirs = lotsOf(world, (key.body as { key: string }).key);
    expect((await theirs.redemptions(lotId)).items[0]?.msisdn).toBe('98912***4567');
  });

  test('CON-03 among a hundred thousand codes one is found by its index, on either pool', async () => {
    const codes = codesFrom(1_000_000, 100_000);
    await filled(codes);
    await world.database.sql.run({ text: 'analyze unique_codes' });
    const [hash = ''] = hashesOf(codes.slice(50_000));
    for (const database of [world.database, world.database.hot]) {
      const plan = await database.sql.query<{ 'QUERY PLAN': string }>({
        text: `explain select hash, lot_id as "lotId", load_id as "loadId" from unique_codes where hash = any($1::uuid[])
               order by hash for update`,
        values: [`{${hash}}`],
      });
      const text = plan.map((line) => line['QUERY PLAN']).join('\n');
      expect(text).toContain('Index Scan using unique_codes_pkey');
      expect(text).not.toContain('Seq Scan');
    }
  });
});

test('CON-03 an engine that is restarted in the middle of an import leaves a clear state, and the same file adds the rest', async () => {
  const database = await createTestDatabase();
  const codes = codesFrom(1, 200_000);
  const csv = fileOf(codes);
  const before = await createWorld({ databaseUrl: database.url });
  const id = await newLot(lotsOf(before));
  try {
    await lotsOf(before).import(id, csv);
    await until(
      () => lotsOf(before).get(id),
      ({ load }) => (load?.imported ?? 0) > 0 || load?.state !== 'running',
    );
  } finally {
    await before.close();
  }
  const after = await createWorld({ databaseUrl: database.url });
  try {
    const lots = lotsOf(after);
    const { load } = await lots.get(id);
    expect(load?.state).toBe('interrupted');
    expect(load?.imported).toBeGreaterThan(0);
    expect(load?.imported).toBeLessThan(codes.length);
    await lots.import(id, csv);
    const whole = await lots.ended(id);
    expect(whole).toMatchObject({ size: codes.length, load: { state: 'done', rejected: 0 } });
    expect(whole.load?.known).toBe(load?.imported);
    const [kept] = await after.database.sql.query<{ count: number }>({
      text: 'select count(*)::int as count from unique_codes where lot_id = $1',
      values: [id],
    });
    expect(kept?.count).toBe(codes.length);
  } finally {
    await after.close();
    await database.drop();
  }
});
