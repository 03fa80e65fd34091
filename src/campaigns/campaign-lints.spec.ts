import { aCampaign, aQuestionKind, NOW, minutesLater } from '../../test/support/builders';
import { builtInProfiles, profileAt } from '../rules/catalogue';
import { autoReply } from './auto-reply/auto-reply';
import { lintCampaign, type LintedCampaign } from './campaign-lints';
import type { AnyKind } from './kinds';

const rule = { word: 'WIN', operatorId: null, includeListId: null, excludeListId: null };
const aLinted = (own: Partial<LintedCampaign> = {}): LintedCampaign => ({
  campaign: aCampaign(),
  rules: [rule],
  isDedicated: false,
  profile: profileAt(builtInProfiles, 'uk', NOW),
  lists: new Map(),
  ...own,
});
const errorsOf = (own: Partial<LintedCampaign>, kind: AnyKind | undefined = autoReply as AnyKind) =>
  lintCampaign(kind, aLinted(own)).errors;

describe('KW-17 what keeps a campaign from being published', () => {
  test('nothing, when it is right', () => {
    expect(errorsOf({})).toEqual([]);
  });

  test('KW-06 kw5 an end before its beginning', () => {
    const campaign = aCampaign({ opensAt: NOW, closesAt: minutesLater(-1) });
    expect(errorsOf({ campaign })).toEqual([
      { path: 'closesAt', message: 'must be after the campaign opens' },
    ]);
    expect(errorsOf({ campaign: aCampaign({ opensAt: NOW, closesAt: NOW }) })).toHaveLength(1);
  });

  test('KW-01 a catch-all on a shared code; a dedicated code has one', () => {
    const rules = [{ ...rule, word: null }];
    expect(errorsOf({ rules }).map(({ path }) => path)).toEqual(['catchAll']);
    expect(errorsOf({ rules, isDedicated: true })).toEqual([]);
  });

  test('no word at all', () => {
    expect(errorsOf({ rules: [] }).map(({ path }) => path)).toEqual(['keywords']);
  });

  test('a kind nobody knows, and settings it cannot read, by their path', () => {
    expect(lintCampaign(undefined, aLinted()).errors.map(({ path }) => path)).toEqual(['kind']);
    expect(
      errorsOf({ campaign: aCampaign({ settings: { reply: { en: 5 } } }) }).map(({ path }) => path),
    ).toEqual(['settings.reply.en']);
  });

  test('WIRE-08 a text of more than ten segments', () => {
    const campaign = aCampaign({ settings: { reply: { fa: 'س'.repeat(671) } } });
    expect(errorsOf({ campaign })).toEqual([
      { path: 'settings.reply.fa', message: 'takes 11 segments; 10 are the most' },
    ]);
  });

  test('SES-03 sp17 a keyword that is also an answer the campaign expects', () => {
    const kind = { ...aQuestionKind({ accepts: ['win'] }), expectedAnswers: () => ['Win', 'lose'] };
    expect(errorsOf({ campaign: aCampaign({ kind: 'colour' }) }, kind).map(({ path }) => path)).toEqual([
      'keywords[0]',
    ]);
  });
});
