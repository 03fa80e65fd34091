import type { AnyKind } from '../../src/campaigns/kinds';
import { decided } from '../../src/campaigns/effect';
import { createWorld, type World } from '../support/world';

/** A kind with a bug that is put right while we watch. */
const repair = { done: false };
const buggy: AnyKind = {
  name: 'buggy',
  readSettings: () => ({ settings: {} }),
  lint: () => [],
  decide: ({ campaign }) => {
    if (!repair.done) throw new Error('a vote for nobody');
    return decided('keyword', 'counted', { type: 'reply', text: 'Counted.', brandId: campaign.brandId });
  },
};

interface SetAside {
  readonly items: readonly {
    readonly id: string;
    readonly error: string;
    readonly text: string;
    readonly tries: number;
  }[];
}

describe('a text poisons its batch', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld({ kinds: [buggy] });
    await world.settle();
    const draft = await world.api.post('/campaigns', {
      brand: 'caffe-aurora',
      shortcode: '48400',
      name: 'Vote',
      kind: 'buggy',
      keywords: ['VOTE'],
      opensAt: '2025-01-01T00:00:00Z',
      timezone: 'Europe/Rome',
      language: 'it',
      settings: {},
    });
    expect(draft.body).toMatchObject({ state: 'draft' });
    const published = await world.api.post(`/campaigns/${(draft.body as { id: number }).id}/publish`);
    expect(published.status).toBe(200);
  });
  afterAll(() => world.close());

  test('it is set aside alone with its error, staff see it, and once released it is answered', async () => {
    const voter = world.subscriber('393335000001');
    const id = await voter.texts('48400', 'VOTE 1');
    await world.subscriber('393335000002').texts('48400', 'CIAO');
    expect(await world.subscriber('393335000002').received()).toHaveLength(1);
    const aside = (await world.api.get('/texts/set-aside')).body as SetAside;
    expect(aside.items).toEqual([
      expect.objectContaining({ id, text: 'VOTE 1', error: 'a vote for nobody', tries: 3 }),
    ]);

    repair.done = true;
    expect((await world.api.post(`/texts/${id}/release`)).status).toBe(204);
    await world.settle();
    expect(await voter.received()).toEqual(['Counted.']);
    const { events } = (await world.api.get(`/texts/${id}/timeline`)).body as { events: { type: string }[] };
    expect(events.map(({ type }) => type).slice(0, 4)).toEqual(['heard', 'set aside', 'released', 'decided']);
    expect(((await world.api.get('/texts/set-aside')).body as SetAside).items).toEqual([]);
  });

  test('what is not set aside cannot be released', async () => {
    const id = await world.subscriber('393335000003').texts('48400', 'CIAO');
    expect((await world.api.post(`/texts/${id}/release`)).body).toMatchObject({ code: 'CONFLICT' });
    expect((await world.api.post('/texts/999999999/release')).body).toMatchObject({ code: 'NOT_FOUND' });
  });
});
