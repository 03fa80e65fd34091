import { aCarrier, type Carrier } from '../support/carrier';
import { codeNumber, fileOf, lotsOf, newLot } from '../support/code-lots';
import { aPersianCompetition, aPublishedCompetition, entriesOf, prize } from '../support/competing';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'slow-link');
});
afterAll(() => world.close());
afterEach(() => world.clock.set('2026-05-01T08:00:00Z'));

let people = 0;
const somebody = (prefix = '39333') => world.subscriber(`${prefix}${8_100_000 + ++people}`);

async function codesOf(brand: string, first: number, count: number, more: object = {}): Promise<string[]> {
  const lots = lotsOf(world);
  const id = await newLot(lots, { brand, ...more });
  const codes = Array.from({ length: count }, (_, at) => codeNumber(first + at));
  await lots.import(id, fileOf(codes));
  await lots.ended(id);
  return codes;
}

/** What a stranger hears to each of these words, said at these instants. */
async function hears(code: string, prefix: string, ...said: readonly (readonly [string, string])[]) {
  const person = somebody(prefix);
  for (const [text, at] of said) {
    world.clock.freeze(at);
    await person.texts(code, text);
  }
  return person.received();
}

const NOON = '2026-05-02T10:00:00Z';
const LATER = '2026-05-02T10:00:20Z';

describe('CON-06 eight answers, each with words of its own, and what it cost', () => {
  const settings = { mode: { type: 'draw' }, limits: { total: 1 } };
  const daily = { mode: { type: 'draw' }, limits: { perDay: 1 } };

  test('CON-06 in Italian', async () => {
    const id = await aPublishedCompetition(world, 'ESTATE', settings);
    await aPublishedCompetition(world, 'OGNIGIORNO', daily);
    await aPublishedCompetition(world, 'TAPPO', { ...daily, codes: {} });
    await aPublishedCompetition(world, 'ADULTI', { ...settings, age: { least: 18 } });
    const barred = somebody();
    await world.api.put(`/campaigns/${id}/players/${barred.msisdn}`, { barred: 'dipendente' });
    await barred.texts('48400', 'ESTATE');
    const [ok, duplicate] = await hears('48400', '39333', ['ESTATE', NOON], ['ESTATE', LATER]);
    const [, overLimit] = await hears('48400', '39333', ['OGNIGIORNO', NOON], ['OGNIGIORNO', LATER]);
    const [invalid] = await hears('48400', '39333', [`TAPPO ${codeNumber(99)}`, NOON]);
    await aPublishedCompetition(world, 'GIUGNO', settings, { opensAt: '2026-06-01T00:00:00+02:00' });
    const [early] = await hears('48400', '39333', ['GIUGNO', NOON]);
    const [late] = await hears('48400', '39333', ['ESTATE', '2026-06-01T18:00:00Z']);
    const [asked, young] = await hears('48400', '39333', ['ADULTI', NOON], ['3 maggio 2012', LATER]);
    const [kept] = await barred.received();
    expect(ok).toMatch(
      /^Partecipi all'estrazione\. Conserva la tua parola: [A-Z]{14}\. Non ti è stato addebitato\.$/,
    );
    expect([duplicate, overLimit, invalid, early, late, kept, asked, young]).toEqual([
      'Hai già partecipato: è ammessa una sola partecipazione a testa. Non ti è stato addebitato.',
      'Hai raggiunto il limite di 1 partecipazioni: questa non conta. Non ti è stato addebitato.',
      'Il codice non è valido. Controllalo e invialo di nuovo. Non ti è stato addebitato.',
      'Il concorso non è ancora iniziato. Apre il 2026-06-01 00:00. Non ti è stato addebitato.',
      'Il concorso si è chiuso il 2026-06-01 20:00: la tua partecipazione è arrivata tardi. Non ti è stato addebitato.',
      'Non puoi partecipare a questo concorso. Non ti è stato addebitato.',
      'Per partecipare devi avere almeno 18 anni. Qual è la tua data di nascita? Ad esempio 21/03/1990',
      'Per partecipare devi avere almeno 18 anni: la tua partecipazione non conta. Non ti è stato addebitato.',
    ]);
  });

  test('CON-06 in Persian', async () => {
    const id = await aPersianCompetition(world, 'تابستان', settings);
    await aPersianCompetition(world, 'هرروز', daily);
    await aPersianCompetition(world, 'درپوش', { ...daily, codes: {} });
    await aPersianCompetition(world, 'بزرگسال', { ...settings, age: { least: 18 } });
    const barred = somebody('98912');
    await world.api.put(`/campaigns/${id}/players/${barred.msisdn}`, { barred: 'کارمند' });
    await barred.texts('2050', 'تابستان');
    const [ok, duplicate] = await hears('2050', '98912', ['تابستان', NOON], ['تابستان', LATER]);
    const [, overLimit] = await hears('2050', '98912', ['هرروز', NOON], ['هرروز', LATER]);
    const [invalid] = await hears('2050', '98912', [`درپوش ${codeNumber(99)}`, NOON]);
    await aPersianCompetition(world, 'خرداد', settings, { opensAt: '2026-05-22T00:00:00+03:30' });
    const [early] = await hears('2050', '98912', ['خرداد', NOON]);
    const [late] = await hears('2050', '98912', ['تابستان', '2026-06-01T18:00:00Z']);
    const [asked, young] = await hears('2050', '98912', ['بزرگسال', NOON], ['۱۳۹۱/۰۲/۱۴', LATER]);
    const [kept] = await barred.received();
    const replies = [ok, duplicate, overLimit, invalid, early, late, kept, young];
    expect(new Set(replies).size).toBe(8);
    for (const reply of replies) expect(reply).toContain('هزینه‌ای از شما کم نشد.');
    expect(asked).toContain('تاریخ تولدتان');
    expect(young).toContain('دست‌کم ۱۸ سال');
  });
});

