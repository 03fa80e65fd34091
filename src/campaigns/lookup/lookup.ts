import { placeholders, render } from '../../text/template';
import type { CampaignKind, LintContext, OpenQuestion, SettingsFault, Turn } from '../campaign-kind';
import type { Claim } from '../claim';
import { decided, type Decision, type Effect } from '../effect';
import { hoursFaults, type DayHours } from '../hours';
import {
  pick,
  TEXT_LIMITS,
  textFaults,
  unknownFields,
  WINDOW_PLACEHOLDERS,
  type TextsByLanguage,
} from '../texts-by-language';
import { keysMeant, TAKEN_COLUMNS } from './lookup-key';
import { LOOKUP_DEFAULTS, LOOKUP_TEXTS, type LookupText } from './lookup-texts';

export interface LookupSettings {
  /** The id of an uploaded table. */
  readonly table: number;
  /** May name every column of the table. */
  readonly answer: TextsByLanguage;
  readonly unknown?: TextsByLanguage;
  readonly ask?: TextsByLanguage;
  readonly giveUp?: TextsByLanguage;
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
  readonly hours?: readonly DayHours[];
  readonly outside?: TextsByLanguage;
}

type LookupTurn = Turn<LookupSettings>;
type Row = Readonly<Record<string, string>>;

const QUESTION = 'lookup';
/** Long enough to look for the letter the number stands on. */
const PATIENCE_MS = 15 * 60_000;
const MOST_TRIES = 3;
/** Of what somebody wrote, as much is said back to them. */
const SHOWN_CHARS = 40;

const OWN_TEXTS = ['unknown', 'ask', 'giveUp'] as const satisfies readonly LookupText[];
const WINDOW_FIELDS = ['before', 'after', 'outside'] as const;
const FIELDS = ['table', 'answer', 'hours', ...OWN_TEXTS, ...WINDOW_FIELDS] as const;

/** "RESULT 4711": the answer stands in a table that the brand has uploaded. */
export const lookup: CampaignKind<LookupSettings> = {
  name: 'lookup',
  readSettings,
  lint,

  claims: (turn) => rowsMeant(turn),

  decide(turn) {
    if (turn.argument.trim() === '') return asked(turn, 'asked what to look up', 1, say(turn, 'ask'));
    const row = rowFor(turn);
    if (!row) return decided('keyword', 'there is no such row', noted(turn, 'unknown'), say(turn, 'unknown'));
    return decided('keyword', 'answered from the table', noted(turn, 'answered'), answer(turn, row));
  },

  /** Only what is in the table is an answer: anything else may be somebody's keyword. */
  answer(turn, _question) {
    const row = rowFor(turn);
    if (!row) return null;
    const { brandId } = turn.campaign;
    const forget: Effect = { type: 'forget', brandId };
    return decided('answer', 'answered from the table', forget, noted(turn, 'answered'), answer(turn, row));
  },

  otherwise(turn, question) {
    const tries = triesOf(question);
    if (tries < MOST_TRIES)
      return asked(turn, 'there is no such row', tries + 1, noted(turn, 'unknown'), say(turn, 'unknown'));
    const forget: Effect = { type: 'forget', brandId: turn.campaign.brandId };
    return decided(
      'conversation',
      'found nothing, three times',
      forget,
      noted(turn, 'unknown'),
      say(turn, 'giveUp'),
    );
  },

  tablesOf: (settings) => [settings.table],
  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
};

const rowsMeant = ({ settings, argument }: LookupTurn): Extract<Claim, { type: 'row' }>[] =>
  keysMeant(argument).map((key) => ({ type: 'row', tableId: settings.table, key }));

function rowFor(turn: LookupTurn): Row | null {
  for (const claim of rowsMeant(turn)) {
    const row = turn.claims.get(claim);
    if (row) return row;
  }
  return null;
}

const triesOf = ({ state }: OpenQuestion): number => Number(state['tries'] ?? 1);

