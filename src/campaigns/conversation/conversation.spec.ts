import {
  aCampaign,
  aConfiguration,
  aKeyword,
  aShortcode,
  minutesLater,
  NOW,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Campaign } from '../../catalogue/configuration';
import type { Effect } from '../effect';
import type { Flow } from '../flow/flow';
import { versionOf } from '../flow/flow-version';
import { conversation, type ConversationSettings } from './conversation';

const flow: Flow = {
  flow: 1,
  languages: ['fa', 'it'],
  first: 'colour',
  steps: {
    colour: {
      type: 'choose',
      texts: { fa: 'کدام رنگ؟\n{options}', it: 'Quale colore?\n{options}' },
      options: [
        { value: 'red', labels: { fa: 'قرمز', it: 'Rosso' } },
        { value: 'green', labels: { fa: 'سبز', it: 'Verde' } },
      ],
      save: 'colour',
      purpose: 'favourites',
      next: 'why',
    },
    why: {
      type: 'ask',
      texts: { fa: 'چرا {colour}؟', it: 'Perché {colour}?' },
      accept: { type: 'text' },
      save: 'why',
      next: 'end',
    },
    end: { type: 'end', outcome: 'done', texts: { fa: 'سپاس.', it: 'Grazie.' } },
  },
  ttlMinutes: 30,
  maxTries: 3,
  tooManyTries: { texts: { fa: 'تا همین‌جا.', it: 'Basta così.' } },
  noReply: { texts: { fa: 'پاسخی نرسید.', it: 'Nessuna risposta.' } },
};

const code = aShortcode({ language: 'fa', profile: 'ir', zone: 'Asia/Tehran' });
const playing = (settings: ConversationSettings, own: Partial<Campaign> = {}, word = 'رنگ') => {
  const campaign = aCampaign({ kind: 'conversation', language: 'fa', settings, ...own });
  const hello = aCampaign({ id: 9, name: 'Hello' });
  return aConfiguration({
    shortcodes: [code],
    plays: [
      { words: [aKeyword(word, { language: 'fa' })], campaign },
      { words: ['HELLO'], campaign: hello },
    ],
  });
};
const aTalk = (own: Partial<Flow> = {}, more: Partial<ConversationSettings> = {}) =>
  new Talk({ configuration: playing({ flow: { ...flow, ...own }, ...more }) });
const entriesOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'entry' ? [effect] : []));
const lint = (settings: ConversationSettings) => {
  const configuration = playing(settings);
  const [campaign] = configuration.campaigns.values();
  if (!campaign) throw new Error('no campaign');
  return conversation.lint(settings, {
    campaign,
    profile: configuration.profileOf(code, NOW),
    list: () => undefined,
    isReserved: () => false,
  });
};

test('SES-01 question after question; every answer is kept, learnt and told', () => {
  const talk = aTalk();
  expect(talk.says('رنگ').replies).toEqual(['کدام رنگ؟\n۱. قرمز\n۲. سبز']);
  const second = talk.says('۲');
  expect(second.replies).toEqual(['چرا سبز؟']);
  expect(second.effects).toContainEqual({
    ...{ type: 'learn', brandId: 1, purpose: 'favourites', values: { colour: 'green' } },
  });
  expect(entriesOf(second.effects).map(({ outcome, counted }) => [outcome, counted])).toEqual([
    ['answer', false],
  ]);
  expect(second.effects.some((effect) => effect.type === 'event' && effect.event === 'answer')).toBe(true);
  const last = talk.says('مثل بهار');
  expect(last.replies).toEqual(['سپاس.']);
  expect(entriesOf(last.effects).at(-1)).toMatchObject({
    outcome: 'completed',
    counted: true,
    data: { answers: { colour: 'green', why: 'مثل بهار' }, ending: 'done' },
  });
  expect(talk.person.conversations.size).toBe(0);
});

test('SES-01 silence takes its way once, what was answered is marked partial, and a late answer is told so once', () => {
  const talk = aTalk();
  talk.says('رنگ');
  const asked = talk.says('سبز', minutesLater(1));
  const silence = talk.waitsFor(asked.effects);
  expect(silence).toContainEqual({ type: 'reply', text: 'پاسخی نرسید.', brandId: 1 });
  expect(entriesOf(silence).map(({ outcome }) => outcome)).toEqual(['partial']);
  expect(talk.waitsFor(asked.effects)).toEqual([]);
  expect(talk.says('چون زیباست', minutesLater(90)).replies[0]).toContain('زمان پاسخ');
  expect(talk.says('چون زیباست', minutesLater(91)).replies[0] ?? '').not.toContain('زمان پاسخ');
});

