import { createWorld, type World } from '../support/world';

const MINUTE_MS = 60_000;
const NOW = '2026-05-01T08:00:00.000Z';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: NOW });
  world.clock.freeze(NOW);
});
afterAll(() => world.close());

let people = 0;
const somebody = (prefix = '98912') => world.subscriber(`${prefix}${4_400_000 + ++people}`);

async function published(word: string, own: object): Promise<number> {
  const made = await world.api.post('/campaigns', {
    brand: 'caffe-aurora',
    shortcode: '48400',
    name: `Campaign ${word}`,
    keywords: [word],
    opensAt: '2026-01-01T00:00:00Z',
    timezone: 'Europe/Rome',
    language: 'it',
    ...own,
  });
  if (made.status !== 201) throw new Error(made.text);
  const { id } = made.body as { readonly id: number };
  await act(id, 'publish');
  return id;
}
async function act(id: number, name: 'publish' | 'pause' | 'resume'): Promise<void> {
  const { status, text } = await world.api.post(`/campaigns/${id}/${name}`);
  if (status !== 200) throw new Error(text);
}
const entriesOf = async (id: number) =>
  world.database.sql.query<{ outcome: string; data: { answers?: object; version?: string } }>({
    text: 'select outcome, data from entries where campaign_id = $1 order by id',
    values: [id],
  });
const pass = async (ms: number): Promise<void> => {
  world.clock.advance(ms);
  await world.settle();
};

const aFlow = (own: object = {}) => ({
  flow: 1,
  languages: ['fa', 'it', 'en', 'ar'],
  first: 'size',
  steps: {
    size: {
      type: 'choose',
      texts: {
        fa: 'چه اندازه؟\n{options}',
        it: 'Che misura?\n{options}',
        en: 'Which size?\n{options}',
        ar: 'أي حجم؟\n{options}',
      },
      options: [
        { value: 'small', labels: { fa: 'کوچک', it: 'Piccola', en: 'Small', ar: 'صغير' } },
        { value: 'large', labels: { fa: 'بزرگ', it: 'Grande', en: 'Large', ar: 'كبير' } },
      ],
      save: 'size',
      next: 'number',
    },
    number: {
      type: 'ask',
      texts: { fa: 'چند تا؟', it: 'Quante?', en: 'How many?', ar: 'كم عددًا؟' },
      accept: { type: 'number', min: 1, max: 9, isWhole: true },
      save: 'number',
      next: 'end',
    },
    end: {
      type: 'end',
      outcome: 'ordered',
      texts: {
        fa: '{number} پیتزای {size}.',
        it: '{number} pizze: {size}.',
        en: '{number} × {size}.',
        ar: '{number} {size}.',
      },
    },
  },
  ttlMinutes: 30,
  maxTries: 3,
  tooManyTries: {
    texts: { fa: 'بماند برای بعد.', it: 'Sarà per un’altra volta.', en: 'Another time.', ar: 'في وقت آخر.' },
  },
  noReply: {
    texts: { fa: 'سفارش رها شد.', it: 'Ordine annullato.', en: 'Order dropped.', ar: 'ألغي الطلب.' },
  },
  ...own,
});
const aConversation = (flow: object) => ({ kind: 'conversation', settings: { flow } });

test('SES-01 nobody answers, so the no-reply branch fires once, and a late answer is told so', async () => {
  const id = await published('ORDINE', aConversation(aFlow()));
  const marco = somebody('39333');
  await marco.texts('48400', 'ORDINE');
  await marco.texts('48400', 'grande');
  await pass(31 * MINUTE_MS);
  await pass(31 * MINUTE_MS);
  const received = await marco.received();
  expect(received.slice(1)).toEqual(['Quante?', 'Ordine annullato.']);
  expect((await entriesOf(id)).map(({ outcome }) => outcome)).toEqual(['answer', 'partial']);
  await marco.texts('48400', '3');
  expect((await marco.received()).at(-1)).toContain('Il tempo per rispondere');
  const late = await marco.texts('48400', '3');
  expect(await world.because(late)).not.toBe('answered too late');
});

