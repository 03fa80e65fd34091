import type { List } from '../../catalogue/configuration';
import { replyWord } from '../../rules/texts';
import { maySend, scopesAbove, wasStoppedSince, type Scope } from '../../subscribers/standing';
import { render } from '../../text/template';
import type { CampaignKind, SettingsFault, Turn } from '../campaign-kind';
import { decided, type Decision, type Effect } from '../effect';
import { hoursFaults, type DayHours } from '../hours';
import {
  pick,
  textFaults,
  unknownFields,
  WINDOW_PLACEHOLDERS,
  type TextsByLanguage,
} from '../texts-by-language';

export interface JoinSettings {
  readonly list: number;
  readonly frequency?: TextsByLanguage;
  readonly rates?: TextsByLanguage;
  /** The brand's own wording; it must carry what the rule profile demands. */
  readonly welcome?: TextsByLanguage;
  readonly askConfirm?: TextsByLanguage;
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
  /** Hours of the day by the campaign's zone, and what to say outside them. */
  readonly hours?: readonly DayHours[];
  readonly outside?: TextsByLanguage;
}

const PLACEHOLDERS = ['brand', 'list', 'frequency', 'rates', 'stop', 'help', 'yes', 'code'] as const;
const TEXT_FIELDS = ['frequency', 'rates', 'welcome', 'askConfirm'] as const;
const WINDOW_FIELDS = ['before', 'after', 'outside'] as const;
const FIELDS = ['list', 'hours', ...TEXT_FIELDS, ...WINDOW_FIELDS] as const;

/** "JOIN NEWS", or just "NEWS": onto the brand's list, with one opt-in or two. */
export const join: CampaignKind<JoinSettings> = {
  name: 'join',
  readSettings,

  lint(settings, { campaign, profile, list }) {
    const joined = list(settings.list);
    if (!joined) return [`There is no list ${settings.list}.`];
    if (joined.brandId !== campaign.brandId || joined.shortcodeId !== campaign.shortcodeId) {
      return [`List "${joined.name}" belongs to another brand or another code.`];
    }
    return [
      ...missingTokens(settings.welcome, profile.joinTokens, 'welcome'),
      ...missingTexts(settings, campaign.language),
    ];
  },

  decide(turn) {
    const list = turn.list(turn.settings.list);
    if (!list) return decided('keyword', 'the list is gone');
    return joinList(turn, list);
  },

  listOf: (settings) => settings.list,
  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
};

function joinList(turn: Turn<JoinSettings>, list: List): Decision {
  const scope: Scope = {
    type: 'list',
    listId: list.id,
    shortcodeId: list.shortcodeId,
    brandId: list.brandId,
  };
  const reply = (text: string): Effect => ({ type: 'reply', text, brandId: list.brandId });
  if (wasStoppedSince(turn.standings, scopesOf(list), turn.saidAt)) {
    return decided('keyword', 'asked to join before they asked to stop');
  }
  if (isMember(turn, list))
    return decided('keyword', 'is on the list already', reply(turn.text('joinAlready', { list: list.name })));

  const purpose = `list ${list.key}`;
  if (list.doubleOptIn ?? turn.profile.doubleOptIn) {
    const shown = wording(turn, list, 'askConfirm');
    const until = new Date(turn.now.getTime() + turn.profile.confirmTtlMinutes * 60_000);
    return decided(
      'keyword',
      'asked to join, and was asked to confirm',
      { type: 'consent', scope, event: 'asked', purpose, language: turn.language, shown },
      { type: 'ask', listId: list.id, campaignId: turn.campaign.id, language: turn.language, shown, until },
      reply(shown),
    );
  }
  const shown = wording(turn, list, 'welcome');
  return decided(
    'keyword',
    'joined the list',
    { type: 'consent', scope, event: 'opt_in', purpose, language: turn.language, shown },
    reply(shown),
  );
}

const scopesOf = ({ id, brandId, shortcodeId }: List) => scopesAbove({ listId: id, brandId, shortcodeId });

/** On the list, and no STOP since: a STOP of the whole code leaves nobody on any of its lists. */
function isMember(turn: Turn<JoinSettings>, list: List): boolean {
  return turn.standings.get(`list:${list.id}`)?.status === 'in' && maySend(turn.standings, scopesOf(list));
}

/** The text a person is shown, word for word, in their language. Also used once their YES has come. */
export function wording(turn: Turn<JoinSettings>, list: List, which: 'welcome' | 'askConfirm'): string {
  const { settings, language, campaign, profile, shortcode, brandName } = turn;
  const values = {
    brand: brandName,
    list: list.name,
    code: shortcode.number,
    frequency:
      pick(settings.frequency, language, campaign.language) || list.frequency || turn.text('frequencyVaries'),
    rates: pick(settings.rates, language, campaign.language) || turn.text('ratesStandard'),
    stop: `${replyWord(profile, 'stop', language)} ${list.name}`,
    help: replyWord(profile, 'help', language),
    yes: replyWord(profile, 'yes', language),
  };
  const own = settings[which]?.[language];
  return own === undefined
    ? turn.text(which === 'welcome' ? 'joinWelcome' : 'joinAskConfirm', values)
    : render(own, values);
}

function missingTokens(
  texts: TextsByLanguage | undefined,
  tokens: readonly string[],
  path: string,
): string[] {
  return Object.entries(texts ?? {}).flatMap(([language, text]) =>
    tokens
      .filter((token) => !text.includes(`{${token}`))
      .map(
        (token) => `The ${path} text in ${language} must contain {${token}}, which the code's rules demand.`,
      ),
  );
}

function missingTexts(settings: JoinSettings, language: string): string[] {
  return (['frequency', 'rates'] as const)
    .filter((field) => settings[field] !== undefined && !(language in (settings[field] ?? {})))
    .map((field) => `${field} has no text in ${language}, the campaign's language.`);
}

function readSettings(raw: unknown) {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { faults: [{ path: '', message: 'must be an object' }] };
  }
  const given = raw as Partial<Record<(typeof FIELDS)[number], unknown>>;
  const faults: SettingsFault[] = unknownFields(raw, FIELDS);
  if (!Number.isInteger(given.list)) faults.push({ path: 'list', message: 'must be the id of a list' });
  if (given.hours !== undefined) faults.push(...hoursFaults('hours', given.hours));
  for (const field of TEXT_FIELDS) {
    if (given[field] !== undefined) faults.push(...textFaults(field, given[field], PLACEHOLDERS));
  }
  for (const field of WINDOW_FIELDS) {
    if (given[field] !== undefined) faults.push(...textFaults(field, given[field], WINDOW_PLACEHOLDERS));
  }
  return faults.length > 0 ? { faults } : { settings: raw as JoinSettings };
}