test('SES-01 nobody answered at all: a timeout, and nothing is left of it a day later', () => {
  const talk = aTalk();
  const asked = talk.says('رنگ');
  const silence = talk.waitsFor(asked.effects);
  expect(entriesOf(silence).map(({ outcome }) => outcome)).toEqual(['timeout']);
  expect(talk.person.conversations.size).toBe(1);
  talk.waitsFor(silence);
  expect(talk.person.conversations.size).toBe(0);
});

test('SES-01 a keyword is heard although a question has closed', () => {
  const talk = aTalk();
  talk.waitsFor(talk.says('رنگ').effects);
  expect(talk.says('HELLO', minutesLater(40)).replies).toEqual(['Hello from Acme.']);
});

test('SES-04 three answers that are none, each in another script, and it leaves it there', () => {
  const talk = aTalk();
  talk.says('رنگ');
  expect(talk.says('آبی').replies).toEqual(['کدام رنگ؟\n۱. قرمز\n۲. سبز']);
  expect(talk.says('٧').replies).toEqual(['کدام رنگ؟\n۱. قرمز\n۲. سبز']);
  const last = talk.says('9');
  expect(last.replies).toEqual(['تا همین‌جا.']);
  expect(entriesOf(last.effects).map(({ outcome }) => outcome)).toEqual(['tooManyTries']);
});

test.each(['۱', '١', '1', 'قرمز', 'rosso'])('SES-04 %s is the first option', (said) => {
  const talk = aTalk();
  talk.says('رنگ');
  expect(talk.says(said).replies).toEqual(['چرا قرمز؟']);
});

test.each([
  ['interrupt', 'Hello from Acme.', 0],
  ['park', 'Hello from Acme.', 1],
  ['refuse', 'کدام رنگ؟\n۱. قرمز\n۲. سبز', 1],
] as const)('SES-03 a keyword in the middle: %s', (whenInterrupted, reply, open) => {
  const talk = aTalk({ whenInterrupted });
  talk.says('رنگ');
  expect(talk.says('HELLO').replies).toEqual([reply]);
  expect(talk.person.conversations.size).toBe(open);
});

test('SES-03 لغو inside a question ends the conversation, and its alarm says nothing', () => {
  const talk = aTalk();
  const asked = talk.says('رنگ');
  talk.says('لغو');
  expect(talk.person.conversations.size).toBe(0);
  expect(talk.waitsFor(asked.effects)).toEqual([]);
});

test('SES-05 an edit does not change the conversation under way', () => {
  const settings: ConversationSettings = { flow };
  const before = new Talk({ configuration: playing(settings) });
  before.says('رنگ');
  const edited: ConversationSettings = {
    flow: {
      ...flow,
      steps: { ...flow.steps, end: { type: 'end', outcome: 'done', texts: { fa: 'ویرایش.' } } },
    },
  };
  const versions = { [versionOf(settings)]: JSON.parse(JSON.stringify(settings)) as unknown };
  const after = new Talk({ configuration: playing(edited, { versions }) });
  for (const [key, open] of before.person.conversations) after.person.conversations.set(key, open);
  after.says('قرمز');
  expect(after.says('عشق').replies).toEqual(['سپاس.']);
  after.says('رنگ');
  after.says('قرمز');
  expect(after.says('عشق').replies).toEqual(['ویرایش.']);
});

test('SES-05 a definition that is gone ends its conversation quietly', () => {
  const before = new Talk({ configuration: playing({ flow }) });
  const asked = before.says('رنگ');
  const after = new Talk({ configuration: playing({ flow: { ...flow, ttlMinutes: 5 } }) });
  for (const [key, open] of before.person.conversations) after.person.conversations.set(key, open);
  expect(() => after.says('قرمز')).not.toThrow();
  after.waitsFor(asked.effects);
  expect(after.person.conversations.size).toBe(0);
});

