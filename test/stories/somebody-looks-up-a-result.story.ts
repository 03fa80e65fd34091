import { aPublished, asBrand, publish } from '../support/campaigns';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  world.clock.freeze('2026-05-01T08:00:00Z');
});
afterAll(() => world.close());

let people = 0;
const somebody = () => world.subscriber(`39333${9_300_000 + ++people}`);
const heardFor = async (...texts: readonly string[]): Promise<string[]> => {
  const someone = somebody();
  for (const text of texts) await someone.texts('48400', text);
  return someone.received();
};

let tables = 0;
async function aTable(columns = ['number', 'name', 'points']): Promise<number> {
  const made = await world.api.post('/lookup-tables', {
    brand: 'caffe-aurora',
    name: `Results ${++tables}`,
    columns,
    key: 'number',
  });
  if (made.status !== 201) throw new Error(made.text);
  return (made.body as { readonly id: number }).id;
}
const upload = (id: number, csv: string) =>
  world.api.put(`/lookup-tables/${id}/rows`).set('content-type', 'text/csv').send(csv);

describe('KW-14 a brand answers from its table', () => {
  test('KW-14 RISULTATO 4711 in any digits, unknown numbers, and the question for the number', async () => {
    const table = await aTable();
    expect((await upload(table, 'number,name,points\n4711,Sara,18.5\n4712,علی,20\n')).body).toMatchObject({
      size: 2,
      replacedAt: expect.stringMatching(/^2026-05-01T08:00:/) as string,
    });
    await aPublished(world, 'lookup', ['RISULTATO', 'نتیجه'], {
      table,
      answer: { it: '{name}: {points} punti', fa: 'امتیاز {name}: {points}' },
    });
    expect(await heardFor('RISULTATO 4711')).toEqual(['Sara: 18.5 punti']);
    expect(await heardFor('Risultato ۴۷۱۱')).toEqual(['Sara: 18.5 punti']);
    expect(await heardFor('نتیجه', '٤٧١٢')).toEqual([expect.any(String), 'علی: 20 punti']);
    expect(await heardFor('RISULTATO 4713')).toEqual([
      'Non abbiamo trovato nulla per "4713". Controlla e invia di nuovo. Non ti è stato addebitato.',
    ]);
  });

  test('KW-14 a new file replaces the old one whole; a wrong one changes nothing and names its lines', async () => {
    const table = await aTable();
    await upload(table, 'number,name,points\n1,Uno,1\n2,Due,2\n');
    await aPublished(world, 'lookup', ['GIOCO'], { table, answer: { it: '{name}' } });
    const wrong = await upload(table, 'number,name,points\n1,One,1\n۱,Again,1\n,None,0\n');
    expect([wrong.status, (wrong.body as { errors: object[] }).errors]).toEqual([
      422,
      [
        { path: 'line 3', message: 'has a key of an earlier line: 1' },
        { path: 'line 4', message: 'has no key of 1 to 100 characters' },
      ],
    ]);
    expect(await heardFor('GIOCO 1')).toEqual(['Uno']);
    expect((await upload(table, 'points,name,number\n3,Tre,3\n')).body).toMatchObject({ size: 1 });
    expect((await heardFor('GIOCO 1'))[0]).toMatch(/^Non abbiamo trovato/);
    expect(await heardFor('GIOCO 3')).toEqual(['Tre']);
    const [left] = await world.database.sql.query<{ count: number }>({
      text: 'select count(*) as count from table_rows where table_id = $1',
      values: [table],
    });
    expect(left?.count).toBe(1);
  });

  test('KW-14 while a file of 20,000 lines arrives, everybody is answered from one file or the other', async () => {
    const table = await aTable();
    const file = (name: string) =>
      ['number,name,points', ...Array.from({ length: 20_000 }, (_, at) => `${at},${name},0`), ''].join('\n');
    await upload(table, file('vecchio'));
    await aPublished(world, 'lookup', ['CLASSIFICA'], { table, answer: { it: '{name}' } });
    let isDone = false;
    const replacing = upload(table, file('nuovo')).then(({ status }) => {
      isDone = true;
      return status;
    });
    const heard: string[] = [];
    for (let at = 0; !isDone && at < 200; at++)
      heard.push(...(await heardFor(`CLASSIFICA ${(at * 97) % 20_000}`)));
    expect(await replacing).toBe(200);
    expect(heard.length).toBeGreaterThan(0);
    const firstNew = heard.indexOf('nuovo');
    const before = firstNew < 0 ? heard : heard.slice(0, firstNew);
    expect(new Set(before)).toEqual(new Set(['vecchio']));
    expect(new Set(heard.slice(before.length))).toEqual(new Set(firstNew < 0 ? [] : ['nuovo']));
    expect(await heardFor('CLASSIFICA 19999')).toEqual(['nuovo']);
  });

  test('KW-14 another brand’s table is neither seen nor filled nor answered from', async () => {
    const table = await aTable();
    const stranger = await asBrand(world, 'radio-shahr');
    expect((await stranger.get(`/lookup-tables/${table}`)).status).toBe(404);
    expect((await stranger.put(`/lookup-tables/${table}/rows`, 'number,name,points\n')).status).toBe(404);
    const { items } = (await stranger.get('/lookup-tables')).body as { items: { id: number }[] };
    expect(items.map(({ id }) => id)).not.toContain(table);
    const theirs = await stranger.post('/lookup-tables', { name: 'Theirs', columns: ['a', 'b'], key: 'a' });
    const { id } = theirs.body as { id: number };
    const publishing = aPublished(world, 'lookup', ['FURTO'], { table: id, answer: { it: '{b}' } });
    await expect(publishing).rejects.toThrow(/There is no table/);
  });

  test.each<[string, object, string]>([
    ['two columns of one name', { columns: ['a', 'a'] }, 'columns'],
    ['a column that texts use for something else', { columns: ['a', 'brand'] }, 'columns'],
    ['a key that is no column', { key: 'c' }, 'key'],
    ['no name', { name: ' ' }, 'name'],
  ])('KW-14 a table with %s is refused', async (_, own, path) => {
    const wish = { brand: 'caffe-aurora', name: 'Wrong', columns: ['a', 'b'], key: 'a', ...own };
    const { status, body } = await world.api.post('/lookup-tables', wish);
    expect([status, (body as { errors: { path: string }[] }).errors[0]?.path]).toEqual([422, path]);
  });
});

