import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let people = 0;
const somebodyFrom = (prefix: string) => world.subscriber(`${prefix}${1_000_000 + ++people}`);
const HANDSETS = { '2050': '98912', '48400': '39333', '70070': '96650' } as const;
type Code = keyof typeof HANDSETS;

const HELLOS: readonly (readonly [code: Code, word: string, opening: string])[] = [
  ['2050', 'HELLO', 'Hello from'],
  ['2050', 'سلام', 'سلام از رادیو شهر'],
  ['48400', 'HELLO', 'Hello from Caffè Aurora'],
  ['48400', 'CIAO', 'Ciao da Caffè Aurora'],
  ['70070', 'HELLO', 'Hello from'],
  ['70070', 'مرحبا', 'مرحبا من سوق النخيل'],
];

describe('whoever greets is greeted, in the language of the greeting', () => {
  test.each(HELLOS)('LNG-01 on %s %s gets: %s…', async (code, word, opening) => {
    const someone = somebodyFrom(HANDSETS[code]);
    await someone.texts(code, ` ${word.toLowerCase()}! `);
    expect(await someone.received()).toEqual([expect.stringContaining(opening)]);
  });
});

const NEWS: readonly (readonly [code: Code, word: string, language: RegExp, yes: string | null])[] = [
  ['2050', 'NEWS', /4 messages a month/, 'YES'],
  ['2050', 'خبر', /[\u0600-\u06ff]{3}/, 'بله'],
  ['48400', 'NEWS', /4 messages a month/, null],
  ['48400', 'NOTIZIE', /gratuiti/, null],
  ['70070', 'NEWS', /4 messages a month/, null],
  ['70070', 'أخبار', /[\u0600-\u06ff]{3}/, null],
];

describe('whoever asks for the news gets one confirmation, with the way out in it', () => {
  test.each(NEWS)('NWS-01 on %s %s', async (code, word, language, yes) => {
    const someone = somebodyFrom(HANDSETS[code]);
    const asked = await someone.texts(code, word);
    const [confirmation = '', ...more] = await someone.received();
    expect(more).toEqual([]);
    expect(confirmation).toMatch(language);
    expect(await world.because(asked)).toBe(
      yes ? 'asked to join, and was asked to confirm' : 'joined the list',
    );
    if (yes !== null) {
      expect(await world.because(await someone.texts(code, yes))).toBe('confirmed the list');
      expect(await someone.received()).toHaveLength(2);
    }
    const wayOut = /(\S+) NEWS(?!.*\S+ NEWS)/.exec((await someone.received()).at(-1) ?? '')?.[0] ?? 'none';
    expect(await world.because(await someone.texts(code, wayOut))).toBe('asked to stop news');
  });

  test('KW-11 JOIN names it, in any of the spellings the operators teach', async () => {
    for (const text of ['JOIN NEWS', 'SUB news', 'START NEWS']) {
      const someone = somebodyFrom(HANDSETS['48400']);
      expect(await world.because(await someone.texts('48400', text))).toBe('joined the list');
    }
  });

  test('OPT-11 STATUS lists what one is on', async () => {
    const someone = somebodyFrom(HANDSETS['48400']);
    await someone.texts('48400', 'NOTIZIE');
    await someone.texts('48400', 'STATUS');
    expect((await someone.received()).at(-1)).toContain('NEWS');
  });
});

describe('what is no keyword', () => {
  test('KW-09 an empty text gets the free list', async () => {
    const someone = somebodyFrom(HANDSETS['2050']);
    expect(await world.because(await someone.texts('2050', '   '))).toBe('asked what there is');
    expect(await someone.received()).toHaveLength(1);
  });

  test('KW-07 ten texts that nobody understands get one answer', async () => {
    const someone = somebodyFrom(HANDSETS['48400']);
    for (let n = 0; n < 10; n++) await someone.texts('48400', 'qwertyuiop');
    expect(await someone.received()).toHaveLength(1);
  });

  test('KW-08 HELO is asked about, and a yes is taken for HELLO', async () => {
    const someone = somebodyFrom(HANDSETS['48400']);
    await someone.texts('48400', 'HELO');
    await someone.texts('48400', 'SI');
    const [asked, answered] = await someone.received();
    expect(asked).toContain('HELLO');
    expect(answered).toContain('Caffè Aurora');
  });

  test('KW-10 on a shared number words without a keyword go to whom one talked with last, until half a day has passed', async () => {
    const someone = somebodyFrom(HANDSETS['2050']);
    await someone.texts('2050', 'HELLO');
    await someone.texts('2050', 'CAFE');
    expect(await world.because(await someone.texts('2050', 'when does it begin'))).toBe(
      'passed to kafe-naderi, which spoke last',
    );
    expect((await someone.received()).at(-1)).toContain('کافه نادری');
    world.clock.advance(12 * 3_600_000);
    expect(await world.because(await someone.texts('2050', 'when does it begin'))).toBe('unknown word');
  });

  test('a number that nobody has is recorded, and answered by nobody', async () => {
    const someone = somebodyFrom(HANDSETS['2050']);
    expect(await world.because(await someone.texts('99999', 'HELLO'))).toBe('no such code: 99999');
    expect(await someone.received()).toEqual([]);
  });
});

test('OPS-04 one id tells the whole story of a text', async () => {
  const someone = somebodyFrom(HANDSETS['48400']);
  const id = await someone.texts('48400', 'CIAO');
  const { body } = await world.api.get(`/texts/${id}/timeline`);
  const { events } = body as {
    readonly events: readonly { readonly type: string; readonly because?: string; readonly state?: string }[];
  };
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['heard', 'decided', 'queued', 'submitted', 'reported']),
  );
  expect(events.find(({ type }) => type === 'decided')?.because).toBe('answered automatically');
});
