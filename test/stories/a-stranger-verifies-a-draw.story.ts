import { personHash, readNonce } from '../../src/campaigns/competition/draw/entry-line';
import type { Proof } from '../../src/campaigns/competition/draw/proof';
import { writeProof } from '../../src/campaigns/competition/draw/proof';
import { ContestSeals } from '../../src/campaigns/competition/draws/contest-seals.service';
import { aCarrier, type Carrier } from '../support/carrier';
import { aDrawCompetition, drawsOf, TIMES, verified } from '../support/drawing';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  carrier = await aCarrier(world, 'slow-link');
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-05-01T08:00:00Z'));

const NONCE = /[A-Z]{14}/;

describe.each([
  { language: 'it' as const, code: '48400', word: 'ESTATE', prefix: '39333' },
  { language: 'fa' as const, code: '2050', word: 'تابستان', prefix: '98912' },
])('a draw in $language', ({ language, code, word, prefix }) => {
  test('CON-07 a stranger verifies the draw from the proof file alone', async () => {
    const id = await aDrawCompetition(world, word, { language });
    const draws = drawsOf(world, id);
    const people = Array.from({ length: 6 }, (_, at) => world.subscriber(`${prefix}${7_100_000 + at}`));
    for (const [at, person] of people.entries()) {
      world.clock.set(`2026-05-01T${String(8 + Math.floor(at / 2)).padStart(2, '0')}:1${at}:00Z`);
      await person.texts(code, word);
    }
    await people[0]?.texts(code, word);
    const [first, second] = await Promise.all(people.slice(0, 2).map((person) => person.received()));
    const nonce = NONCE.exec(first?.[0] ?? '')?.[0] ?? '';
    expect(NONCE.exec(first?.[1] ?? '')?.[0]).toBe(nonce);
    expect(NONCE.exec(second?.[0] ?? '')?.[0]).not.toBe(nonce);

    const announced = await draws.frozen({
      exclude: [{ msisdn: people[5]?.msisdn, reason: 'lavora per il promotore' }],
    });
    expect(announced).toMatchObject({
      state: 'committed',
      announcement: { list: { lines: 7 }, urn: { lines: 6 }, exclusions: { lines: 1 } },
      proofHash: null,
    });
    // A text that was said in time and was long on its way.
    world.clock.set('2026-05-01T12:40:00Z');
    const late = world.subscriber(`${prefix}7100099`);
    await carrier.hands({
      id: `late-${word}`,
      from: late.msisdn,
      to: code,
      text: word,
      sentAt: '2026-05-01T11:59:30Z',
    });
    await world.settle();

    const drawn = await draws.drawn(announced.id);
    const text = await draws.proof(announced.id);
    const { code: exit, said } = await verified({ 'proof.json': text }, [
      ...['proof.json', '--announced', announced.announcementHash],
      ...['--number', people[0]?.msisdn ?? '', '--nonce', nonce],
    ]);
    expect(said).toContain('This draw verifies.');
    expect(exit).toBe(0);
    expect(said).toContain('lavora per il promotore');
    expect(said).toMatch(/1 said in time arrived after the freeze/);
    const proof = JSON.parse(text) as Proof;
    expect(drawn.proofHash).toBe(proof.proofHash);
    const own = personHash(readNonce(nonce) ?? '', people[0]?.msisdn ?? '');
    const lines = proof.list.type === 'lines' ? proof.list.lines : [];
    expect(lines.filter((line) => line.includes(own))).toHaveLength(2);
    expect(text).not.toContain(people[0]?.msisdn);
  });
});

