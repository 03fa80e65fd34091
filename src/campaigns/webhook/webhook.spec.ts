import fc from 'fast-check';
import { aBrand, aCampaign, aConfiguration, aShortcode, NOW } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { LANGUAGES, type Language } from '../../text/language';
import { planSegments } from '../../text/segments';
import type { Campaign } from '../../catalogue/configuration';
import type { Effect } from '../effect';
import { readBrandAnswer } from './brand-answer';
import { webhook } from './webhook';
import { DEFAULT_TIMEOUT_TEXT } from './webhook-texts';

const URL_OF_ACME = 'https://crm.example.com/answers';

const read = (raw: unknown) => webhook.readSettings(raw, LANGUAGES);

function settingsFrom(raw: object = {}) {
  const result = read({ url: URL_OF_ACME, ...raw });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.settings;
}

const theCampaign = (raw?: object, own: Partial<Campaign> = {}): Campaign =>
  aCampaign({ kind: 'webhook', name: 'Points', settings: settingsFrom(raw), ...own });

const talkOf = (raw?: object, own: Partial<Campaign> = {}): Talk =>
  new Talk({
    configuration: aConfiguration({
      brands: [aBrand({ name: 'Acme' })],
      shortcodes: [aShortcode()],
      plays: [{ words: ['POINTS'], campaign: theCampaign(raw, own) }],
    }),
  });

const callIn = (effects: readonly Effect[]): Extract<Effect, { type: 'call' }> => {
  const [call] = effects.flatMap((effect) => (effect.type === 'call' ? [effect] : []));
  if (!call) throw new Error('nobody is asked');
  return call;
};

/** What happens when the answer comes: it is the timer of the call's key. */
function answered(talk: Talk, effects: readonly Effect[], answer: unknown): readonly Effect[] {
  const { key, campaignId, language } = callIn(effects);
  const data = { key, campaignId, language, answer, saidAt: NOW.toISOString() };
  return talk.waitsFor([{ type: 'timer', key, timer: 'returned', dueAt: NOW, data }]);
}

const textsIn = (effects: readonly Effect[]): string[] =>
  effects.flatMap((effect) => (effect.type === 'reply' ? [effect.text] : []));

describe('the settings', () => {
  test.each([
    [null, ['']],
    [[], ['']],
    [{}, ['url']],
    [{ url: 'ftp://crm.example.com' }, ['url']],
    [{ url: 7 }, ['url']],
    [{ url: URL_OF_ACME, timeoutMs: 5_001 }, ['timeoutMs']],
    [{ url: URL_OF_ACME, timeoutMs: 1.5 }, ['timeoutMs']],
    [{ url: URL_OF_ACME, maxSegments: 11, sendNumber: 'yes' }, ['maxSegments', 'sendNumber']],
    [{ url: URL_OF_ACME, waitText: { en: '{points}' }, timeoutText: 'x' }, ['waitText.en', 'timeoutText']],
    [{ url: URL_OF_ACME, before: { de: 'x' }, retries: 3 }, ['retries', 'before.de']],
  ])('%j names every fault by its path: %j', (raw, paths) => {
    const result = read(raw);
    expect('faults' in result ? result.faults.map(({ path }) => path) : []).toEqual(paths);
  });

  test('KW-13 whatever they are, nobody waits for five seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 10_000 }), (timeoutMs) => {
        const result = read({ url: URL_OF_ACME, timeoutMs });
        return 'faults' in result || result.settings.timeoutMs < 5_000;
      }),
    );
    expect(settingsFrom().timeoutMs).toBeLessThan(5_000);
  });

  test('SEC-03 an address inside is refused, unless the operator allows it', () => {
    const context = {
      campaign: aCampaign(),
      profile: profileAt(builtInProfiles, 'uk', NOW),
      list: () => undefined,
      isReserved: () => false,
    };
    expect(webhook.lint(settingsFrom(), context)).toEqual([]);
    const inside = settingsFrom({ url: 'http://10.0.0.1/' });
    expect(webhook.lint(inside, context)).toEqual([expect.stringMatching(/private/)]);
    expect(webhook.lint(inside, { ...context, refusalOf: () => null })).toEqual([]);
  });
});

