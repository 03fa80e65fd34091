import { aCampaign, aConfiguration, aKeyword, minutesLater, NOW } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Campaign } from '../../catalogue/configuration';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { LANGUAGES } from '../../text/language';
import type { LintContext } from '../campaign-kind';
import { menu } from './menu';
import type { MenuSettings } from './menu-settings';

const OPTIONS: MenuSettings['options'] = [
  { labels: { en: 'Opening hours', fa: 'ساعت کاری' }, campaign: 2 },
  { labels: { en: 'Say something', fa: 'سخنی' }, aliases: ['echo'], campaign: 3 },
];
const aMenu = (own: Partial<Campaign> = {}): Campaign =>
  aCampaign({ id: 1, name: 'Menu', kind: 'menu', settings: { options: OPTIONS }, ...own });
const HOURS = aCampaign({ id: 2, name: 'Hours', settings: { reply: { en: '9 to 18', fa: '۹ تا ۱۸' } } });
const ECHO = aCampaign({
  id: 3,
  name: 'Echo',
  settings: { reply: { en: 'You said: {argument}', fa: '{argument}' } },
});
const WORDS = [aKeyword('MENU', { language: 'en' }), aKeyword('منو', { language: 'fa' })];

function somebody(targets: readonly Campaign[] = [HOURS, ECHO], own: Partial<Campaign> = {}): Talk {
  const others = targets.map((campaign) => ({ words: [`X${campaign.id}`], campaign }));
  return new Talk({
    configuration: aConfiguration({ plays: [{ words: WORDS, campaign: aMenu(own) }, ...others] }),
  });
}

describe('KW-12 a menu leads to other campaigns', () => {
  test('KW-12 the choices are numbered in the language of the word', () => {
    expect(somebody().says('MENU').replies).toEqual([
      'Acme: reply with a number.\n1. Opening hours\n2. Say something',
    ]);
    expect(somebody().says('منو').replies).toEqual(['Acme: شماره گزینه را بفرستید.\n۱. ساعت کاری\n۲. سخنی']);
  });

  test.each(['1', '۱', 'opening hours', 'MENU 1'])('KW-12 %j is the first choice', (text) => {
    const talk = somebody();
    if (!text.startsWith('MENU')) talk.says('MENU');
    const said = talk.says(text, minutesLater(1));
    expect([said.campaignId, said.replies]).toEqual([2, ['9 to 18']]);
    expect(said.effects).toContainEqual({ type: 'tally', campaignId: 1, choice: '1', amount: 1 });
    expect(talk.says('1', minutesLater(2)).campaignId).toBeUndefined();
  });

  test('KW-12 what stands behind the choice is the campaign’s, unless the menu says what it is told', () => {
    const talk = somebody();
    talk.says('MENU');
    expect(talk.says('2 Good Morning', minutesLater(1)).replies).toEqual(['You said: Good Morning']);
    const [first, second] = OPTIONS;
    const options = [first, { ...second, argument: 'from the menu' }];
    expect(somebody([HOURS, ECHO], { settings: { options } }).says('MENU echo').replies).toEqual([
      'You said: from the menu',
    ]);
  });

  test('KW-12 a choice that nobody knows is asked again twice, and then given up', () => {
    const talk = somebody();
    talk.says('MENU');
    const heard = ['7', 'eh', 'what'].map((text, at) => talk.says(text, minutesLater(at + 1)).replies[0]);
    expect(heard[0]).toMatch(/^We did not understand that choice\. Reply with one of these numbers:\n1\. /);
    expect(heard[2]).toBe(
      'We did not understand your choice. To start again, send the keyword once more. You were not charged for it.',
    );
  });

  test('KW-12 a choice whose campaign has been paused since is said to be unavailable', () => {
    const talk = somebody([{ ...HOURS, state: 'paused' }, ECHO]);
    expect(talk.says('منو ۱').replies).toEqual([
      '«ساعت کاری» در حال حاضر در دسترس نیست. هزینه‌ای از شما کم نشد.',
    ]);
  });

  test('KW-12 a menu can lead to a menu', () => {
    const inner = aMenu({
      id: 2,
      name: 'Inner',
      settings: {
        options: [
          { labels: { en: 'A' }, campaign: 3 },
          { labels: { en: 'B' }, campaign: 3, argument: 'b' },
        ],
      },
    });
    const talk = somebody([inner, ECHO]);
    talk.says('MENU');
    expect(talk.says('1', minutesLater(1)).replies[0]).toContain('2. B');
    expect(talk.says('2', minutesLater(2)).replies).toEqual(['You said: b']);
  });
});

describe('what may be published', () => {
  const lint = (neighbours: readonly Campaign[], settings: MenuSettings = { options: OPTIONS }) => {
    const context: LintContext = {
      campaign: aMenu({ settings }),
      profile: profileAt(builtInProfiles, 'uk', NOW),
      list: () => undefined,
      isReserved: () => false,
      neighbour: (id) => neighbours.find((campaign) => campaign.id === id),
    };
    return menu.lint(settings, context);
  };

  test('KW-12 choices that lead to campaigns of the brand on the code are right', () => {
    expect(lint([HOURS, ECHO])).toEqual([]);
  });

  test('KW-12 a choice that leads nowhere, to a draft or to the menu itself is named', () => {
    expect(lint([{ ...HOURS, state: 'draft' }])).toEqual([
      'Choice 1 leads to "Hours", which is draft: publish it first.',
      "Choice 2 leads to campaign 3, which is none of this brand's on this code.",
    ]);
    const itself = { options: [{ labels: { en: 'Again' }, campaign: 1 }, ...OPTIONS] };
    expect(lint([HOURS, ECHO], itself)).toEqual(['Choice 1 leads to this menu itself.']);
  });

  test('KW-12 menus that lead back to each other are named, however long the way', () => {
    const to = (campaign: number): MenuSettings => ({
      options: [
        { labels: { en: 'A' }, campaign },
        { labels: { en: 'B' }, campaign: 3 },
      ],
    });
    const near = aMenu({ id: 2, name: 'Near', settings: to(4) });
    const far = aMenu({ id: 4, name: 'Far', settings: to(1) });
    expect(lint([near, far, ECHO])).toEqual(['Choice 1 leads back to this menu: "Near", "Far".']);
    const loop = aMenu({ id: 4, name: 'Loop', settings: to(2) });
    expect(lint([near, loop, ECHO])).toEqual([]);
  });

  test.each<[unknown, string[]]>([
    [null, ['']],
    [{}, ['options']],
    [{ options: [{}, 3] }, ['options[0].labels', 'options[0].campaign', 'options[1]']],
    [
      {
        options: [
          { labels: { en: 'A' }, campaign: 1 },
          { labels: { it: 'a' }, campaign: 2 },
        ],
      },
      ['options[1]'],
    ],
    [{ options: OPTIONS, texts: { prompt: { en: '{x}' }, y: {} } }, ['texts.prompt.en', 'texts.y']],
  ])('%j names every fault by its path: %j', (raw, paths) => {
    const read = menu.readSettings(raw, LANGUAGES);
    expect('faults' in read ? read.faults.map(({ path }) => path) : []).toEqual(paths);
  });
});
