import { render } from '../../text/template';
import type { CampaignKind, Turn } from '../campaign-kind';
import type { Claim, TicketCard } from '../claim';
import { decided, type Decision, type Effect } from '../effect';
import { pick } from '../texts-by-language';
import { readTrackingCode, trackingCode } from '../tickets/tracking-code';
import { bestAnswer } from './best-answer';
import { readFaqSettings, type FaqQuestion, type FaqSettings } from './faq-settings';
import { FAQ_DEFAULTS, type FaqText } from './faq-texts';

type FaqTurn = Turn<FaqSettings>;

const QUESTION = 'faq';
const PATIENCE_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** Hand-overs of one person in a day; more are read by nobody. */
const MOST_TICKETS = 5;
const SHOWN_CHARS = 20;

/** "ASK when are you open?": the brand's own answers and nothing else; whatever they do not cover goes to a person of the brand. */
export const faq: CampaignKind<FaqSettings> = {
  name: 'faq',
  readSettings: readFaqSettings,

  lint({ questions }, { campaign: { language } }) {
    return questions.flatMap(({ id, answer, asked }) => [
      ...(answer[language] === undefined
        ? [`The answer to "${id}" has no text in ${language}, the campaign's language.`]
        : []),
      ...(asked[language] === undefined
        ? [`"${id}" has no phrasing in ${language}, the campaign's language.`]
        : []),
    ]);
  },

  claims(turn) {
    const reading = readTrackingCode(turn.argument);
    return reading.type === 'code' ? [playerOf(turn), ticketOf(reading.code)] : [playerOf(turn)];
  },

  decide(turn) {
    if (turn.argument.trim() === '') return asked(turn);
    return known(turn, 'keyword', []) ?? handedOver(turn, 'keyword', []);
  },

  /** What is neither answered nor a tracking code may be somebody's keyword. */
  answer: (turn) => known(turn, 'answer', [forgetting(turn)]),

  otherwise: (turn) => handedOver(turn, 'conversation', [forgetting(turn)]),

  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
};

const playerOf = ({ campaign }: FaqTurn) => ({ type: 'player', campaignId: campaign.id }) as const;
const ticketOf = (code: string) => ({ type: 'ticket', code }) as const satisfies Claim;
const forgetting = ({ campaign }: FaqTurn): Effect => ({ type: 'forget', brandId: campaign.brandId });

function asked(turn: FaqTurn): Decision {
  const { campaign, now } = turn;
  const remember: Effect = {
    type: 'remember',
    brandId: campaign.brandId,
    campaignId: campaign.id,
    question: QUESTION,
    state: {},
    until: new Date(now.getTime() + PATIENCE_MS),
  };
  return decided('keyword', 'asked for their question', remember, say(turn, 'ask'));
}

/** What becomes of a ticket, or the brand's answer; null when it takes a person. */
function known(turn: FaqTurn, rule: string, first: readonly Effect[]): Decision | null {
  const reading = readTrackingCode(turn.argument);
  if (reading.type === 'mistyped') {
    const ticket = [...turn.argument.trim()].slice(0, SHOWN_CHARS).join('');
    return decided(rule, 'mistyped a tracking code', ...first, say(turn, 'ticketUnknown', { ticket }));
  }
  if (reading.type === 'code') return statusOf(turn, reading.code, rule, first);
  const found = bestAnswer(turn.settings, turn.argument);
  return found.type === 'answer' ? answered(turn, found.question, rule, first) : null;
}

function statusOf(turn: FaqTurn, code: string, rule: string, first: readonly Effect[]): Decision {
  const card = turn.claims.get(ticketOf(code));
  const values = { ticket: code, answer: card?.answer ?? '' };
  return decided(
    rule,
    card ? `asked for ticket ${code}, which is ${card.state}` : 'asked for a ticket that is not theirs',
    ...first,
    say(turn, card ? STATUS_TEXTS[card.state] : 'ticketUnknown', values),
  );
}

const STATUS_TEXTS: { readonly [S in TicketCard['state']]: FaqText } = {
  open: 'ticketOpen',
  answered: 'ticketAnswered',
  closed: 'ticketClosed',
};

function answered(
  turn: FaqTurn,
  { id, answer }: FaqQuestion,
  rule: string,
  first: readonly Effect[],
): Decision {
  const { campaign, language, brandName, shortcode } = turn;
  const template = pick(answer, language, campaign.language) ?? '';
  const text = render(template, { brand: brandName, code: shortcode.number });
  return decided(
    rule,
    `was answered: ${id}`,
    ...first,
    { type: 'tally', campaignId: campaign.id, choice: id, amount: 1 },
    {
      type: 'event',
      brandId: campaign.brandId,
      event: 'answer',
      data: { campaign: campaign.id, question: id, words: turn.argument },
    },
    { type: 'reply', text, brandId: campaign.brandId },
  );
}

function handedOver(turn: FaqTurn, rule: string, first: readonly Effect[]): Decision {
  const { campaign, argument: words, saidAt } = turn;
  const { id: campaignId, brandId } = campaign;
  const since = saidAt.getTime() - DAY_MS;
  const before = (turn.claims.get(playerOf(turn))?.['handedOver'] as readonly number[] | undefined) ?? [];
  const recent = before.filter((at) => at > since);
  if (recent.length >= MOST_TICKETS)
    return decided(rule, 'has asked too much for a day', ...first, say(turn, 'tooMany'));
  const code = trackingCode(turn.luck());
  const found = bestAnswer(turn.settings, words);
  const nearest = found.type === 'unsure' ? found.nearest : found.question.id;
  return decided(
    rule,
    `was handed over; the nearest question was ${nearest ?? 'none'}`,
    ...first,
    { type: 'ticket', code, brandId, campaignId, words },
    { type: 'player', campaignId, state: { handedOver: [...recent, saidAt.getTime()] } },
    { type: 'tally', campaignId, choice: HANDED_OVER, amount: 1 },
    {
      type: 'event',
      brandId,
      event: 'unmatched',
      data: { campaign: campaignId, ticket: code, nearest, words },
    },
    say(turn, 'handOver', { ticket: code }),
  );
}

/** No question can have this id. */
const HANDED_OVER = 'handed over';

function say(turn: FaqTurn, key: FaqText, values: Readonly<Record<string, string>> = {}): Effect {
  const { settings, language, campaign, brandName, shortcode } = turn;
  const text = render(settings.texts?.[key]?.[language] ?? FAQ_DEFAULTS[key][language], {
    brand: brandName,
    code: shortcode.number,
    charged: turn.text('notCharged'),
    ...values,
  });
  return { type: 'reply', text: text.trim(), brandId: campaign.brandId };
}
