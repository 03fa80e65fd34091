import { aCarrier, type Carrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'rough-link');
});
afterAll(() => world.close());

let people = 0;
const somebody = () => `39333${9_800_000 + ++people}`;

const isNamed = ({ status, body }: { readonly status: number; readonly body: unknown }): boolean =>
  status === 200 ||
  (status >= 400 && status < 500 && /^[A-Z][A-Z_]+$/.test((body as { code?: string }).code ?? ''));

describe('reports', () => {
  /** Reports about messages of nobody wait a day for one. */
  afterAll(() =>
    world.database.sql.run({ text: `update reports set effect = 'orphan' where effect is null` }),
  );

  test.each([
    ['no id', { state: 'delivered' }],
    ['no state', { id: '1' }],
    ['a state nobody knows', { id: '1', state: 'eaten' }],
    ['a date that is none', { id: '1', state: 'delivered', at: 'soon' }],
    ['an unknown field', { id: '1', state: 'delivered', colour: 'red' }],
    ['an id that is a number', { id: 1, state: 'delivered' }],
    ['NUL in the id', { id: '1\u0000', state: 'delivered' }],
    ['half a character in the error', { id: '1', state: 'failed', error: '\udc00' }],
    ['an error of a thousand characters', { id: '1', state: 'failed', error: 'x'.repeat(1_000) }],
    ['nothing', {}],
  ])('WIRE-06 a report with %s is kept or refused by name', async (_, report) => {
    expect(isNamed(await carrier.call('dlr', report))).toBe(true);
    expect(isNamed(await carrier.call('dlr', [report, { id: '2', state: 'delivered' }]))).toBe(true);
  });

  test.each(['', '{', '5', '[]'])('WIRE-06 %j is no report', async (body) => {
    const answer = await world.http
      .post('/carriers/rough-link/dlr')
      .set({ authorization: `Bearer ${carrier.key}`, 'content-type': 'application/json' })
      .serialize((raw: unknown) => raw as string)
      .send(body);
    expect(isNamed(answer)).toBe(true);
  });
});

describe('the simulated handset', () => {
  test.each([
    ['no text', { to: '48400' }],
    ['no code', { text: 'CIAO' }],
    ['an unknown field', { to: '48400', text: 'CIAO', colour: 'red' }],
    ['a code of letters', { to: 'NEWS', text: 'CIAO' }],
    ['a text that is a list', { to: '48400', text: ['CIAO'] }],
  ])('WIRE-01 with %s it is told what is wrong', async (_, body) => {
    const answer = await world.http.post('/simulator/handsets/393331112233/texts').send(body);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  test.each(['abc', '12', '0', '%00', '9'.repeat(40)])('WIRE-01 %s is no handset', async (msisdn) => {
    const answer = await world.http
      .post(`/simulator/handsets/${msisdn}/texts`)
      .send({ to: '48400', text: 'CIAO' });
    expect([400, 404, 422]).toContain(answer.status);
  });

  test.each(['CIAO\u0000', 'CIAO \ud83d'])('WIRE-04 it cannot type %j', async (text) => {
    const answer = await world.http
      .post('/simulator/handsets/393331112233/texts')
      .send({ to: '48400', text });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  test.each(['\u202eCIAO\u202c', '\u0001CIAO', 'CI\u200bAO'])(
    'WIRE-04 it can type %j, and is answered',
    async (text) => {
      const someone = world.subscriber(somebody());
      await someone.texts('48400', text);
      expect(await someone.received()).toHaveLength(1);
    },
  );
});
