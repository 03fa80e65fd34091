import { Logger } from '@nestjs/common';
import type { OutboundText } from '../../src/connectors/connector';
import { NO_FAULTS } from '../../src/connectors/simulator/faults';
import { remoteIdOf } from '../../src/connectors/simulator/remote-id';
import { anEar, networkOn, openLink } from '../support/carriers/connector-peers';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { until } from '../support/waiting';

const ALICE = '989121234567';
const PATIENT = { timeoutMs: 30_000 };
Logger.overrideLogger(false); // a report that cannot be handed over is warned of, and that is the point here

let last = 0;
const aText = (more: Partial<OutboundText> = {}): OutboundText => ({
  id: `o-${++last}`,
  from: '2050',
  to: ALICE,
  text: 'Hello',
  class: 'reply',
  ...more,
});

/** Long enough for what must not happen to show itself where nothing holds it up. */
const aWhile = (): Promise<void> => new Promise((over) => setTimeout(over, 250));

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** A process with the simulator open, as it is after a start. */
function aProcess(seed = 1) {
  const { network, pool } = networkOn(database.url, seed);
  const ear = anEar();
  const link = openLink('simulator', PATIENT, network, ear);
  const stop = async (): Promise<void> => {
    await link.close();
    await pool.end();
  };
  return { network, ear, link, stop };
}

