import { hash } from 'node:crypto';
import { IRAN, subscribing, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

let world: World;
let services: Subscribing;
let care: Care;
let people = 0;

beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  services = await subscribing(world, IRAN);
  await services.offers({ name: 'STARS' });
  care = await aColleague('Sara', 'care');
  await aColleague('Reza', 'finance');
});
afterAll(() => world.close());

const somebody = () => world.subscriber(`98912${5_400_000 + ++people}`);

async function aColleague(name: string, role: string) {
  const { body } = await world.api.post('/api-keys', { name, role }).expect(201);
  const authorization = `Bearer ${(body as { readonly key: string }).key}`;
  const path = (below: string) => `/api/v1/complaints${below}`;
  return {
    get: (below: string) => world.http.get(path(below)).set('authorization', authorization),
    post: (below: string, sent: object, idempotencyKey?: string) =>
      world.http
        .post(path(below))
        .set('authorization', authorization)
        .set(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey })
        .send(sent),
  };
}
type Care = Awaited<ReturnType<typeof aColleague>>;

/** Somebody who joined and paid. @returns who, and the charge */
async function whoPaid() {
  const person = somebody();
  await person.texts('2050', 'STARS');
  await person.texts('2050', 'YES');
  await services.works();
  const [charge] = await services.query<{ id: number; subscription: number }>(
    `select c.id, c.subscription_id as subscription from charges c join subscribers p on p.id = c.subscriber_id
     where p.msisdn = $1 and c.state = 'charged'`,
    person.msisdn,
  );
  if (!charge) throw new Error('nobody paid');
  return { person, charge };
}

const WORDS = { channel: 'telephone', words: 'Says that she never subscribed' } as const;

interface Complaint {
  readonly id: number;
  readonly code: string;
  readonly state: string;
  readonly packSha256: string | null;
  readonly refund: number | null;
  readonly message: string | null;
  readonly refused: string | null;
}

async function complains(about: object): Promise<Complaint> {
  const { status, text, body } = await care.post('', { ...WORDS, ...about });
  if (status !== 201) throw new Error(text);
  return body as Complaint;
}

async function answered(about: object): Promise<Complaint> {
  const { id } = await complains(about);
  const { status, text, body } = await care.post(`/${id}/answer`, { text: 'You joined on 1 May.' });
  if (status !== 200) throw new Error(text);
  return body as Complaint;
}

type Pack = Readonly<Record<string, unknown>> & {
  readonly manifest: { readonly sections: readonly { readonly name: string; readonly sha256: string }[] };
  readonly texts: readonly { readonly text: string }[];
  readonly complaint: { readonly answer: string };
};

const packOf = async (id: number): Promise<Pack> =>
  (await care.get(`/${id}/evidence`).expect(200)).body as Pack;

test('SUP-03 from the first word to the last: a tracking code, an answer, the money back, and who did what', async () => {
  const { person, charge } = await whoPaid();
  const opened = await complains({ charge: charge.id, msisdn: `+${person.msisdn}` });
  expect(opened).toMatchObject({ state: 'open', charge: charge.id, subscription: charge.subscription });
  await world.settle();
  expect((await person.received()).at(-1)).toContain(opened.code);

  const known = await care.get(`?code=${opened.code.toLowerCase()}`).expect(200);
  expect((known.body as { readonly items: readonly Complaint[] }).items.map(({ id }) => id)).toEqual([
    opened.id,
  ]);
  const assigned = await care.post(`/${opened.id}/assign`, { assignee: 'Sara', reason: 'speaks Persian' });
  expect([assigned.status, assigned.body]).toMatchObject([200, { assignee: 'Sara', state: 'open' }]);
  const answer = await care.post(`/${opened.id}/answer`, { text: 'You joined on 1 May.' });
  expect([answer.status, answer.body]).toMatchObject([200, { state: 'answered', refused: null }]);
  await world.settle();
  expect((await person.received()).at(-1)).toContain('You joined on 1 May.');

  const amount = { minor: '2000', currency: 'IRR' };
  const upheld = await care.post(`/${opened.id}/uphold`, { reason: 'as a courtesy', amount });
  expect([upheld.status, upheld.body]).toMatchObject([200, { state: 'upheld' }]);
  await services.works();
  expect(await services.chargesOf(person.msisdn)).toMatchObject([{ state: 'charged', refunded: 2_000 }]);
  const [refund] = await services.query<{ id: number; state: string; actor: string }>(
    'select id, state, actor from refunds where charge_id = $1',
    charge.id,
  );
  expect(refund).toMatchObject({ state: 'refunded', actor: 'Sara', id: (upheld.body as Complaint).refund });
  await care.post(`/${opened.id}/close`, { reason: 'told by telephone' }).expect(200);

  const story = (await care.get(`/${opened.id}`).expect(200)).body as {
    readonly state: string;
    readonly steps: readonly { readonly step: string; readonly actor: string }[];
  };
  expect([story.state, story.steps.map(({ step, actor }) => `${actor}: ${step}`)]).toEqual([
    'closed',
    ['opened', 'assigned to Sara', 'answered', 'upheld', 'closed'].map((step) => `Sara: ${step}`),
  ]);
});

