import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());

let people = 0;
const somebody = (prefix = '39333') => world.subscriber(`${prefix}${9_100_000 + ++people}`);

async function aCampaign(word: string, reply: string, more: object = {}): Promise<number> {
  const made = await world.api.post('/campaigns', {
    brand: 'caffe-aurora',
    shortcode: '48400',
    name: `Campaign ${word}`,
    kind: 'auto-reply',
    keywords: [word],
    opensAt: '2026-01-01T00:00:00Z',
    timezone: 'Europe/Rome',
    language: 'it',
    settings: { reply: { it: reply } },
    ...more,
  });
  if (made.status !== 201) throw new Error(made.text);
  return (made.body as { readonly id: number }).id;
}

const act = async (id: number, name: 'publish' | 'pause' | 'resume' | 'close') => {
  const { status, text } = await world.api.post(`/campaigns/${id}/${name}`);
  if (status !== 200) throw new Error(text);
};

describe('whatever is changed holds from its commit', () => {
  test('KW-15 a draft answers nobody; published, it answers the very next text; paused, it does not', async () => {
    const id = await aCampaign('PIZZA', 'Buona pizza!');
    const someone = somebody();
    expect(await world.because(await someone.texts('48400', 'PIZZA'))).toBe('unknown word');
    await act(id, 'publish');
    expect(await world.because(await someone.texts('48400', 'PIZZA'))).toBe('answered automatically');
    await act(id, 'pause');
    expect(await world.because(await someone.texts('48400', 'PIZZA'))).not.toBe('answered automatically');
    await act(id, 'resume');
    expect(await world.because(await someone.texts('48400', 'PIZZA'))).toBe('answered automatically');
    await act(id, 'close');
    expect(await world.because(await someone.texts('48400', 'PIZZA'))).not.toBe('answered automatically');
  });

  test('KW-02 a word is a brand’s until its lease ends, to the instant', async () => {
    const lease = {
      shortcode: '2050',
      brand: 'radio-shahr',
      word: 'QAHVE',
      leasedFrom: '2026-04-01T00:00:00Z',
      leasedUntil: '2026-05-02T00:00:00Z',
    };
    expect((await world.api.post('/keywords', lease)).status).toBe(201);
    const id = await aCampaign('QAHVE', 'x', {
      brand: 'radio-shahr',
      shortcode: '2050',
      language: 'fa',
      settings: { reply: { fa: 'قهوه' } },
      closesAt: '2026-05-02T00:00:00Z',
    });
    await act(id, 'publish');
    const someone = somebody('98912');
    world.clock.freeze('2026-05-01T23:59:50Z');
    expect(await world.because(await someone.texts('2050', 'QAHVE'))).toBe('answered automatically');
    world.clock.freeze('2026-05-02T00:00:00Z');
    expect(await world.because(await someone.texts('2050', 'QAHVE'))).not.toBe('answered automatically');
    world.clock.set('2026-05-01T08:00:00Z');
  });

  test('KW-06 a campaign has its own texts before and after, on its own clock', async () => {
    const id = await aCampaign('ESTATE', 'Ora!', {
      opensAt: '2026-06-01T09:00:00+02:00',
      closesAt: '2026-06-02T09:00:00+02:00',
      settings: { reply: { it: 'Ora!' }, before: { it: 'Troppo presto' }, after: { it: 'Troppo tardi' } },
    });
    await act(id, 'publish');
    const heardAt = async (now: string) => {
      world.clock.freeze(now);
      const someone = somebody();
      await someone.texts('48400', 'ESTATE');
      return someone.received();
    };
    expect(await heardAt('2026-06-01T06:59:00Z')).toEqual(['Troppo presto']);
    expect(await heardAt('2026-06-01T07:00:00Z')).toEqual(['Ora!']);
    expect(await heardAt('2026-06-02T07:00:00Z')).toEqual(['Troppo tardi']);
    world.clock.set('2026-05-01T08:00:00Z');
  });
});

test('KW-15 any stored text, asked again, gives the same decision, whatever was changed since', async () => {
  const campaign = await aCampaign('GELATO', 'Gelato!');
  await act(campaign, 'publish');
  const someone = somebody();
  const ids: string[] = [];
  for (const text of ['GELATO', 'NOTIZIE', 'STOP', 'qwertyuiop', 'HELO', 'SI', '', 'JOIN NEWS'])
    ids.push(await someone.texts('48400', text));
  await act(campaign, 'close');
  await world.api.patch('/shortcodes/48400', {
    language: 'en',
    unknownPolicy: 'silence',
    texts: { unknown: { it: 'Altro' } },
  });
  for (const id of ids) {
    const { status, body } = await world.api.get(`/texts/${id}/replay`);
    expect([status, body]).toEqual([200, expect.objectContaining({ same: true })]);
  }
  await world.api.patch('/shortcodes/48400', { language: 'it', unknownPolicy: 'universal', texts: {} });
});

test('POL-06 a change of the rules decides from its date on, and not before; nobody approves their own', async () => {
  const second = await world.api.post('/api-keys', { name: 'second-pair-of-eyes', role: 'administrator' });
  const otherKey = (second.body as { readonly key: string }).key;
  const current = await world.api.get('/profiles/it');
  const profile = { ...(current.body as object), intentPolicy: 'optOut' };
  const proposed = await world.api.post('/profiles/it/versions', {
    effectiveFrom: '2026-07-01T00:00:00+02:00',
    profile,
  });
  expect(proposed.status).toBe(201);
  const { version } = proposed.body as { readonly version: number };
  expect((await world.api.post(`/profiles/it/versions/${version}/approve`)).body).toMatchObject({
    code: 'FOUR_EYES',
  });

  const becauseAt = async (now: string) => {
    world.clock.freeze(now);
    return world.because(await somebody().texts('48400', 'please leave me alone'));
  };
  const asked = 'seems to want to stop (INTENT, phrase: leave me alone), and was asked';
  expect(await becauseAt('2026-07-01T10:00:00Z')).toBe(asked);
  const approved = await world.http
    .post(`/api/v1/profiles/it/versions/${version}/approve`)
    .set('authorization', `Bearer ${otherKey}`);
  expect(approved.status).toBe(200);
  expect(await becauseAt('2026-06-30T21:59:50Z')).toBe(asked);
  expect(await becauseAt('2026-06-30T22:00:00Z')).toBe(
    'seems to want to stop (INTENT, phrase: leave me alone)',
  );
  world.clock.set('2026-05-01T08:00:00Z');
});

test('KW-05 words of the rules cannot be leased, and a clash names the other side', async () => {
  for (const word of ['خاموش', 'STOP', 'INFO', '11', 'لغو۱۱']) {
    const refused = await world.api.post('/keywords', { shortcode: '2050', brand: 'radio-shahr', word });
    expect([word, refused.status, (refused.body as { code: string }).code]).toEqual([
      word,
      422,
      'KEYWORD_RESERVED',
    ]);
  }
  expect(
    (await world.api.post('/keywords', { shortcode: '2050', brand: 'radio-shahr', word: 'WIN' })).status,
  ).toBe(201);
  for (const word of ['ＷＩＮ', 'win!', 'Wín']) {
    const taken = await world.api.post('/keywords', { shortcode: '2050', brand: 'kafe-naderi', word });
    expect([word, taken.status]).toEqual([word, 409]);
    expect(taken.text).toContain('رادیو شهر');
  }
});