describe('WIRE-06 the reports of the simulated network', () => {
  const cases = [
    ['normal', ['delivered']],
    ['late', ['delivered', 'enroute']],
    ['twice', ['delivered', 'delivered']],
    ['none', []],
  ] as const;
  test.each(cases)('%s', async (reports, states) => {
    const { network, ear, link, stop } = aProcess();
    await network.setFaults({ ...NO_FAULTS, reports });
    const text = aText();
    await link.submit([text]);
    await until('all of them are heard', () => ear.reports.length >= states.length);
    await aWhile(); // for one too many
    expect(ear.reports.map(({ state }) => state)).toEqual(states);
    for (const { remoteId } of ear.reports) expect(remoteId).toBe(remoteIdOf(text.id));
    await stop();
  });

  test('early: before the submit is answered', async () => {
    const { network, ear, link, stop } = aProcess();
    await network.setFaults({ ...NO_FAULTS, reports: 'early' });
    await link.submit([aText(), aText()]);
    expect(ear.reports.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    await stop();
  });

  test('hex: the id of the submit, in hex', async () => {
    const { network, ear, link, stop } = aProcess();
    await network.setFaults({ ...NO_FAULTS, reports: 'hex' });
    const [outcome] = await link.submit([aText()]);
    await until('it is reported', () => ear.reports.length > 0);
    const hex = ear.reports[0]?.remoteId ?? '';
    expect(outcome).toEqual({ type: 'accepted', remoteId: BigInt(`0x${hex}`).toString() });
    await stop();
  });

  test('come after a restart, when the process died with them on its hands', async () => {
    const first = aProcess();
    await first.network.setFaults({ ...NO_FAULTS, delayMs: [0, 300] });
    const texts = [aText(), aText(), aText()];
    await first.link.submit(texts);
    await first.stop();
    const second = aProcess();
    const heard = (): number =>
      new Set([...first.ear.reports, ...second.ear.reports].map(({ remoteId }) => remoteId)).size;
    await until('every text is reported', () => heard() === texts.length);
    expect(heard()).toBe(texts.length);
    await second.stop();
  });

  test('are kept while nobody can hear them', async () => {
    const { network, pool } = networkOn(database.url);
    const ear = anEar();
    let failures = 0;
    const deaf = { ...ear, hearReports: () => Promise.reject(new Error(`not now ${++failures}`)) };
    const link = openLink('simulator', PATIENT, network, deaf);
    await link.submit([aText()]);
    await until('a report was turned away', () => failures > 0);
    await link.close();
    await pool.end();
    const after = aProcess();
    await until('the next one hears it', () => after.ear.reports.length > 0);
    expect(after.ear.reports).toHaveLength(1);
    await after.stop();
  });
});

test('WIRE-02 a resend is one message on the handset, one report, and counted', async () => {
  const { network, ear, link, stop } = aProcess();
  const text = aText();
  await link.submit([text]);
  await link.submit([text, aText(), text]);
  await until('both are reported', () => ear.reports.length === 2);
  expect((await network.receivedBy(ALICE, '0', 10)).map(({ body }) => body)).toEqual(['Hello', 'Hello']);
  expect(await network.counters()).toEqual({ received: 2, resent: 1 });
  await stop();
  expect(ear.reports).toHaveLength(2);
});

test('a handset shows its texts in the order of the submit, page by page', async () => {
  const { network, link, stop } = aProcess();
  const ids = ['z', 'a', 'm', 'b', 'y'];
  await link.submit(ids.map((id) => aText({ id, text: `text ${id}` })));
  await link.submit([aText({ id: '0', text: 'text 0' }), aText({ id: 'c', to: '989120000000' })]);
  const page = await network.receivedBy(ALICE, '0', 4);
  expect(page.map(({ body }) => body)).toEqual(['text z', 'text a', 'text m', 'text b']);
  const rest = await network.receivedBy(ALICE, page.at(-1)?.seq ?? '0', 4);
  expect(rest.map(({ body }) => body)).toEqual(['text y', 'text 0']);
  await stop();
});

test('WIRE-07 a network that throttles 30 % takes everything in the end, each once', async () => {
  const { network, link, stop } = aProcess(42);
  await network.setFaults({ ...NO_FAULTS, throttle: 0.3 });
  let waiting = Array.from({ length: 200 }, () => aText());
  let rounds = 0;
  for (; waiting.length > 0 && rounds < 30; rounds++) {
    const outcomes = await link.submit(waiting);
    waiting = waiting.filter((_, at) => outcomes[at]?.type === 'throttled');
  }
  expect(rounds).toBeGreaterThan(1);
  expect(await network.counters()).toEqual({ received: 200, resent: 0 });
  await stop();
});

test('a lost message is accepted, and nobody hears of it again', async () => {
  const { network, ear, link, stop } = aProcess();
  await network.setFaults({ ...NO_FAULTS, lose: 1 });
  expect(await link.submit([aText()])).toMatchObject([{ type: 'accepted' }]);
  await aWhile(); // for a report that must not come
  expect(ear.reports).toEqual([]);
  expect(await network.counters()).toEqual({ received: 0, resent: 0 });
  await stop();
});

test('WIRE-02 a text delivered twice carries the same id both times', async () => {
  const { network, ear, stop } = aProcess();
  await network.setFaults({ ...NO_FAULTS, duplicate: 1 });
  expect(await network.say(ALICE, '2050', 'JOIN')).toEqual({ id: 't0', duplicate: false });
  expect(ear.texts.map(({ from, to, text }) => [from, to, text])).toEqual([
    [ALICE, '2050', 'JOIN'],
    [ALICE, '2050', 'JOIN'],
  ]);
  expect(ear.texts[1]?.remoteId).toBe(ear.texts[0]?.remoteId);
  await stop();
});

test('nobody hears a handset while no connector is open', async () => {
  const { network, link, stop } = aProcess();
  await link.close();
  expect(await network.say(ALICE, '2050', 'JOIN')).toEqual({ nobody: true });
  expect(network.isOpen).toBe(false);
  await stop();
});

test('a link that is opened anew outlives the closing of the old one', async () => {
  const { network, link, stop } = aProcess();
  const ear = anEar();
  const anew = openLink('simulator', PATIENT, network, ear);
  await link.close();
  expect(await network.say(ALICE, '2050', 'JOIN')).toEqual({ id: 't0', duplicate: false });
  await anew.submit([aText()]);
  await until('it is reported', () => ear.reports.length > 0);
  expect(ear.reports).toHaveLength(1);
  await anew.close();
  await stop();
});

test('faults, balances and texts outlive the process', async () => {
  const first = aProcess();
  await first.network.setFaults({ ...NO_FAULTS, throttle: 1 });
  await first.network.setBalance(ALICE, { minor: '50000', currency: 'IRR' });
  await first.stop();
  const second = aProcess();
  expect(await second.link.submit([aText()])).toMatchObject([{ type: 'throttled' }]);
  expect(await second.network.balanceOf(ALICE)).toEqual({ minor: '50000', currency: 'IRR' });
  expect(await second.network.balanceOf('989120000000')).toEqual({ minor: '0', currency: 'IRR' });
  await second.stop();
});

test('two submits of the same messages at once do not block each other for ever', async () => {
  const { network, link, stop } = aProcess();
  const texts = Array.from({ length: 100 }, () => aText());
  const results = await Promise.all(
    Array.from({ length: 8 }, (_, at) => link.submit(at % 2 === 0 ? texts : [...texts].reverse())),
  );
  for (const outcomes of results) expect(outcomes.every(({ type }) => type === 'accepted')).toBe(true);
  expect(await network.counters()).toEqual({ received: 100, resent: 700 });
  await stop();
});