test('SUP-03 the evidence is what was known when they were answered, and every hash holds', async () => {
  const { person, charge } = await whoPaid();
  const { id, packSha256 } = await answered({ charge: charge.id });
  await person.texts('2050', 'STOP STARS');
  const pack = await packOf(id);
  expect(pack.texts.map(({ text }) => text)).toEqual(['STARS', 'YES']);
  expect(pack.complaint.answer).toBe('You joined on 1 May.');
  const names = pack.manifest.sections.map(({ name }) => name);
  for (const part of ['complaint', 'charge', 'consents', 'messages', 'transfers'])
    expect(names).toContain(part);
  for (const { name, sha256 } of pack.manifest.sections)
    expect([name, hash('sha256', JSON.stringify(pack[name]))]).toEqual([name, sha256]);
  expect(hash('sha256', JSON.stringify(pack.manifest))).toBe(packSha256);
  const archive = await care.get(`/${id}/evidence`).set('accept', 'application/zip').expect(200);
  expect(archive.headers['content-type']).toBe('application/zip');
});

test('SUP-03 nobody alters frozen evidence, and who does all the same is found out', async () => {
  const { charge } = await whoPaid();
  const { id } = await answered({ charge: charge.id });
  const forge = `update complaint_evidence set content = replace(content, 'YES', 'NO') where complaint_id = $1 and name = 'texts'`;
  await expect(services.query(forge, id)).rejects.toThrow('append-only');
  await expect(services.query('delete from complaint_evidence where complaint_id = $1', id)).rejects.toThrow(
    'append-only',
  );
  await services.query('alter table complaint_evidence disable trigger append_only');
  await services.query(forge, id);
  await services.query('alter table complaint_evidence enable trigger append_only');
  const refused = await care.get(`/${id}/evidence`);
  expect([refused.status, refused.body]).toMatchObject([
    409,
    { code: 'CONFLICT', reason: 'EVIDENCE_ALTERED', parts: ['texts'] },
  ]);
  await services.query(
    `update complaint_evidence set content = null where complaint_id = $1 and name in ('texts', 'messages')`,
    id,
  );
  expect(await packOf(id)).toMatchObject({ texts: null, messages: null, charge: { id: charge.id } });
});

test('SUP-03 nothing is decided before it is answered, twice, or for more than was paid', async () => {
  const { charge } = await whoPaid();
  const { id } = await complains({ charge: charge.id });
  for (const early of ['uphold', 'dismiss', 'close'])
    expect((await care.post(`/${id}/${early}`, { reason: 'too early' })).status).toBe(409);
  expect((await care.get(`/${id}/evidence`)).status).toBe(409);
  await care.post(`/${id}/answer`, { text: 'We looked into it.' }).expect(200);
  expect((await care.post(`/${id}/answer`, { text: 'Again.' })).status).toBe(409);

  const tooMuch = { reason: 'all and more', amount: { minor: '5001', currency: 'IRR' } };
  const refused = await care.post(`/${id}/uphold`, tooMuch);
  expect([refused.status, refused.body]).toMatchObject([409, { reason: 'REFUND_EXCEEDS_CHARGE' }]);
  expect((await care.get(`/${id}`)).body).toMatchObject({ state: 'answered', refund: null });
  await care.post(`/${id}/dismiss`, { reason: 'the yes stands in the ledger' }).expect(200);
  expect((await care.post(`/${id}/uphold`, { reason: 'on second thoughts' })).status).toBe(409);
  expect(await services.query('select 1 from refunds where charge_id = $1', charge.id)).toEqual([]);
});

