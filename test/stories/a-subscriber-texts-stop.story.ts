import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let people = 0;
const somebody = () => world.subscriber(`98912${2_000_000 + ++people}`);
type Subscriber = ReturnType<typeof somebody>;

async function joins(someone: Subscriber, ...words: readonly string[]): Promise<Subscriber> {
  for (const word of words) {
    await someone.texts('2050', word);
    await someone.texts('2050', 'YES');
  }
  return someone;
}

const lastOf = async (someone: Subscriber) => (await someone.received()).at(-1) ?? '';
const statusOf = async (someone: Subscriber) => {
  await someone.texts('2050', 'STATUS');
  return lastOf(someone);
};

test('OPT-03 a subscriber texts STOP, and the last thing they hear is that they will hear no more', async () => {
  const alice = await joins(somebody(), 'NEWS');
  const before = (await alice.received()).length;
  const id = await alice.texts('2050', 'Stop!');
  expect(await world.because(id)).toBe('asked to stop');
  expect((await alice.received()).slice(before)).toEqual([
    'You are unsubscribed and will receive no more messages from 2050.',
  ]);
  const message = {
    brand: 'radio-shahr',
    from: '2050',
    to: alice.msisdn,
    text: 'Tonight at nine!',
    class: 'promotional',
  };
  const refused = await world.api.post('/messages', message);
  expect([refused.status, (refused.body as { code: string }).code]).toEqual([422, 'RECIPIENT_OPTED_OUT']);
});

describe('STOP and HELP answer anyone, once, in the language of the word', () => {
  test.each([
    ['2050', 'STOP', /^You are unsubscribed/],
    ['2050', 'خاموش', /[\u0600-\u06ff]{3}/],
    ['2050', 'لغو۱۱', /[\u0600-\u06ff]{3}/],
    ['2050', '۱۱', /[\u0600-\u06ff]{3}/],
    ['2050', 'ARRÊT', /désinscri|recevrez|plus/i],
    ['48400', 'STOP', /riceverai|iscri/i],
    ['48400', 'ANNULLA', /riceverai|iscri/i],
    ['48400', 'خاموش', /[\u0600-\u06ff]{3}/],
    ['70070', 'إلغاء', /[\u0600-\u06ff]{3}/],
    ['70070', 'STOP', /^You are unsubscribed/],
  ])('OPT-05 on %s %s', async (code, word, language) => {
    const stranger = somebody();
    await stranger.texts(code, word);
    await stranger.texts(code, word);
    expect(await stranger.received()).toEqual([expect.stringMatching(language)]);
  });

  test.each([
    ['2050', 'HELP', /^On 2050/],
    ['2050', 'راهنما', /[\u0600-\u06ff]{3}/],
    ['2050', '؟', /./],
    ['48400', 'AIUTO', /Caffè Aurora/],
    ['70070', 'مساعدة', /[\u0600-\u06ff]{3}/],
  ])('OPT-05 on %s %s, also after a STOP, and it changes nothing', async (code, word, language) => {
    const stranger = somebody();
    await stranger.texts(code, 'STOP');
    await stranger.texts(code, word);
    expect(await stranger.received()).toEqual([expect.anything(), expect.stringMatching(language)]);
    expect(await world.because(await stranger.texts(code, 'STOP'))).toBe('asked to stop, again');
  });

  test('LNG-01 a person who reads both is one person: خاموش after STOP ends nothing twice', async () => {
    const alice = await joins(somebody(), 'NEWS');
    await alice.texts('2050', 'STOP');
    expect(await world.because(await alice.texts('2050', 'خاموش'))).toBe('asked to stop, again');
  });
});

describe('two brands on one number', () => {
  test('NWS-01 STOP NEWS leaves OFFERS alone', async () => {
    const alice = await joins(somebody(), 'NEWS', 'OFFERS');
    expect(await world.because(await alice.texts('2050', 'STOP NEWS'))).toBe('asked to stop news');
    expect(await lastOf(alice)).toContain('NEWS');
    const status = await statusOf(alice);
    expect([status.includes('NEWS'), status.includes('OFFERS')]).toEqual([false, true]);
  });

  test.each(['خبر خاموش', 'NEWS OFF', 'لغو خبر', 'UNSUB NEWS'])('KW-11 so does %j', async (text) => {
    const alice = await joins(somebody(), 'NEWS', 'OFFERS');
    await alice.texts('2050', text);
    const status = await statusOf(alice);
    expect([status.includes('NEWS'), status.includes('OFFERS')]).toEqual([false, true]);
  });

  test('OPT-02 a bare STOP ends both, with one confirmation that names them', async () => {
    const alice = await joins(somebody(), 'NEWS', 'OFFERS');
    const before = (await alice.received()).length;
    await alice.texts('2050', 'STOP');
    expect((await alice.received()).slice(before)).toEqual([expect.stringMatching(/NEWS.*OFFERS/)]);
  });

  test('OPT-02 STOP ALL ends what one has on every number', async () => {
    const alice = await joins(somebody(), 'NEWS');
    await alice.texts('48400', 'NOTIZIE');
    await alice.texts('2050', 'STOP ALL');
    await alice.texts('48400', 'STATUS');
    expect(await lastOf(alice)).not.toContain('NEWS');
    const message = {
      brand: 'caffe-aurora',
      from: '48400',
      to: alice.msisdn,
      text: 'Ciao!',
      class: 'promotional',
    };
    expect((await world.api.post('/messages', message)).status).toBe(422);
  });

  test('OPT-07 START brings messages back, and only the subscriber can text it', async () => {
    const alice = await joins(somebody(), 'NEWS');
    await alice.texts('2050', 'STOP');
    const csv = `msisdn\n${alice.msisdn}\n`;
    const { body } = await world.api.get('/lists');
    const list = (body as { items: { id: number; shortcode: string; name: string }[] }).items.find(
      (one) => one.shortcode === '2050' && one.name === 'NEWS',
    );
    const imported = await world.http
      .post(`/api/v1/lists/${list?.id}/members/import`)
      .set('authorization', `Bearer ${world.adminKey}`)
      .set('content-type', 'text/csv')
      .send(csv);
    expect(imported.body).toMatchObject({ counts: { imported: 0, opted_out: 1 } });
    expect(await world.because(await alice.texts('2050', 'START'))).toBe('asked to start again');
    expect(await statusOf(alice)).not.toContain('NEWS');
  });
});

describe('free text that means stop', () => {
  test('OPT-06 is asked about where the law does not decide, and a yes ends it', async () => {
    const alice = await joins(somebody(), 'NEWS');
    await alice.texts('2050', 'please leave me alone');
    expect(await lastOf(alice)).toMatch(/stop/i);
    await alice.texts('2050', 'YES');
    expect(await statusOf(alice)).not.toContain('NEWS');
  });

  test('OPT-08 every step of it stands in the ledger, with the words that were said', async () => {
    const alice = await joins(somebody(), 'NEWS');
    await alice.texts('2050', 'STOP');
    const rows = await world.database.sql.query<{ event: string; words: string }>({
      text: `select event, words from consents c join subscribers s on s.id = c.subscriber_id where s.msisdn = $1 order by seq`,
      values: [alice.msisdn],
    });
    expect(rows).toEqual([
      { event: 'asked', words: 'NEWS' },
      { event: 'opt_in', words: 'YES' },
      { event: 'opt_out', words: 'STOP' },
      { event: 'opt_out', words: 'STOP' },
    ]);
  });
});
