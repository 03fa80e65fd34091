import { ClaimBook } from '../../src/engine/claim-book';
import { loadClaims } from '../../src/engine/claims.store';
import type { Tx } from '../../src/platform/database.service';
import { aPublished } from '../support/campaigns';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());

async function wants(tx: Tx, campaignId: number, count: number): Promise<ClaimBook> {
  const claim = { type: 'coupon', campaignId } as const;
  const book = new ClaimBook();
  const wanted = Array.from({ length: count }, (_, at) => ({ claim, subscriberId: at + 1 }));
  await loadClaims(tx, wanted, book, true);
  return book;
}

describe('CPN-01 two engines want the last coupons of one pool', () => {
  let id: number;
  beforeAll(async () => {
    id = await aPublished(world, 'coupon', ['ULTIMI'], { source: 'pool' });
    await world.api.post(`/campaigns/${id}/coupons`, ['LAST-1', 'LAST-2', 'LAST-3']);
  });

  test('CPN-01 while there are others, neither waits, and nobody holds the same one', async () => {
    const [mine, theirs] = await world.database.transaction(async (one) => {
      const first = await wants(one, id, 2);
      return [first, await world.database.transaction((two) => wants(two, id, 1))];
    });
    expect(mine.couponIds).toHaveLength(2);
    expect(theirs.couponIds).toHaveLength(1);
    expect(mine.couponIds).not.toContain(theirs.couponIds[0]);
  });

  test('CPN-01 what the first gives up is the second’s: nobody hears "sold out" too early', async () => {
    let late: Promise<ClaimBook> | undefined;
    await world.database
      .transaction(async (one) => {
        await wants(one, id, 3);
        late = world.database.transaction((two) => wants(two, id, 1));
        await new Promise((resolve) => setTimeout(resolve, 100));
        throw new Error('the batch is given up');
      })
      .catch(() => undefined);
    expect((await late)?.couponIds).toHaveLength(1);
  });

  test('CPN-01 within one batch a pool that is asked again gives what it has not given yet, then nothing', async () => {
    const book = await world.database.transaction(async (tx) => {
      const own = await wants(tx, id, 2);
      const claim = { type: 'coupon', campaignId: id } as const;
      for (const couponId of own.couponIds) own.giveCoupon(id, couponId);
      await loadClaims(tx, [{ claim, subscriberId: 9 }], own, true);
      expect(new Set(own.couponIds).size).toBe(3);
      for (const couponId of own.couponIds) own.giveCoupon(id, couponId);
      await loadClaims(tx, [{ claim, subscriberId: 10 }], own, true);
      return own;
    });
    expect(book.get({ type: 'coupon', campaignId: id }, 10)).toBeNull();
    expect(book.has({ type: 'coupon', campaignId: id }, 10)).toBe(true);
  });
});
