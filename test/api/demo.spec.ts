import { DemoCatalogue } from '../../src/demo/demo.service';
import { createWorld, type World } from '../support/world';

describe('the demo catalogue', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    await world.settle();
  });
  afterAll(() => world.close());

  let next = 0;
  const somebody = (country: string) =>
    world.subscriber(`${country}${String(1_000_000 + next++).padStart(7, '0')}`);
  const answer = async (country: string, code: string, ...texts: readonly string[]): Promise<string> => {
    const person = somebody(country);
    for (const text of texts) await person.texts(code, text);
    return (await person.received()).at(-1) ?? '';
  };
  const [iran, italy, arabia] = ['98912', '39333', '96651'] as const;

  test('is loaded once, and never over a catalogue that has anything in it', async () => {
    const rows = () => world.database.sql.query({ text: 'select version from configuration' });
    const before = await rows();
    expect(
      await Promise.all([world.app.get(DemoCatalogue).load(), world.app.get(DemoCatalogue).load()]),
    ).toEqual([false, false]);
    expect(await rows()).toEqual(before);
  });

  test.each([
    [iran, '2050', 'HELLO', /^Hello from رادیو شهر! Text NEWS to 2050/],
    [iran, '2050', 'سلام', /^سلام از رادیو شهر!/],
    [iran, '2050', 'CAFE', /^کافه نادری is open every day/],
    [iran, '2050', 'کافه', /^کافه نادری هر روز/],
    [italy, '48400', 'hello', /^Hello from Caffè Aurora!/],
    [italy, '48400', 'Ciao!', /^Ciao da Caffè Aurora!/],
    [arabia, '70070', 'HELLO', /^Hello from سوق النخيل!/],
    [arabia, '70070', 'مرحبا', /^مرحبا من سوق النخيل!/],
  ])(
    'LNG-01 %s texts %s %s, and is answered in the language of the word',
    async (country, code, text, expected) => {
      expect(await answer(country, code, text)).toMatch(expected);
    },
  );

  test.each([
    [iran, '3070', ['رأی ۲'], /^رأی شما به «پاپ»/],
    [italy, '48500', ['VOTO', 'rock'], /^Il tuo voto per Rock/],
    [iran, '3070', ['قرعه'], /^شما در قرعه‌کشی.*[A-Z]{14}/],
    [italy, '48500', ['CONCORSO'], /^Partecipi all'estrazione.*[A-Z]{14}/],
    [iran, '3070', ['شانس'], /^(?!.*\{)/],
    [italy, '48500', ['FORTUNA', 'FORTUNA', 'FORTUNA'], /^Hai vinto|^Questa volta niente premio/],
    [iran, '3070', ['نظر', '۹', 'موسیقی شب'], /سپاس/],
    [italy, '48500', ['SONDAGGIO', '3', 'più caldo', 'il bancone'], /^Grazie/],
    [iran, '3070', ['مسابقه', '1', '۲'], /امتیاز/],
    [italy, '48500', ['GIOCO', '1', '2'], /punt/],
    [iran, '3070', ['کوپن'], /^کوپن شما از رادیو شهر/],
    [italy, '48500', ['BUONO'], /^Il tuo coupon di Caffè Aurora/],
    [iran, '3070', ['مشخصات', 'سارا رضایی', 'sara@example۔com', '۱۳۷۰/۱/۱'], /سپاس/],
    [italy, '48500', ['PROFILO', 'Anna Rossi', 'anna@example.it', '3 maggio 1990'], /^Grazie/],
    [iran, '3070', ['صندلی ۴۷۱۱'], /^بلیت 4711: صندلی B12/],
    [italy, '48500', ['POSTO', '4712'], /^Biglietto 4712: posto B13/],
    [iran, '3070', ['پرسش چه ساعتی باز هستید'], /^هر روز از ۸ صبح/],
    [italy, '48500', ['DOMANDA a che ora aprite'], /^Siamo aperti ogni giorno/],
    [iran, '3070', ['رزرو', '۴', 'شام'], /^میزی برای [4۴] نفر/],
    [italy, '48500', ['TAVOLO', '4', '2'], /^Abbiamo tenuto un tavolo per 4/],
    [iran, '3070', ['منو', '۱', '۲'], /^رأی شما به «پاپ»/],
    [italy, '48500', ['SCELTA', '3'], /^Il tuo coupon/],
  ])('KW-12 %s texts %s %j and plays', async (country, code, texts, expected) => {
    expect(await answer(country, code, ...texts)).toMatch(expected);
  });

  test.each([
    [
      italy,
      '48400',
      ['NEWS'],
      /^Welcome to NEWS by Caffè Aurora\. 4 messages a month\. Our messages are free\. Reply [A-Z]+ NEWS to stop, HELP for help\.$/,
    ],
    [
      italy,
      '48400',
      ['NOTIZIE'],
      /Caffè Aurora.*4 messaggi al mese.*I nostri messaggi sono gratuiti.*STOP NEWS/,
    ],
    [arabia, '70070', ['أخبار'], /سوق النخيل.*4 رسائل في الشهر/],
    [iran, '2050', ['خبر'], /رادیو شهر.*ماهی ۴ پیام.*دریافت پیام‌ها رایگان است/],
    [iran, '2050', ['پیشنهاد', 'بله'], /کافه نادری.*هفته‌ای ۱ پیام/],
    [iran, '2050', ['JOIN NEWS', 'YES'], /^Welcome to NEWS by رادیو شهر/],
  ])('NWS-01 %s texts %s %j and hears what the rules demand', async (country, code, texts, expected) => {
    expect(await answer(country, code, ...texts)).toMatch(expected);
  });

  test('JOIN alone joins the one list there is, and lists them where there are several', async () => {
    expect(await answer(italy, '48400', 'JOIN')).toMatch(/NEWS/);
    const members = await world.database.sql.query<{ joined: number }>({
      text: `select count(*)::int as joined from consent_states where status = 'in' and list_id is not null`,
    });
    expect(members[0]?.joined).toBeGreaterThan(0);
    const free = await answer(iran, '2050', 'JOIN');
    expect(free).toContain('خبر');
    expect(free).toContain('پیشنهاد');
  });

  test('LNG-02 HELP and STOP are answered in the language of their words', async () => {
    expect(await answer(italy, '48400', 'AIUTO')).toContain('Caffè Aurora');
    expect(await answer(arabia, '70070', 'مساعدة')).toContain('سوق النخيل');
    expect(await answer(iran, '2050', 'راهنما')).toContain('2050');
    expect(await answer(iran, '2050', 'STOP')).toMatch(/2050/);
    expect(await answer(italy, '48400', 'STOP')).toMatch(/48400/);
  });

  test('every campaign of it could be published as it stands: no lint has anything to say', async () => {
    const { items } = (await world.api.get('/campaigns?limit=200')).body as {
      items: { id: number; name: string }[];
    };
    expect(items).toHaveLength(35);
    await world.database.sql.run({ text: `update campaigns set state = 'draft', published_at = null` });
    const refused: object[] = [];
    for (const { id, name } of items) {
      const { status, body } = await world.api.post(`/campaigns/${id}/publish`);
      if (status !== 200) refused.push({ name, body: body as object });
    }
    expect(refused).toEqual([]);
  });
});
