import fc from 'fast-check';
import { TallyRollUp } from '../../src/campaigns/results/tally-roll-up.service';
import { aCarrier } from '../support/carrier';
import { openVoting, votesOf, type Voting } from '../support/voting';
import { createWorld, type World } from '../support/world';

let world: World;
let voting: Voting;
beforeAll(async () => {
  world = await createWorld({ demo: false });
  voting = await openVoting(world);
});
afterAll(() => world.close());

const rollUp = () => world.app.get(TallyRollUp).roll();

test('PLL-01 الف, ۱, 1 and A are the same vote, and each of them hears it in Persian', async () => {
  const { id, code } = await voting.aVote();
  for (const words of ['رأی الف', 'رأی ۱', 'رأی1', 'رأی A', 'رأی نیلوفر']) {
    const person = voting.somebody();
    await person.texts(code, words);
    expect(await person.received()).toEqual(['رأی شما به «نیلوفر» ثبت شد. سپاس از همراهی شما.']);
  }
  const asked = voting.somebody();
  await asked.texts(code, 'رأی');
  await asked.texts(code, '۱');
  expect(await asked.received()).toEqual([
    'به کدام گزینه رأی می‌دهید؟ شماره آن را بفرستید:\n۱. نیلوفر\n۲. صبا\n۳. باران',
    'رأی شما به «نیلوفر» ثبت شد. سپاس از همراهی شما.',
  ]);
  expect(await voting.votes(id)).toEqual({ niloofar: 6, saba: 0, baran: 0 });
});

test('PLL-01 in Italy too: VOTA A, VOTA 1, VOTA Ninfea, and a 1 to the question', async () => {
  const { id, code } = await voting.aVote({}, { language: 'it', timezone: 'Europe/Rome' });
  const thanks = 'Il tuo voto per Ninfea è stato registrato. Grazie!';
  for (const words of ['VOTA A', 'vota 1', 'Vota: Ninfea!']) {
    const person = voting.somebody('39333');
    await person.texts(code, words);
    expect(await person.received()).toEqual([thanks]);
  }
  const asked = voting.somebody('39333');
  await asked.texts(code, 'VOTA');
  await asked.texts(code, 'boh');
  await asked.texts(code, '1');
  expect(await asked.received()).toEqual([
    'Per chi voti? Rispondi con il numero:\n1. Ninfea\n2. Brezza\n3. Pioggia',
    'Non abbiamo trovato questa scelta. Rispondi con il numero:\n1. Ninfea\n2. Brezza\n3. Pioggia',
    thanks,
  ]);
  expect(await voting.votes(id)).toEqual({ niloofar: 4, saba: 0, baran: 0 });
});

test('PLL-01 a person who changes their mind is counted once, for the last; a late vote is told so', async () => {
  const { id, code } = await voting.aVote({ again: 'replace' }, { closesAt: '2026-05-01T09:00:00.000Z' });
  const person = voting.somebody();
  for (const words of ['رأی ۱', 'رأی ۲', 'رأی صبا', 'رأی ۳']) await person.texts(code, words);
  expect(await voting.votes(id)).toEqual({ niloofar: 0, saba: 0, baran: 1 });
  world.clock.freeze('2026-05-01T09:00:00.000Z');
  await person.texts(code, 'رأی ۱');
  world.clock.freeze('2026-05-01T08:00:00.000Z');
  expect((await person.received()).slice(-2)).toEqual([
    'رأی شما از «صبا» به «باران» تغییر کرد.',
    'رأی‌گیری به پایان رسیده است و این رأی شمرده نشد.',
  ]);
  expect((await voting.entries(id)).map(({ outcome }) => outcome)).toEqual([
    ...['vote', 'changed', 'refused', 'changed', 'late'],
  ]);
});

test('PLL-01 cs08 fifteen votes of one handset at once are one vote', async () => {
  const { id, code } = await voting.aVote();
  const { msisdn } = voting.somebody();
  // Fewer than would make two machines of it.
  await Promise.all(
    Array.from({ length: 15 }, (_, at) =>
      world.http
        .post(`/simulator/handsets/${msisdn}/texts`)
        .send({ to: code, text: `VOTE ${(at % 3) + 1}` })
        .expect(201),
    ),
  );
  await world.settle();
  const entries = await voting.entries(id);
  expect(entries.filter(({ counted }) => counted)).toHaveLength(1);
  expect(Object.values(await voting.votes(id)).reduce((sum, votes) => sum + votes, 0)).toBe(1);
});

test('PLL-01 cs04 one handset is one voter, however the carrier writes its number', async () => {
  const { id, code } = await voting.aVote();
  const carrier = await aCarrier(world, 'another-link', { homeCountry: 'IR' });
  for (const from of ['09127654321', '+989127654321', '00989127654321', '۰۹۱۲۷۶۵۴۳۲۱'])
    await carrier.hands({ id: `from ${from}`, from, to: code, text: 'VOTE 1' });
  await world.settle();
  expect((await voting.entries(id)).map(({ outcome }) => outcome).sort()).toEqual([
    ...['refused', 'refused', 'refused', 'vote'],
  ]);
  expect(await voting.votes(id)).toEqual({ niloofar: 1, saba: 0, baran: 0 });
});

test('CON-13 cs14 ten votes of three people are of three people', async () => {
  const { id, code } = await voting.aVote({ again: 'several', votesPerDay: 4 });
  const people = [voting.somebody(), voting.somebody(), voting.somebody()];
  for (let at = 0; at < 10; at++) await people[at % 3]?.texts(code, 'VOTE 1');
  const { body } = await world.api.get(`/campaigns/${id}/results`).expect(200);
  expect(body).toMatchObject({ entries: 10, counted: 10, people: 3, peopleCounted: 3 });
});

test('PLL-02 whatever two people text, the tally is what the entries say, rolled up or not', async () => {
  const words = fc.constantFrom(
    ...[
      'VOTE 1',
      'VOTE 2',
      'رأی ۳',
      'VOTE1',
      'VOTE',
      '2',
      'ب',
      'VOTE 1 3',
      'VOTE saba',
      'VOTE nobody',
      'hmm',
    ],
  );
  const text = fc.record({ person: fc.nat(1), words, rolls: fc.boolean(), together: fc.boolean() });
  const settings = fc.constantFrom(
    { again: 'refuse' },
    { again: 'replace', mostChoices: 2 },
    { again: 'several', votesPerDay: 3 },
  );
  await fc.assert(
    fc.asyncProperty(settings, fc.array(text, { minLength: 4, maxLength: 14 }), async (own, history) => {
      const { id, code } = await voting.aVote(own);
      const people = [voting.somebody(), voting.somebody()];
      for (const each of history) {
        const speakers = each.together ? people : people.slice(each.person, each.person + 1);
        await Promise.all(
          speakers.map(({ msisdn }) =>
            world.http
              .post(`/simulator/handsets/${msisdn}/texts`)
              .send({ to: code, text: each.words })
              .expect(201),
          ),
        );
        if (each.rolls) await rollUp();
      }
      await world.settle();
      const before = await voting.votes(id);
      expect(before).toEqual(votesOf(await voting.entries(id)));
      await rollUp();
      expect(await voting.votes(id)).toEqual(before);
    }),
    { numRuns: 8 },
  );
}, 120_000);