test('SES-02 two orders in one breath: each answer moves it on by one question', async () => {
  await published('ORDER', aConversation(aFlow()));
  const sara = somebody('44770');
  await sara.texts('48400', 'ORDER');
  await Promise.all([sara.texts('48400', 'Large'), sara.texts('48400', '2')]);
  expect(await sara.received()).toHaveLength(3);
});

test('SES-04 three answers that are none, and it leaves it there', async () => {
  const id = await published('طلب', {
    ...aConversation(aFlow()),
    language: 'ar',
    keywords: ['طلب'],
  });
  const layla = somebody('96650');
  await layla.texts('48400', 'طلب');
  await layla.texts('48400', 'كبير');
  for (const said of ['لا أعرف', '٠', '١٢']) await layla.texts('48400', said);
  expect(await layla.received()).toHaveLength(5);
  expect((await entriesOf(id)).map(({ outcome }) => outcome)).toEqual(['answer', 'partial']);
});

test('SES-05 an edit does not change the conversation under way', async () => {
  const id = await published('PIZZE', aConversation(aFlow()));
  const [marco, anna] = [somebody('39333'), somebody('39333')];
  await marco.texts('48400', 'PIZZE');
  await act(id, 'pause');
  const flow = aFlow();
  const edited = {
    ...flow,
    steps: {
      ...flow.steps,
      number: { ...flow.steps.number, texts: { ...flow.steps.number.texts, it: 'Quante pizze?' } },
    },
  };
  expect((await world.api.patch(`/campaigns/${id}`, { settings: { flow: edited } })).status).toBe(200);
  await act(id, 'resume');
  await anna.texts('48400', 'PIZZE');
  await anna.texts('48400', 'grande');
  await marco.texts('48400', 'grande');
  expect((await anna.received()).at(-1)).toBe('Quante pizze?');
  expect((await marco.received()).at(-1)).toBe('Quante?');
  const versions = (await entriesOf(id)).map(({ data }) => data.version);
  expect(new Set(versions).size).toBe(2);
});

test('PLL-03 a survey left half-way is kept and marked partial', async () => {
  const id = await published('نظر', {
    kind: 'survey',
    language: 'fa',
    timezone: 'Asia/Tehran',
    settings: {
      questions: [
        {
          name: 'recommend',
          type: 'nps',
          texts: { fa: 'از ۰ تا ۱۰ ما را پیشنهاد می‌کنید؟', it: 'Da 0 a 10?' },
        },
        { name: 'why', type: 'text', texts: { fa: 'چرا؟', it: 'Perché?' } },
      ],
    },
  });
  const [sara, reza] = [somebody(), somebody()];
  await sara.texts('48400', 'نظر');
  await sara.texts('48400', '۹');
  await reza.texts('48400', 'نظر');
  await reza.texts('48400', '٤');
  await reza.texts('48400', 'دیر رسید');
  await pass(61 * MINUTE_MS);
  const rows = await entriesOf(id);
  expect(rows.filter(({ outcome }) => outcome === 'partial')).toMatchObject([
    { data: { answers: { recommend: 9 } } },
  ]);
  expect(rows.filter(({ outcome }) => outcome === 'completed')).toMatchObject([
    { data: { answers: { recommend: 4, why: 'دیر رسید' } } },
  ]);
  const file = await world.api.get(`/campaigns/${id}/entries`).set('accept', 'text/csv');
  const partial = file.text.split('\n').find((line) => line.includes(',partial,'));
  expect(partial).toContain('""recommend"":9');
  expect(partial).toContain(rows[0]?.data.version);
});