describe('asking', () => {
  test('KW-13 the brand is asked about the text, not told the number; the same text is asked about under one key', () => {
    const asked = talkOf().says('points ٤٢');
    expect(asked.replies).toEqual([]);
    const call = callIn(asked.effects);
    expect(call).toMatchObject({ url: URL_OF_ACME, withNumber: false, timeoutMs: 4_000, language: 'en' });
    expect(call.body).toMatchObject({ text: 'points ٤٢', argument: '٤٢', code: '2050' });
    expect(callIn(talkOf().says('points ٤٢').effects).key).toBe(call.key);
  });

  test('KW-13 two texts are two questions', () => {
    const talk = talkOf();
    const first = callIn(talk.says('POINTS').effects);
    expect(callIn(talk.says('POINTS').effects).key).not.toBe(first.key);
  });

  test('KW-13 who waits is told so, in their language', () => {
    const talk = talkOf({ waitText: { en: 'One moment, {brand} looks for {argument|you}.' } });
    expect(talk.says('POINTS 7').replies).toEqual(['One moment, Acme looks for 7.']);
    expect(talk.says('POINTS').replies).toEqual(['One moment, Acme looks for you.']);
  });
});

describe('what comes back', () => {
  const played = (answer: unknown, raw?: object, own?: Partial<Campaign>) => {
    const talk = talkOf(raw, own);
    return answered(talk, talk.says('POINTS').effects, answer);
  };

  test.each([
    ['a text', { reply: ' You have 42. ' }, ['You have 42.'], 'answered'],
    ['texts by language', { reply: { fa: 'سلام', en: 'Hello' } }, ['Hello'], 'answered'],
    ['only another language', { reply: { ar: 'أهلا' } }, ['أهلا'], 'answered'],
    ['no words', {}, [], 'silent'],
    ['blank words', { reply: '  ' }, [], 'silent'],
  ])('KW-13 %s', (_, answer, replies, outcome) => {
    const effects = played(answer);
    expect(textsIn(effects)).toEqual(replies);
    expect(effects).toContainEqual({ type: 'entry', campaignId: 1, outcome, counted: true });
    expect(effects).toContainEqual(expect.objectContaining({ type: 'event', event: 'answer', brandId: 1 }));
  });

  test.each([
    ['nothing in time', null, 'unanswered'],
    ['a list', [1], 'unanswered'],
    ['a number for a reply', { reply: 7 }, 'unusable'],
    ['no language we know', { reply: { de: 'Hallo' } }, 'unusable'],
    ['more segments than the brand allows', { reply: 'ب'.repeat(300) }, 'unusable'],
  ])('KW-13 %s: the person hears that there is no answer, and that it cost nothing', (_, answer, outcome) => {
    const effects = played(answer);
    expect(textsIn(effects)).toEqual([
      'Sorry, Acme cannot answer right now. Please try again in a little while. You were not charged for it.',
    ]);
    expect(effects).toContainEqual(expect.objectContaining({ type: 'entry', outcome }));
  });

  test.each(LANGUAGES)('KW-13 there is a text for it in %s, of the brand and complete', (language) => {
    const texts = textsIn(played(null, {}, { language }));
    expect(DEFAULT_TIMEOUT_TEXT[language]).toContain('{brand}');
    expect(texts).toHaveLength(1);
    expect(planSegments(texts[0] ?? '').segments).toBeLessThanOrEqual(3);
  });

  test('KW-13 the brand’s own wording goes before ours, language by language', () => {
    expect(textsIn(played(null, { timeoutText: { en: 'Later, please.' } }))).toEqual(['Later, please.']);
    expect(textsIn(played(null, { timeoutText: { fa: 'بعداً' } }))[0]).toMatch(/^Sorry/);
  });

  test('what the server says is sent as it is, and never read as a template', () => {
    expect(textsIn(played({ reply: 'Hello {brand} {{x' }))).toEqual(['Hello {brand} {{x']);
  });

  test('KW-13 whatever comes back, at most one text goes out, and it is one that can be sent', () => {
    const words = fc.string({ unit: 'binary', maxLength: 2_000 });
    const replies = fc.oneof(
      fc.jsonValue(),
      words,
      fc.dictionary(fc.constantFrom<Language>(...LANGUAGES), words),
    );
    fc.assert(
      fc.property(replies, fc.integer({ min: 1, max: 10 }), (reply, maxSegments) => {
        const said = readBrandAnswer({ reply }, { language: 'fa', fallback: 'en', maxSegments });
        if (said.type !== 'said') return true;
        const { text } = said;
        return (
          text !== '' &&
          text.isWellFormed() &&
          !text.includes('\0') &&
          planSegments(text).segments <= maxSegments
        );
      }),
    );
  });
});
