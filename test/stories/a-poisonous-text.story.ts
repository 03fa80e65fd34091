import { decided } from '../../src/campaigns/effect';
import type { AnyKind } from '../../src/campaigns/kinds';
import { createWorld, type World } from '../support/world';

let isBroken = true;
/** A kind with a bug: it throws for everybody whose argument says so. */
const brittle: AnyKind = {
  name: 'brittle',
  readSettings: (raw) => ({ settings: raw }),
  lint: () => [],
  decide: ({ argument, campaign }) => {
    if (isBroken && argument.startsWith('boom')) throw new Error('the brittle kind broke');
    return decided('keyword', 'survived', {
      type: 'reply',
      text: `got ${argument}`,
      brandId: campaign.brandId,
    });
  },
};

let world: World;
beforeAll(async () => {
  world = await createWorld({ kinds: [brittle] });
  const made = await world.api.post('/campaigns', {
    brand: 'caffe-aurora',
    shortcode: '48400',
    name: 'Brittle',
    kind: 'brittle',
    keywords: ['GLASS'],
    opensAt: '2026-01-01T00:00:00Z',
    timezone: 'Europe/Rome',
    language: 'it',
    settings: {},
  });
  const { id } = made.body as { readonly id: number };
  const published = await world.api.post(`/campaigns/${id}/publish`);
  if (published.status !== 200) throw new Error(published.text);
});
afterAll(() => world.close());

test('sp14 a poisonous text is set aside alone; its neighbours and the person’s next text are handled; staff can try it again', async () => {
  const key = await world.api.post('/connectors/simulator/key');
  await world.settle();
  const bearer = `Bearer ${(key.body as { key: string }).key}`;
  const from = (n: number) => `39333${8_000_000 + n}`;
  const texts = Array.from({ length: 60 }, (_, n) => ({
    id: `glass-${n}`,
    from: from(n),
    to: '48400',
    text: n === 30 ? 'GLASS boom' : `GLASS ${n}`,
  }));
  const next = { id: 'glass-next', from: from(30), to: '48400', text: 'GLASS whole' };
  const answer = await world.http
    .post('/carriers/simulator/mo')
    .set('authorization', bearer)
    .send([...texts, next]);
  expect(answer.status).toBe(200);
  await world.settle();

  const received = await Promise.all(texts.map(({ from: msisdn }) => world.subscriber(msisdn).received()));
  expect(received.filter((_, n) => n !== 30)).toEqual(
    texts.filter((_, n) => n !== 30).map((_, n) => [`got ${n < 30 ? n : n + 1}`]),
  );
  expect(received[30]).toEqual(['got whole']);

  const aside = await world.api.get('/texts/set-aside');
  const { items } = aside.body as {
    readonly items: readonly { id: string; error: string; tries: number; text: string }[];
  };
  expect(items).toMatchObject([{ error: 'the brittle kind broke', tries: 3, text: 'GLASS boom' }]);

  isBroken = false;
  const [culprit] = items;
  expect((await world.api.post(`/texts/${culprit?.id}/release`)).status).toBe(204);
  await world.settle();
  expect(await world.subscriber(from(30)).received()).toEqual(['got whole', 'got boom']);
  isBroken = true;
});