test('PLL-04 five questions a day', async () => {
  const bank = Array.from({ length: 8 }, (_, at) => ({
    name: `q${at}`,
    difficulty: (['easy', 'medium', 'hard'] as const)[at % 3],
    texts: { it: `Domanda ${at}?`, en: `Question ${at}?` },
    options: [{ labels: { it: 'Roma', en: 'Rome' } }, { labels: { it: 'Milano', en: 'Milan' } }],
    right: 1,
  }));
  const id = await published('QUIZZONE', { kind: 'quiz', settings: { bank } });
  const [marco, anna] = [somebody('39333'), somebody('39333')];
  const asked = new Set<string>();
  const answer = async (who: typeof marco, said: string): Promise<string> => {
    await who.texts('48400', said);
    const text = (await who.received()).at(-1) ?? '';
    for (const [question] of text.matchAll(/Domanda \d/g)) asked.add(question);
    return text;
  };
  for (const said of ['QUIZZONE', 'roma', '1', 'Salta', 'milano']) await answer(marco, said);
  expect(await answer(marco, '١')).toContain('Punti di questa partita: 313');
  expect(asked.size).toBe(5);
  expect(await answer(marco, 'QUIZZONE')).toContain('Torna a giocare domani');
  await anna.texts('48400', 'QUIZZONE');
  await anna.texts('48400', 'Roma');
  const board = await world.api.get(`/campaigns/${id}/leaderboard`);
  expect(board.body).toMatchObject({
    items: [
      { place: 1, points: 313, msisdn: expect.stringMatching(/^39333\*\*\*\d{4}$/) as string },
      { place: 2, points: 100 },
    ],
  });
  world.clock.freeze('2026-05-01T22:00:00.000Z'); // midnight in Rome
  expect(await answer(marco, 'QUIZZONE')).toContain('Domanda');
});

test('DAT-01 an e-mail with a Persian full stop', async () => {
  await published('مشخصات', {
    kind: 'collect',
    language: 'fa',
    timezone: 'Asia/Tehran',
    settings: { purpose: 'membership', ask: [{ attribute: 'email', accept: { type: 'email' } }] },
  });
  const sara = somebody();
  await sara.texts('48400', 'مشخصات');
  await sara.texts('48400', 'sara@example');
  await sara.texts('48400', 'Sara@Example۔com');
  const learnt = await world.database.sql.query({
    text: `select a.name, a.value, a.purpose from attributes a join subscribers s on s.id = a.subscriber_id where s.msisdn = $1`,
    values: [sara.msisdn],
  });
  expect(learnt).toEqual([{ name: 'email', value: 'sara@example.com', purpose: 'membership' }]);
  expect((await sara.received())[1]).toContain('این نشانی ایمیل درست نیست');
});

test('OPT-03 a STOP between two questions ends it: no reminder comes, and the next answer answers nothing', async () => {
  await published('PIZZA', aConversation(aFlow()));
  const sara = somebody('44770');
  await sara.texts('48400', 'PIZZA');
  await sara.texts('48400', 'STOP');
  const received = await sara.received();
  await pass(31 * MINUTE_MS);
  expect(await sara.received()).toEqual(received);
});

test('SES-01 whoever was blocked meanwhile hears nothing when time runs out, and neither does anybody of a paused campaign', async () => {
  const id = await published('PIES', aConversation(aFlow()));
  const [sara, leila] = [somebody('44770'), somebody('44770')];
  await sara.texts('48400', 'PIES');
  await leila.texts('48400', 'PIES');
  expect((await world.api.put(`/subscribers/${sara.msisdn}`, { blocked: true })).status).toBe(200);
  await pass(31 * MINUTE_MS);
  expect([(await sara.received()).length, (await leila.received()).length]).toEqual([1, 2]);
  const mina = somebody('44770');
  await mina.texts('48400', 'PIES');
  await act(id, 'pause');
  await pass(31 * MINUTE_MS);
  expect(await mina.received()).toHaveLength(1);
  expect(await entriesOf(id)).toHaveLength(3);
});

test('a table of another brand keeps a conversation from being published', async () => {
  const flow = aFlow({
    steps: {
      size: { type: 'lookup', table: 'menu', key: 'x', save: 'menu', next: 'end', notFound: 'end' },
      end: { type: 'end', outcome: 'done', texts: { fa: 'ف', it: 'i', en: 'e', ar: 'ع' } },
    },
  });
  const draft = aConversation(flow);
  const settings = { ...draft.settings, tables: { menu: 999 } };
  await expect(published('MENU9', { ...draft, settings })).rejects.toThrow(
    'There is no table 999 of this brand.',
  );
});
