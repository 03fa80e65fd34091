import {
  aCampaign,
  aConfiguration,
  aJoin,
  aKeyword,
  aList,
  aShortcode,
  minutesLater,
  NOW,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Campaign } from '../../catalogue/configuration';
import { windowAt } from './keyword';

const talkWith = (campaign: Campaign, word = 'WIN') =>
  new Talk({ configuration: aConfiguration({ plays: [{ words: [word], campaign }] }) });
const justBefore = (at: Date): Date => new Date(at.getTime() - 1);
const justAfter = (at: Date): Date => new Date(at.getTime() + 1);

describe('KW-06 before, during and after', () => {
  const opensAt = NOW;
  const closesAt = minutesLater(60);
  const settings = {
    reply: { en: 'You are in.' },
    before: { en: 'This is far too early' },
    after: { en: 'This is far too late' },
  };

  test('KW-06 kw1 three texts, at the very edges', () => {
    const replyAt = (saidAt: Date) =>
      talkWith(aCampaign({ opensAt, closesAt, settings })).says('WIN', saidAt).replies;
    expect(replyAt(justBefore(opensAt))).toEqual(['This is far too early']);
    expect(replyAt(opensAt)).toEqual(['You are in.']);
    expect(replyAt(justBefore(closesAt))).toEqual(['You are in.']);
    expect(replyAt(closesAt)).toEqual(['This is far too late']);
    expect(replyAt(justAfter(closesAt))).toEqual(['This is far too late']);
  });

  test('KW-06 kw2 without a text of its own the reply names the keyword, and when it opens on its own clock', () => {
    const campaign = aCampaign({ opensAt: minutesLater(60), timezone: 'Asia/Tehran' });
    expect(talkWith(campaign).says('WIN').replies).toEqual([
      expect.stringMatching(/^WIN .*2026-05-01 12:30/),
    ]);
  });

  test('KW-06 the clock of a campaign knows its summer time', () => {
    const opensAfterChange = aCampaign({
      opensAt: new Date('2026-03-29T01:30:00Z'),
      timezone: 'Europe/Rome',
    });
    const before = talkWith(opensAfterChange).says('WIN', new Date('2026-03-29T00:59:00Z'));
    expect(before.replies[0]).toMatch(/2026-03-29 03:30/);
  });

  test('KW-06 outside its hours a campaign says so, and when it answers again on its own clock', () => {
    const hours = [{ from: '09:00', to: '21:00' }];
    const opensAt = new Date('2026-01-01T00:00:00Z');
    const timezone = 'Asia/Tehran';
    const at = (text: string, own = {}) =>
      talkWith(aCampaign({ opensAt, timezone, settings: { ...settings, hours, ...own } })).says(
        'WIN',
        new Date(text),
      );
    expect(at('2026-05-01T17:29:59Z').replies).toEqual(['You are in.']); // 20:59:59 in Tehran
    expect(at('2026-05-01T17:30:00Z').because).toBe('the campaign is closed at this hour');
    expect(at('2026-05-01T17:30:00Z').replies[0]).toMatch(/2026-05-02 09:00/);
    const outside = { en: '{brand} sleeps until {opensAt}.' };
    expect(at('2026-05-01T17:30:00Z', { outside }).replies).toEqual([
      expect.stringMatching(/sleeps until .*09:00\./),
    ]);
  });

  test('KW-06 kw4 without an end it is live for ever', () => {
    const campaign = aCampaign({ settings: { reply: { en: 'You are in.' }, after: { en: 'x' } } });
    expect(talkWith(campaign).says('WIN', new Date('2099-01-01T00:00:00Z')).replies).toEqual(['You are in.']);
  });

  test('KW-06 kw7 a campaign may handle a text and answer nothing', () => {
    const { because, replies } = talkWith(aCampaign({ settings: { reply: {}, silent: true } })).says('WIN');
    expect([because, replies]).toEqual(['counted, and answered by nobody', []]);
  });

  test('KW-06 kw8 what was said in time counts, however late it is handled', () => {
    const campaign = aCampaign({ opensAt, closesAt, settings });
    expect(talkWith(campaign).says('WIN', justBefore(closesAt), { lateMs: 3_600_000 }).replies).toEqual([
      'You are in.',
    ]);
  });

  test('KW-06 windows are half-open', () => {
    const campaign = aCampaign({ opensAt, closesAt });
    expect([justBefore(opensAt), opensAt, closesAt].map((at) => windowAt(campaign, at))).toEqual([
      'before',
      'during',
      'after',
    ]);
  });
});

