import { aCarrier, type Carrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

const MINUTE_MS = 60_000;
let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'tim-link');
});
afterAll(() => world.close());

let people = 0;
const somebody = () => `39333${4_000_000 + ++people}`;
const minutesAgo = (minutes: number) =>
  new Date(world.clock.now().getTime() - minutes * MINUTE_MS).toISOString();

async function isOn(msisdn: string): Promise<boolean> {
  const rows = await world.database.sql.query({
    text: `select 1 from consent_states c join subscribers s on s.id = c.subscriber_id where s.msisdn = $1 and status = 'in'`,
    values: [msisdn],
  });
  return rows.length > 0;
}

test('OPT-04 a JOIN that was said before a STOP and arrives after it opts nobody in', async () => {
  const from = somebody();
  await carrier.hands({ id: `${from}-stop`, from, to: '48400', text: 'STOP', sentAt: minutesAgo(1) });
  await world.settle();
  const { id } = await carrier.hands({
    id: `${from}-join`,
    from,
    to: '48400',
    text: 'NOTIZIE',
    sentAt: minutesAgo(2),
  });
  await world.settle();
  expect([await isOn(from), await world.because(id)]).toEqual([
    false,
    'asked to join before they asked to stop',
  ]);
});

test('OPT-04 a JOIN that was said after the STOP does', async () => {
  const from = somebody();
  await carrier.hands({ id: `${from}-stop`, from, to: '48400', text: 'STOP', sentAt: minutesAgo(2) });
  await carrier.hands({ id: `${from}-join`, from, to: '48400', text: 'NOTIZIE', sentAt: minutesAgo(1) });
  await world.settle();
  expect(await isOn(from)).toBe(true);
});

test('OPT-04 a long JOIN whose last part comes after the STOP was said with its first part', async () => {
  const from = somebody();
  const part = (n: number, text: string, minutes: number) =>
    carrier.hands({
      id: `${from}-${n}`,
      from,
      to: '48400',
      text,
      sentAt: minutesAgo(minutes),
      concat: { ref: 7, width: 8, part: n, total: 2 },
    });
  await part(1, 'NOTIZIE per favore, vorrei ', 3);
  await carrier.hands({ id: `${from}-stop`, from, to: '48400', text: 'STOP', sentAt: minutesAgo(2) });
  await world.settle();
  await part(2, 'tutte le vostre notizie', 1);
  await world.settle();
  expect(await isOn(from)).toBe(false);
  expect(await world.subscriber(from).received()).toHaveLength(1);
});

test('OPT-04 an old JOIN that the carrier delivers again changes nothing', async () => {
  const from = somebody();
  const joined = { id: `${from}-join`, from, to: '48400', text: 'NOTIZIE', sentAt: minutesAgo(3) };
  const first = await carrier.hands(joined);
  await world.settle();
  expect(await isOn(from)).toBe(true);
  await carrier.hands({ id: `${from}-stop`, from, to: '48400', text: 'STOP', sentAt: minutesAgo(2) });
  await world.settle();
  expect(await carrier.hands(joined)).toEqual({ id: first.id, duplicate: true });
  // Some carriers rotate their ids: then it is another text, and it was still said before the STOP.
  await carrier.hands({ ...joined, id: `${from}-join-again` });
  await world.settle();
  expect(await isOn(from)).toBe(false);
});

test('OPT-04 a carrier’s clock that cannot be right does not decide what was said first', async () => {
  const from = somebody();
  await carrier.hands({ id: `${from}-stop`, from, to: '48400', text: 'STOP' });
  await world.settle();
  await carrier.hands({
    id: `${from}-join`,
    from,
    to: '48400',
    text: 'NOTIZIE',
    sentAt: '2100-01-01T00:00:00Z',
  });
  await carrier.hands({
    id: `${from}-stop-2`,
    from,
    to: '48400',
    text: 'STOP',
    sentAt: '1970-01-01T00:00:00Z',
  });
  await world.settle();
  expect(await isOn(from)).toBe(false);
  const flags = await world.database.sql.query<{ flags: string[] | null }>({
    text: 'select flags from texts where sender = $1 order by id',
    values: [from],
  });
  expect(flags.map((row) => row.flags)).toEqual([null, ['time-replaced'], ['time-replaced']]);
});
