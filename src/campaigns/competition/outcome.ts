import { DateTime } from 'luxon';
import { localDigits, type Language } from '../../text/language';
import { render } from '../../text/template';
import { decided, type Decision, type Effect } from '../effect';
import { competitionText, type CompetitionText, type TextValues } from './competition-texts';
import type { CompetitionTurn, Entry } from './entrant';

export interface Outcome {
  readonly outcome: CompetitionText;
  readonly counted: boolean;
  readonly values?: TextValues;
  readonly tickets?: number;
  readonly data?: Readonly<Record<string, unknown>>;
  /** What else changes, before it is entered in the book. */
  readonly effects?: readonly Effect[];
}

type EntryEffect = Extract<Effect, { type: 'entry' }>;

/** An entry that has come to its end: its row, and its reply. */
export function ended(
  turn: CompetitionTurn,
  { saidAt }: Entry,
  { outcome, counted, values, tickets, data = {}, effects = [] }: Outcome,
): Decision {
  const entry: { -readonly [F in keyof EntryEffect]: EntryEffect[F] } = {
    type: 'entry',
    campaignId: turn.campaign.id,
    outcome,
    counted,
    saidAt,
  };
  if (tickets !== undefined) entry.tickets = tickets;
  if (Object.keys(data).length > 0) entry.data = data;
  return decided('keyword', BECAUSE[outcome], ...effects, entry, say(turn, outcome, values));
}

/** A text of the competition in the turn's language: the brand's own wording, else ours. */
export function say(turn: CompetitionTurn, name: CompetitionText, values: TextValues = {}): Effect {
  const { settings, language, brandName, shortcode, campaign } = turn;
  const template = settings.texts[name]?.[language] ?? competitionText(name, language);
  const charged = turn.text('notCharged');
  const text = render(template, { brand: brandName, code: shortcode.number, charged, ...values });
  return { type: 'reply', text, brandId: campaign.brandId };
}

/** An instant by the clock of the competition; without its day where that is today. */
export function clockTime(
  { campaign: { timezone }, language }: CompetitionTurn,
  at: Date,
  today?: Date,
): string {
  const local = DateTime.fromJSDate(at, { zone: timezone });
  const isToday = today && local.hasSame(DateTime.fromJSDate(today, { zone: timezone }), 'day');
  return localDigits(local.toFormat(isToday ? 'HH:mm' : 'yyyy-MM-dd HH:mm'), language);
}

/** A number in the figures of a language. French would group it with a blank that GSM-7 does not have. */
export function figures(number: number, language: Language): string {
  let format = formats.get(language);
  if (!format) {
    format = new Intl.NumberFormat(language, { useGrouping: language !== 'fr' });
    formats.set(language, format);
  }
  return format.format(number);
}

/** Making one takes as long as a whole decision. */
const formats = new Map<Language, Intl.NumberFormat>();

const BECAUSE: { readonly [N in CompetitionText]: string } = {
  entered: 'is in the draw',
  numbered: 'was given a number',
  lost: 'entered, and won nothing',
  won: 'entered, and won',
  alreadyWon: 'has won before',
  duplicate: 'has entered before',
  overLimit: 'entered too often',
  tooSoon: 'entered again too soon',
  codeMissing: 'sent no code',
  codeInvalid: 'sent a code that is none',
  codeYours: 'sent a code of theirs again',
  codeUsed: 'sent a code that somebody else used',
  codeExpired: 'sent a code that has expired',
  cooling: 'sent too many wrong codes',
  early: 'entered before the competition opened',
  late: 'entered after the competition closed',
  closed: 'entered outside the hours',
  barred: 'is barred from the competition',
  underAge: 'is too young',
  elsewhere: 'is of another region',
  soldOut: 'entered when every prize was gone',
  soldOutToday: 'entered when the prizes of the day were gone',
  askBirthDate: 'was asked for the date of birth',
  askBirthDateAgain: 'was asked for the date of birth again',
  ageUnknown: 'did not say the date of birth',
};
