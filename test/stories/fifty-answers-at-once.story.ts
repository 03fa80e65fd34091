import { aQuestionKind } from '../support/builders';
import { aCarrier, type Carrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ kinds: [aQuestionKind({ accepts: ['red', 'blue'] })] });
  carrier = await aCarrier(world, 'tim-link');
  const made = await world.api.post('/campaigns', {
    brand: 'caffe-aurora',
    shortcode: '48400',
    name: 'Colours',
    kind: 'colour',
    keywords: ['COLOUR'],
    opensAt: '2026-01-01T00:00:00Z',
    timezone: 'Europe/Rome',
    language: 'en',
    settings: {},
  });
  const published = await world.api.post(`/campaigns/${(made.body as { id: number }).id}/publish`);
  if (published.status !== 200) throw new Error(published.text);
  world.clock.advance(2 * 3_600_000);
});
afterAll(() => world.close());

interface Question {
  readonly question: string;
  readonly state: { readonly answers: readonly string[] };
}

const questionsOf = (msisdn: string) =>
  world.database.sql.query<Question>({
    text: 'select question, state from conversations c join subscribers s on s.id = c.subscriber_id where s.msisdn = $1',
    values: [msisdn],
  });

test('SES-02 fifty answers at the same moment advance the question once each, and none is lost', async () => {
  const from = '393339000001';
  // A loop guard stops one person at twenty texts in five minutes: these were said over an hour, and all arrive now.
  const minutesAgo = (minutes: number) =>
    new Date(world.clock.now().getTime() - minutes * 60_000).toISOString();
  await carrier.hands({ id: 'question', from, to: '48400', text: 'COLOUR', sentAt: minutesAgo(60) });
  await world.settle();
  const answers = Array.from({ length: 50 }, (_, n) => ({
    id: `answer-${n}`,
    from,
    to: '48400',
    text: n % 2 ? 'red' : 'BLUE',
    sentAt: minutesAgo(55 - n),
  }));
  await Promise.all([carrier.handsAll(answers), carrier.handsAll(answers), carrier.handsAll(answers)]);
  await world.settle();
  const [question] = await questionsOf(from);
  expect(question?.state.answers).toHaveLength(50);
  const received = await world.subscriber(from).received();
  expect(received.slice(1).map((text) => Number(/\d+/.exec(text)?.[0]))).toEqual(
    Array.from({ length: 50 }, (_, n) => n + 1),
  );
});

test('SES-02 answers of two people never mix', async () => {
  const [alice, bob] = ['393339000002', '393339000003'];
  await Promise.all(
    [alice, bob].map((from) => carrier.hands({ id: `${from}-0`, from, to: '48400', text: 'COLOUR' })),
  );
  await carrier.handsAll(
    [alice, bob, alice].map((from, n) => ({
      id: `mixed-${n}`,
      from,
      to: '48400',
      text: from === alice ? 'red' : 'blue',
    })),
  );
  await world.settle();
  const [ofAlice] = await questionsOf(alice);
  const [ofBob] = await questionsOf(bob);
  expect([ofAlice?.state.answers, ofBob?.state.answers]).toEqual([['red', 'red'], ['blue']]);
});

test('SES-03 STOP inside a question opts out and ends it', async () => {
  const someone = world.subscriber('393339000004');
  await someone.texts('48400', 'COLOUR');
  expect(await world.because(await someone.texts('48400', 'stop'))).toBe('asked to stop');
  expect(await questionsOf(someone.msisdn)).toEqual([]);
  await someone.texts('48400', 'red');
  expect(await someone.received()).not.toContain('Answer 1: red');
});

test('SES-03 sp02 what it does not take is asked again, and the question stays', async () => {
  const someone = world.subscriber('393339000005');
  await someone.texts('48400', 'COLOUR');
  await someone.texts('48400', 'purple');
  await someone.texts('48400', 'red');
  expect(await someone.received()).toEqual(['Which colour?', 'Which colour, please?', 'Answer 1: red']);
});
