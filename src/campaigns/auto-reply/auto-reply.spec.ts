import { aCampaign, aConfiguration, aKeyword, aShortcode, NOW } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { LANGUAGES } from '../../text/language';
import { autoReply } from './auto-reply';

const pathsOf = (raw: unknown): string[] => {
  const result = autoReply.readSettings(raw, LANGUAGES);
  return 'faults' in result ? result.faults.map(({ path }) => path) : [];
};

describe('an automatic reply', () => {
  test.each([
    [null, ['']],
    [7, ['']],
    [{}, ['reply']],
    [{ reply: 'Hello' }, ['reply']],
    [{ reply: { en: 'Hello {name}' } }, ['reply.en']],
    [{ reply: { de: 'Hallo' } }, ['reply.de']],
    [{ reply: { en: 'Hello' }, replay: {} }, ['replay']],
    [{ reply: { en: 'Hello' }, silent: 'yes' }, ['silent']],
    [{ reply: { en: 'Hello' }, before: { en: 5 }, after: [] }, ['before.en', 'after']],
  ])('%j names every fault by its path: %j', (raw, paths) => {
    expect(pathsOf(raw)).toEqual(paths);
  });

  test.each([
    { reply: { en: 'Hello {brand} {code} {argument|nobody}' } },
    { silent: true },
    { reply: { fa: 'سلام' }, before: { fa: 'زود' } },
  ])('%j is right', (raw) => {
    expect(autoReply.readSettings(raw, LANGUAGES)).toMatchObject({ settings: raw });
  });

  test('cannot be published without any text, unless it is silent', () => {
    const context = {
      campaign: aCampaign(),
      profile: profileAt(builtInProfiles, 'uk', NOW),
      list: () => undefined,
      isReserved: () => false,
    };
    expect(autoReply.lint({ reply: {} }, context)).toHaveLength(1);
    expect(autoReply.lint({ reply: {}, silent: true }, context)).toEqual([]);
  });

  test('LNG-01 answers in the language of the word, then of the campaign, then in any', () => {
    const settings = { reply: { it: 'Ciao', fa: 'سلام' } };
    const words = [aKeyword('SALAM', { language: 'fa' }), aKeyword('SALUT', { language: 'fr' })];
    const talkIn = (language: 'it' | 'tr') =>
      new Talk({
        configuration: aConfiguration({
          shortcodes: [aShortcode()],
          plays: [{ words, campaign: aCampaign({ language, settings }) }],
        }),
      });
    expect(talkIn('it').says('SALAM').replies).toEqual(['سلام']);
    expect(talkIn('it').says('SALUT').replies).toEqual(['Ciao']);
    expect(talkIn('tr').says('SALUT').replies).toEqual(['Ciao']);
  });

  test('what the person wrote is put in as it is, and never read as a template', () => {
    const campaign = aCampaign({ settings: { reply: { en: 'You said: {argument}' } } });
    const talk = new Talk({ configuration: aConfiguration({ plays: [{ words: ['SAY'], campaign }] }) });
    expect(talk.says('SAY it: {brand} {{code}}').replies).toEqual(['You said: it: {brand} {{code}}']);
  });
});