test('CON-04 19:59:59 is in, 20:00:00 is out, though both are handled at five past', async () => {
  const id = await aPublishedCompetition(world, 'SERA', { mode: { type: 'draw' } });
  world.clock.set('2026-06-01T18:05:00Z');
  const [inTime, tooLate] = [somebody(), somebody()];
  await carrier.handsAll([
    { from: inTime.msisdn, to: '48400', text: 'SERA', sentAt: '2026-06-01T17:59:59Z' },
    { from: tooLate.msisdn, to: '48400', text: 'SERA', sentAt: '2026-06-01T18:00:00Z' },
  ]);
  await world.settle();
  expect(await entriesOf(world, id)).toEqual([
    expect.objectContaining({ msisdn: inTime.msisdn, outcome: 'entered', counted: true }),
    expect.objectContaining({ msisdn: tooLate.msisdn, outcome: 'late', counted: false }),
  ]);
});

test('CON-02 ten seconds before midnight in Rome and five after are two days', async () => {
  const id = await aPublishedCompetition(world, 'NOTTE', { mode: { type: 'draw' }, limits: { perDay: 1 } });
  await hears(
    '48400',
    '39333',
    ['NOTTE', '2026-05-01T21:59:50Z'],
    ['NOTTE', '2026-05-01T22:00:05Z'],
    ['NOTTE', LATER],
  );
  expect((await entriesOf(world, id)).map(({ outcome }) => outcome)).toEqual([
    'entered',
    'entered',
    'overLimit',
  ]);
});

test('CON-03 two phones send the same code at once: one has it, the other hears so, and it stays so', async () => {
  const id = await aPublishedCompetition(world, 'TAPPI', { mode: { type: 'draw' }, codes: {} });
  const [code = ''] = await codesOf('caffe-aurora', 500, 1);
  const [one, other] = [somebody(), somebody()];
  await carrier.handsAll(
    [one, other].map(({ msisdn }) => ({ id: msisdn, from: msisdn, to: '48400', text: `tappi ${code}` })),
  );
  await world.settle();
  const [winner] = (await entriesOf(world, id)).filter(({ outcome }) => outcome === 'entered');
  const [lucky, unlucky] = winner?.msisdn === one.msisdn ? [one, other] : [other, one];
  expect((await lucky.received())[0]).toContain("Partecipi all'estrazione");
  expect(await unlucky.received()).toEqual([
    "Questo codice è già stato usato da un'altra persona. Non ti è stato addebitato.",
  ]);
  await lucky.texts('48400', `TAPPI ${code.toLowerCase().split('').join(' ')}`);
  expect((await lucky.received())[1]).toContain('Hai già inviato questo codice');
});

test('CON-01 a code wins what its lot says, in Persian figures and with a prize of its own', async () => {
  const id = await aPersianCompetition(world, 'جایزه', {
    mode: { type: 'codeMatch' },
    prizes: [prize(1)],
    codes: {},
  });
  const [winning = '', second = ''] = await codesOf('radio-shahr', 700, 2, { attributes: { prize: 'gold' } });
  const inPersian = winning.replace(/[0-9]/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit)));
  const [won] = await hears('2050', '98912', [`جایزه ${inPersian}`, NOON]);
  const [gone] = await hears('2050', '98912', [`جایزه ${second}`, LATER]);
  expect(won).toContain('تبریک! برنده شدید: «یک جایزه»');
  expect(gone).toContain('همه جایزه‌ها به برندگان رسیده است');
  expect((await entriesOf(world, id)).map(({ outcome }) => outcome)).toEqual(['won', 'soldOut']);
});

test('SUB-16 whoever entered is on no list, and the consent ledger knows nothing of it', async () => {
  await aPublishedCompetition(world, 'GIOCO', { mode: { type: 'instantWin', oneIn: 1 }, prizes: [prize(5)] });
  const person = somebody();
  const textId = await person.texts('48400', 'GIOCO');
  expect((await person.received())[0]).toContain('Hai vinto: un premio!');
  const [row] = await world.database.sql.query<{ consents: number; states: number; asked: number }>({
    text: `select (select count(*) from consents where subscriber_id = s.id)::int as consents,
             (select count(*) from consent_states where subscriber_id = s.id)::int as states,
             (select count(*) from confirmations where subscriber_id = s.id)::int as asked
           from subscribers s where msisdn = $1`,
    values: [person.msisdn],
  });
  expect(row).toEqual({ consents: 0, states: 0, asked: 0 });
  const replayed = await world.api.get(`/texts/${textId}/replay`);
  expect(replayed.body).toMatchObject({ same: true });
});