describe('what a conversation asks of the world', () => {
  const table = { ...flow.steps } as Record<string, Flow['steps'][string]>;
  table['colour'] = { ...table['colour'], next: 'find' } as Flow['steps'][string];
  table['find'] = {
    type: 'lookup',
    table: 'paints',
    key: '{colour}',
    save: 'paint',
    next: 'paint',
    notFound: 'why',
  };
  table['paint'] = { type: 'say', texts: { fa: 'رنگ {paint}', it: 'Tinta {paint}' }, next: 'help' };
  table['help'] = { type: 'handOver', queue: 'desk', texts: { fa: 'کد {ticket}', it: 'Codice {ticket}' } };
  const asking: ConversationSettings = {
    flow: { ...flow, steps: table },
    tables: { paints: 7 },
    queues: ['desk'],
  };

  test('a row is looked up in the same turn, and a person takes over with a tracking code', () => {
    const talk = new Talk({ configuration: playing(asking) });
    talk.knows({ type: 'row', tableId: 7, key: 'red' }, { value: 'RAL 3020' });
    talk.says('رنگ');
    const found = talk.says('قرمز');
    const ticket = found.effects.find(({ type }) => type === 'ticket');
    expect(ticket).toMatchObject({ words: 'قرمز', brandId: 1 });
    expect(found.replies[0]).toBe('رنگ RAL 3020');
    expect(found.replies[1]).toMatch(/^کد [2-9A-HJ-NP-Z]{8}$/);
    expect(ticket).toMatchObject({ code: found.replies[1]?.slice(3) });
    expect(entriesOf(found.effects).at(-1)?.outcome).toBe('handedOver');
  });

  test('no such row: the other way', () => {
    const talk = new Talk({ configuration: playing(asking) });
    talk.says('رنگ');
    expect(talk.says('سبز').replies).toEqual(['چرا سبز؟']);
  });

  test('a wait is no question: what is said meanwhile is handled as ever, and it goes on when its time has come', () => {
    const steps: Flow['steps'] = {
      colour: { type: 'wait', minutes: 60, next: 'end' },
      end: { type: 'end', outcome: 'done', texts: { fa: 'یادآوری.', it: 'Promemoria.' } },
    };
    const talk = aTalk({ steps, whenInterrupted: 'refuse' });
    const asked = talk.says('رنگ');
    expect(talk.says('HELLO', minutesLater(5)).replies).toEqual(['Hello from Acme.']);
    expect(talk.waitsFor(asked.effects)).toContainEqual({ type: 'reply', text: 'یادآوری.', brandId: 1 });
  });

  test('a brand’s server is asked, and when it says nothing the other way is taken', () => {
    const steps: Flow['steps'] = {
      colour: { type: 'call', webhook: 'crm', save: 'tier', next: 'end', onTimeout: 'end' },
      end: { type: 'end', outcome: 'done', texts: { fa: 'سطح {tier|؟}', it: '{tier|?}' } },
    };
    const talk = aTalk({ steps }, { webhooks: { crm: { url: 'https://crm.example/tier' } } });
    const asked = talk.says('رنگ');
    expect(asked.effects.find(({ type }) => type === 'call')).toMatchObject({
      url: 'https://crm.example/tier',
      timeoutMs: 5_000,
    });
    expect(talk.waitsFor(asked.effects)).toContainEqual({ type: 'reply', text: 'سطح ؟', brandId: 1 });
  });
});

test('a sensitive answer is learnt, and stands nowhere else', () => {
  const steps = {
    ...flow.steps,
    why: { ...flow.steps['why'], sensitive: true, purpose: 'care' },
  } as Flow['steps'];
  const talk = aTalk({ steps });
  talk.says('رنگ');
  talk.says('قرمز');
  const last = talk.says('رازی');
  expect(last.effects).toContainEqual({
    type: 'learn',
    brandId: 1,
    purpose: 'care',
    values: { why: 'رازی' },
  });
  expect(JSON.stringify(last.effects.filter(({ type }) => type !== 'learn'))).not.toContain('رازی');
});

test('what keeps it from being published is said step by step', () => {
  expect(lint({ flow })).toEqual([]);
  expect(lint({ flow: { ...flow, first: 'nowhere' } })[0]).toContain('nowhere');
  const { fa } = flow.steps['end']?.type === 'end' ? (flow.steps['end'].texts ?? {}) : {};
  const missing = { ...flow, steps: { ...flow.steps, end: { type: 'end', outcome: 'done', texts: { fa } } } };
  expect(lint({ flow: missing as Flow }).join()).toContain('Step "end": The text is missing in it.');
});

test('settings name every fault by its path', () => {
  const read = conversation.readSettings(
    { flow: { ...flow, ttlMinutes: 0 }, webhooks: { crm: { url: 'ftp://x' } } },
    [],
  );
  expect('faults' in read && read.faults.map(({ path }) => path).sort()).toEqual([
    'flow.ttlMinutes',
    'webhooks.crm.url',
  ]);
});