describe('KW-12 a menu of campaigns', () => {
  test('KW-12 a choice plays the campaign it names; menus that lead nowhere or round are not published', async () => {
    const table = await aTable();
    await upload(table, 'number,name,points\n7,Sette,7\n');
    const result = await aPublished(world, 'lookup', ['PUNTI'], { table, answer: { it: '{name}' } });
    const hours = await aPublished(world, 'auto-reply', ['ORARI'], { reply: { it: '9-18', fa: '۹ تا ۱۸' } });
    const labels = (it: string, fa: string) => ({ it, fa });
    const options = [
      { labels: labels('Orari', 'ساعت کاری'), campaign: hours },
      { labels: labels('Risultati', 'نتیجه‌ها'), campaign: result },
    ];
    const menu = await aPublished(world, 'menu', ['MENU'], { options });
    expect(await heardFor('MENU', '1')).toEqual([
      'Caffè Aurora: rispondi con il numero.\n1. Orari\n2. Risultati',
      '9-18',
    ]);
    expect((await heardFor('MENU', '2 ۷'))[1]).toBe('Sette');
    expect((await heardFor('MENU', 'ساعت کاری'))[1]).toBe('9-18');

    const nowhere = aPublished(world, 'menu', ['ALTRO'], {
      options: [options[0], { labels: labels('Altro', 'دیگر'), campaign: 999_999 }],
    });
    await expect(nowhere).rejects.toThrow(/Choice 2 leads to campaign 999999, which is none/);

    await world.api.post(`/campaigns/${menu}/pause`);
    await world.api.patch(`/campaigns/${menu}`, {
      settings: { options: [options[0], { ...options[1], campaign: menu }] },
    });
    await expect(publish(world, menu)).rejects.toThrow();
    expect((await world.api.post(`/campaigns/${menu}/resume`)).text).toContain('leads to this menu itself');
  });
});