test('CON-07 whoever changes an entry in the database is caught by the seals of its hour', async () => {
  const id = await aDrawCompetition(world, 'MANOMESSO');
  const draws = drawsOf(world, id);
  for (const n of [1, 2, 3]) await world.subscriber(`3933372000${n}0`).texts('48400', 'MANOMESSO');
  world.clock.set('2026-05-01T09:00:30Z');
  await world.app.get(ContestSeals).step();
  const { sql } = world.database;
  for (const tampering of [
    `update contest_lines set line = replace(line, '|1|', '|9|') where campaign_id = ${id}`,
    `delete from contest_lines where campaign_id = ${id}`,
    `update entry_hours set count = 0 where campaign_id = ${id}`,
    'truncate entry_hours',
  ])
    await expect(sql.run({ text: tampering })).rejects.toThrow('append-only');
  await world.database.transaction(async (tx) => {
    await tx.sql.run({ text: 'set local session_replication_role = replica' });
    await tx.sql.run({
      text: `update contest_lines set line = replace(line, '|1|', '|9|') where campaign_id = $1 and number = 2`,
      values: [id],
    });
  });
  const { id: drawId } = await draws.frozen();
  world.clock.set(TIMES.beaconAt);
  const refused = await draws.post(`/draws/${drawId}/beacon`, { value: '00'.repeat(32) });
  expect(refused.body).toMatchObject({ status: 409, reason: 'would not verify' });
  expect(JSON.stringify(refused.body)).toContain('seal_hash');
});

test('CON-09 tickets stand in the list, and the proof shows them', async () => {
  const id = await aDrawCompetition(world, 'BIGLIETTI', { settings: { tickets: 3 } });
  const draws = drawsOf(world, id);
  for (const n of [1, 2, 3]) await world.subscriber(`3933373000${n}0`).texts('48400', 'BIGLIETTI');
  const { id: drawId, announcement } = await draws.frozen({ prizes: 1, reserves: 1 });
  expect(announcement.urn).toMatchObject({ lines: 3, tickets: 9 });
  await draws.drawn(drawId);
  const proof = JSON.parse(await draws.proof(drawId)) as Proof;
  for (const ticket of [...proof.winners, ...proof.reserves])
    expect(ticket).toMatch(/^[1-3]\|[0-9a-f]{64}\|3\|.{24}#[1-3]$/);
  const lines = proof.list.type === 'lines' ? proof.list.lines : [];
  const richer: Proof = {
    ...proof,
    list: { type: 'lines', lines: lines.map((line) => line.replace('|3|', '|30|')) },
  };
  expect((await verified({ 'proof.json': writeProof(richer) }, ['proof.json'])).code).toBe(1);
});

test('CON-07 hours are sealed while the competition runs, empty ones too, and missed ones are made up for', async () => {
  const id = await aDrawCompetition(world, 'ORE');
  await world.subscriber('393337400010').texts('48400', 'ORE');
  const seals = async () =>
    (
      (await world.http.get(`/api/v1/public/competitions/${id}/seals`)).body as {
        items: { at: string; count: number; hash: string }[];
      }
    ).items;
  world.clock.set('2026-05-01T09:00:01Z');
  await Promise.all([world.app.get(ContestSeals).step(), world.app.get(ContestSeals).step()]);
  const early = await seals();
  expect(early.map(({ at, count }) => [at, count])).toEqual([
    ['2026-05-01T08:00:00.000Z', 0],
    ['2026-05-01T09:00:00.000Z', 1],
  ]);
  await world.subscriber('393337400020').texts('48400', 'ORE');
  world.clock.set('2026-05-01T11:20:00Z');
  await world.subscriber('393337400030').texts('48400', 'ORE');
  await world.app.get(ContestSeals).step();
  const later = await seals();
  expect(later.map(({ count }) => count)).toEqual([0, 1, 2, 2]);
  expect(later.slice(0, 2)).toEqual(early);
});

test('CON-07 a thousand hours without an engine are made up for, and the draw verifies', async () => {
  const id = await aDrawCompetition(world, 'ASSENTE');
  const draws = drawsOf(world, id);
  await world.subscriber('393337500010').texts('48400', 'ASSENTE');
  await draws.post('/close');
  world.clock.set('2026-06-12T00:00:00Z');
  await world.app.get(ContestSeals).step();
  const { id: drawId } = (await draws.freeze({ beaconNotBefore: '2026-06-12T01:00:00Z', prizes: 1 }))
    .body as {
    readonly id: number;
  };
  world.clock.set('2026-06-12T01:00:00Z');
  expect((await draws.post(`/draws/${drawId}/beacon`, { value: '00'.repeat(32) })).status).toBe(200);
  const proof = await draws.proof(drawId);
  expect((JSON.parse(proof) as Proof).seals.length).toBeGreaterThan(1_000);
  expect((await verified({ 'proof.json': proof }, ['proof.json'])).code).toBe(0);
});