describe('KW-11 commands that join', () => {
  const joinable = () =>
    new Talk({
      configuration: aConfiguration({
        lists: [aList(), aList({ id: 2, name: 'OFFERS' })],
        plays: [
          { words: ['NEWS', aKeyword('NOTIZIE', { language: 'it' })], campaign: aJoin() },
          { words: ['OFFERS'], campaign: aJoin({ id: 11, settings: { list: 2, rates: { en: 'Free' } } }) },
          { words: ['HELLO'], campaign: aCampaign({ id: 12 }) },
        ],
      }),
    });

  test.each(['NEWS', 'JOIN NEWS', 'SUB news', 'START NEWS', 'news join'])('KW-11 %j joins NEWS', (text) => {
    const talk = joinable();
    expect(talk.says(text)).toMatchObject({ rule: 'keyword', because: 'joined the list' });
    expect(talk.person.standings.get('list:1')?.status).toBe('in');
  });

  test('KW-11 tl25 JOIN before a word of a list is JOIN behind it', () => {
    const [before, behind] = ['JOIN OFFERS', 'offers join'].map((text) => {
      const talk = joinable();
      const { rule, because, replies } = talk.says(text);
      return { rule, because, replies, standing: talk.person.standings.get('list:2')?.status };
    });
    expect(before).toEqual(behind);
    expect(before).toMatchObject({ because: 'joined the list', standing: 'in' });
  });

  test('KW-11 a bare JOIN is the free list where there are several, and the one thing where there is one', () => {
    expect(joinable().says('JOIN').because).toBe('asked what there is');
    const alone = new Talk({
      configuration: aConfiguration({ lists: [aList()], plays: [{ words: ['NEWS'], campaign: aJoin() }] }),
    });
    expect(alone.says('JOIN').because).toBe('joined the list');
  });

  test('KW-11 JOIN and a word that joins nothing joins nobody', () => {
    const talk = joinable();
    talk.says('JOIN HELLO');
    talk.says('JOIN NOTHING');
    expect(talk.person.standings.size).toBe(0);
  });

  test('LNG-01 the answer is in the language of the word', () => {
    expect(joinable().says('NOTIZIE').replies[0]).toMatch(/Ricevi|Benvenut|iscri/i);
  });

  test('KW-04 a brand may lease JOIN’s neighbours: its own keyword goes before the command', () => {
    const talk = new Talk({
      configuration: aConfiguration({
        lists: [aList()],
        plays: [
          { words: ['STATUS'], campaign: aCampaign() },
          { words: ['NEWS'], campaign: aJoin() },
        ],
      }),
    });
    expect(talk.says('status').because).toBe('answered automatically');
  });
});

describe('KW-04 one number, several operators', () => {
  test('KW-04 a rule of the person’s own operator goes first', () => {
    const plays = [
      { words: ['WIN'], campaign: aCampaign({ id: 1, settings: { reply: { en: 'anybody' } } }) },
      { words: ['WIN'], campaign: aCampaign({ id: 2, settings: { reply: { en: 'ours' } } }), operatorId: 7 },
    ];
    const configuration = aConfiguration({ shortcodes: [aShortcode()], plays });
    expect(new Talk({ configuration, operatorId: 7 }).says('WIN').replies).toEqual(['ours']);
    expect(new Talk({ configuration, operatorId: 8 }).says('WIN').replies).toEqual(['anybody']);
    expect(new Talk({ configuration }).says('WIN').replies).toEqual(['anybody']);
  });
});