test('SUP-03 the same request again is the same complaint, the same answer and the same refund', async () => {
  const { charge } = await whoPaid();
  const first = await care.post('', { ...WORDS, charge: charge.id }, 'call-881').expect(201);
  const again = await care.post('', { ...WORDS, charge: charge.id }, 'call-881').expect(201);
  expect(again.body).toEqual(first.body);
  const { id } = first.body as Complaint;
  for (const [path, body] of [
    ['answer', { text: 'Given back.', send: false }],
    ['uphold', { reason: 'charged twice' }],
  ] as const) {
    const once = await care.post(`/${id}/${path}`, body, `${path}-881`).expect(200);
    expect((await care.post(`/${id}/${path}`, body, `${path}-881`).expect(200)).body).toEqual(once.body);
  }
  const query = await care.get(`?charge=${charge.id}`).expect(200);
  expect((query.body as { readonly items: readonly object[] }).items).toMatchObject([
    { id, state: 'upheld' },
  ]);
  expect(await services.query('select amount_minor from refunds where charge_id = $1', charge.id)).toEqual([
    { amount_minor: 5_000 },
  ]);
});

test('SUP-03 of a subscription, or of a person alone: who may not be written to is named', async () => {
  const { charge } = await whoPaid();
  const { id } = await answered({ subscription: charge.subscription });
  const pack = await packOf(id);
  expect(Object.keys(pack)).toEqual(
    expect.arrayContaining(['subscriptionEvents', 'charges', `charge-${charge.id}/transfers`, 'consents']),
  );
  const luca = world.subscriber('393335400001');
  await luca.texts('48400', 'STOP');
  const where = { msisdn: luca.msisdn, brand: 'caffe-aurora', shortcode: '48400' };
  const alone = await answered(where);
  expect(alone).toMatchObject({ message: null, refused: 'RECIPIENT_OPTED_OUT', charge: null });
  expect((await packOf(alone.id)).texts.map(({ text }) => text)).toEqual(['STOP']);
  await care.post(`/${alone.id}/uphold`, { reason: 'nothing to give back' }).expect(200);
});

test('SUP-03 a slip of the pen opens nothing', async () => {
  const { person, charge } = await whoPaid();
  const other = somebody();
  await other.texts('2050', 'HELLO');
  const path = async (about: object): Promise<unknown> => {
    const { status, body } = await care.post('', { ...WORDS, ...about });
    const [fault] = (body as { readonly errors?: readonly { readonly path: string }[] }).errors ?? [];
    return [status, fault?.path];
  };
  expect(await path({ charge: charge.id, msisdn: other.msisdn })).toEqual([422, 'msisdn']);
  expect(await path({ charge: 999_999_999 })).toEqual([422, 'charge']);
  expect(await path({ subscription: 999_999_999 })).toEqual([422, 'subscription']);
  expect(await path({ charge: charge.id, subscription: charge.subscription })).toEqual([422, 'subscription']);
  expect(await path({ msisdn: person.msisdn, brand: 'radio-shahr' })).toEqual([422, 'charge']);
  expect(await path({ msisdn: '+393330000000', brand: 'radio-shahr', shortcode: '2050' })).toEqual([
    422,
    'msisdn',
  ]);
  const { id } = await complains({ charge: charge.id, send: false });
  for (const assignee of ['Nobody', 'Reza'])
    expect((await care.post(`/${id}/assign`, { assignee, reason: 'away' })).status).toBe(422);
  expect((await care.get('/999999999')).status).toBe(404);
});

test('SUP-03 what is late is found, until it is closed', async () => {
  const { charge } = await whoPaid();
  const { id } = await complains({ charge: charge.id, dueAt: '2026-05-15T18:00:00Z', send: false });
  const late = async (): Promise<number[]> =>
    (
      (await care.get('?overdue=true').expect(200)).body as { readonly items: readonly Complaint[] }
    ).items.map((one) => one.id);
  expect(await late()).toEqual([]);
  world.clock.advance(15 * 86_400_000);
  expect(await late()).toEqual([id]);
  await care.post(`/${id}/answer`, { text: 'Sorry.', send: false }).expect(200);
  await care.post(`/${id}/dismiss`, { reason: 'rightful' }).expect(200);
  expect(await late()).toEqual([id]);
  await care.post(`/${id}/close`, { reason: 'done' }).expect(200);
  expect(await late()).toEqual([]);
});