function asked(turn: LookupTurn, because: string, tries: number, ...effects: readonly Effect[]): Decision {
  const { campaign, now } = turn;
  const remember: Effect = {
    type: 'remember',
    brandId: campaign.brandId,
    campaignId: campaign.id,
    question: QUESTION,
    state: { tries },
    until: new Date(now.getTime() + PATIENCE_MS),
  };
  return decided(tries === 1 ? 'keyword' : 'conversation', because, remember, ...effects);
}

/** What was looked up stays with the text: a row of a table can be anybody's balance. */
const noted = ({ campaign }: LookupTurn, outcome: 'answered' | 'unknown'): Effect => ({
  type: 'tally',
  campaignId: campaign.id,
  choice: outcome,
  amount: 1,
});

function answer({ settings, language, campaign, brandName, shortcode }: LookupTurn, row: Row): Effect {
  const template = pick(settings.answer, language, campaign.language) ?? '';
  const text = render(template, { ...row, brand: brandName, code: shortcode.number });
  return { type: 'reply', text: cut(text), brandId: campaign.brandId };
}

/** A cell may hold more than a text can: nobody is sent twenty segments because of one. */
function cut(text: string): string {
  const letters = [...text];
  return letters.length <= TEXT_LIMITS.chars ? text : `${letters.slice(0, TEXT_LIMITS.chars - 1).join('')}…`;
}

function say(turn: LookupTurn, key: LookupText): Effect {
  const { settings, language, campaign, brandName, shortcode, argument } = turn;
  const text = render(settings[key]?.[language] ?? LOOKUP_DEFAULTS[key][language], {
    brand: brandName,
    code: shortcode.number,
    argument: [...argument.trim()].slice(0, SHOWN_CHARS).join(''),
    charged: turn.text('notCharged'),
  });
  return { type: 'reply', text: text.trim(), brandId: campaign.brandId };
}

function lint({ table, answer: answers }: LookupSettings, { campaign, table: find }: LintContext): string[] {
  const faults: string[] = [];
  if (pick(answers, campaign.language, campaign.language) === undefined)
    faults.push(`The answer has no text in ${campaign.language}, the campaign's language.`);
  const columns = find?.(table)?.columns;
  if (!columns) return faults;
  const known: readonly string[] = [...columns, 'brand', 'code'];
  const named = new Set(Object.values(answers).flatMap((text) => placeholders(text)));
  for (const name of named)
    if (!known.includes(name)) faults.push(`The answer names {${name}}, which is no column of the table.`);
  return faults;
}

function readSettings(raw: unknown) {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { faults: [{ path: '', message: 'must be an object' }] };
  const given = raw as Partial<Record<(typeof FIELDS)[number], unknown>>;
  const faults: SettingsFault[] = [...unknownFields(raw, FIELDS), ...answerFaults(given.answer)];
  if (!Number.isSafeInteger(given.table))
    faults.push({ path: 'table', message: 'must be the id of a table' });
  if (given.hours !== undefined) faults.push(...hoursFaults('hours', given.hours));
  for (const field of OWN_TEXTS)
    if (given[field] !== undefined) faults.push(...textFaults(field, given[field], LOOKUP_TEXTS[field]));
  for (const field of WINDOW_FIELDS)
    if (given[field] !== undefined) faults.push(...textFaults(field, given[field], WINDOW_PLACEHOLDERS));
  return faults.length > 0 ? { faults } : { settings: raw as LookupSettings };
}

/** Which columns there are is the table's to say, when the campaign is published. */
function answerFaults(raw: unknown): SettingsFault[] {
  const texts = typeof raw === 'object' && raw !== null ? Object.values(raw) : [];
  const named = texts.flatMap((text) => (typeof text === 'string' ? placeholders(text) : []));
  const taken: readonly string[] = TAKEN_COLUMNS;
  const columns = named.filter((name) => !taken.includes(name));
  return textFaults('answer', raw, [...columns, 'brand', 'code']);
}
