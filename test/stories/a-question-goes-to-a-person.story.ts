import { aPublished, asBrand } from '../support/campaigns';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  await aPublished(world, 'faq', ['CHIEDI', 'PRATICA', 'بپرس', 'پیگیری'], {
    questions: [
      {
        id: 'hours',
        asked: { it: ['Quali sono gli orari di apertura?', 'Quando aprite?'], fa: ['ساعت کاری چیست؟'] },
        answer: { it: 'Tutti i giorni dalle 9 alle 18.', fa: 'هر روز ۹ تا ۱۸.' },
      },
      {
        id: 'price',
        asked: { it: ['Quanto costa un caffè?'], fa: ['قیمت قهوه چقدر است؟'] },
        answer: { it: 'Il caffè costa 1,20 euro.', fa: 'قهوه ۱٫۲۰ یورو است.' },
      },
    ],
  });
});
afterAll(() => world.close());

let people = 0;
const somebody = () => world.subscriber(`39333${9_400_000 + ++people}`);
interface Ticket {
  readonly id: number;
  readonly code: string;
  readonly words: string;
  readonly state: string;
}
async function ticketFrom(someone: ReturnType<typeof somebody>): Promise<Ticket> {
  const texts = await someone.received();
  const { items } = (await world.api.get('/tickets?limit=200')).body as { items: Ticket[] };
  const ticket = items.find(({ code }) => texts.at(-1)?.includes(code));
  if (!ticket) throw new Error(`no ticket for ${texts.at(-1) ?? 'nobody'}`);
  return ticket;
}

describe('SUP-01 a brand is asked', () => {
  test('SUP-01 what it foresaw is answered, and a price it never named goes to a person', async () => {
    const guest = somebody();
    await guest.texts('48400', 'CHIEDI a che ora aprite');
    await guest.texts('48400', 'بپرس قیمت قهوه');
    expect(await guest.received()).toEqual(['Tutti i giorni dalle 9 alle 18.', 'Il caffè costa 1,20 euro.']);
    await guest.texts('48400', 'CHIEDI quanto costa un caffè decaffeinato');
    const ticket = await ticketFrom(guest);
    expect(ticket).toMatchObject({ words: 'quanto costa un caffè decaffeinato', state: 'open' });
  });
});

describe('SES-06 a ticket', () => {
  test('SES-06 the person asks how far it is, a colleague answers, and the answer reaches them both ways', async () => {
    const guest = somebody();
    await guest.texts('48400', 'CHIEDI avete torte senza glutine');
    const { id, code } = await ticketFrom(guest);
    await guest.texts('48400', `PRATICA ${code.toLowerCase()}`);
    expect((await guest.received()).at(-1)).toContain(`La richiesta ${code} è in lavorazione.`);

    const brand = await asBrand(world, 'caffe-aurora');
    const answer = () =>
      brand.post(`/tickets/${id}/answer`, { text: 'Sì, ogni sabato.' }).set('idempotency-key', 'answer-1');
    const first = await answer();
    expect([first.status, first.body]).toEqual([
      200,
      expect.objectContaining({ state: 'answered', answer: 'Sì, ogni sabato.', refused: null }),
    ]);
    expect((first.body as { msisdn: string }).msisdn).not.toBe(guest.msisdn);
    expect((await answer()).body).toEqual(first.body);
    await world.settle();
    expect((await guest.received()).filter((text) => text === 'Sì, ogni sabato.')).toHaveLength(1);
    await guest.texts('48400', `PRATICA ${code}`);
    expect((await guest.received()).at(-1)).toBe(`Risposta alla richiesta ${code}: Sì, ogni sabato.`);

    expect((await brand.post(`/tickets/${id}/close`)).body).toMatchObject({ state: 'closed' });
    expect((await brand.post(`/tickets/${id}/close`)).status).toBe(409);
    expect((await brand.post(`/tickets/${id}/answer`, { text: 'Ancora' })).status).toBe(409);
    await guest.texts('48400', `پیگیری ${code}`);
    expect((await guest.received()).at(-1)).toContain(`La richiesta ${code} è chiusa.`);
  });

  test('SES-06 nobody hears of somebody else’s ticket, and no brand sees another’s', async () => {
    const [guest, other] = [somebody(), somebody()];
    await guest.texts('48400', 'CHIEDI organizzate feste di compleanno');
    const { id, code } = await ticketFrom(guest);
    await Promise.all([guest.texts('48400', `PRATICA ${code}`), other.texts('48400', `PRATICA ${code}`)]);
    expect((await guest.received()).at(-1)).toContain('in lavorazione');
    expect((await other.received()).at(-1)).toContain(`Non troviamo il codice ${code}`);
    const stranger = await asBrand(world, 'radio-shahr');
    expect((await stranger.get(`/tickets/${id}`)).status).toBe(404);
    expect((await stranger.post(`/tickets/${id}/answer`, { text: 'x' })).status).toBe(404);
    expect((await stranger.get('/tickets')).body).toEqual({ items: [], next: null });
  });

  test('SES-06 whoever said STOP is not written to, and still hears the answer when they ask', async () => {
    const guest = somebody();
    await guest.texts('48400', 'CHIEDI fate consegne a domicilio');
    const { id, code } = await ticketFrom(guest);
    await guest.texts('48400', 'STOP');
    const before = (await guest.received()).length;
    const { body } = await world.api.post(`/tickets/${id}/answer`, { text: 'Sì, la sera.' });
    expect(body).toMatchObject({ state: 'answered', message: null, refused: 'RECIPIENT_OPTED_OUT' });
    await world.settle();
    expect(await guest.received()).toHaveLength(before);
    await guest.texts('48400', `PRATICA ${code}`);
    expect((await guest.received()).at(-1)).toBe(`Risposta alla richiesta ${code}: Sì, la sera.`);
  });
});
