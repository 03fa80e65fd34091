import { render } from '../../text/template';
import { argument, parse, type Said } from '../../text/said';
import type { CampaignKind, Turn } from '../campaign-kind';
import { decided, type Decision, type Effect } from '../effect';
import type { ExpectsAnswers } from '../expected-answers';
import { isNumbered, keysOf, optionList, readChoice } from '../flow/choice-answer';
import type { ChooseStep } from '../flow/flow';
import { pick } from '../texts-by-language';
import { lintMenu } from './menu-lint';
import { readMenuSettings, type MenuOption, type MenuSettings } from './menu-settings';
import { MENU_DEFAULTS, type MenuText } from './menu-texts';

type MenuTurn = Turn<MenuSettings>;

const QUESTION = 'menu';
const PATIENCE_MS = 15 * 60_000;
const MOST_PROMPTS = 3;

/** "MENU": numbered choices, each of which is another campaign of the brand. */
export const menu: CampaignKind<MenuSettings> & ExpectsAnswers = {
  name: 'menu',
  readSettings: readMenuSettings,
  lint: lintMenu,

  expectedAnswers(settings) {
    const { options } = settings as MenuSettings;
    const numbers = isNumbered(stepOf(options)) ? options.map((_, at) => String(at + 1)) : [];
    return [...numbers, ...stepOf(options).options.flatMap(keysOf)];
  },

  decide(turn) {
    const said = parse(turn.argument);
    if (said.key === '') return prompted(turn, 'keyword', 'was shown the menu', 'prompt', 1);
    const choice = choiceIn(turn.settings, said);
    return choice
      ? goneTo(turn, 'keyword', choice)
      : prompted(turn, 'keyword', 'named no choice of the menu', 'again', 1);
  },

  answer(turn) {
    const choice = choiceIn(turn.settings, turn.said);
    return choice && goneTo(turn, 'answer', choice);
  },

  otherwise(turn, { state }) {
    const prompts = Number(state['prompts'] ?? 1);
    if (prompts < MOST_PROMPTS)
      return prompted(turn, 'conversation', 'named no choice of the menu', 'again', prompts + 1);
    const forget: Effect = { type: 'forget', brandId: turn.campaign.brandId };
    return decided('conversation', 'named no choice, three times', forget, say(turn, 'giveUp'));
  },

  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
};

interface Choice {
  readonly option: MenuOption;
  readonly argument: string;
}

/** The whole text as a choice, else its first words, and what stands behind them is for the campaign. */
function choiceIn({ options }: MenuSettings, said: Said): Choice | null {
  const step = stepOf(options);
  for (let words = said.words.length; words > 0; words--) {
    const reading = readChoice(step, {
      ...said,
      words: said.words.slice(0, words),
      key: said.words
        .slice(0, words)
        .map(({ key }) => key)
        .join(' '),
    });
    const option = 'value' in reading ? options[Number(reading.value)] : undefined;
    if (option) return { option, argument: option.argument ?? argument(said, words) };
  }
  return null;
}

function goneTo(turn: MenuTurn, rule: string, { option, argument: words }: Choice): Decision {
  const { campaign, language } = turn;
  const label = pick(option.labels, language, campaign.language) ?? '';
  const choice = String(turn.settings.options.indexOf(option) + 1);
  const unavailable = say(turn, 'unavailable', { choice: label });
  return {
    ...decided(
      rule,
      `chose ${choice} of the menu`,
      { type: 'forget', brandId: campaign.brandId },
      { type: 'tally', campaignId: campaign.id, choice, amount: 1 },
    ),
    goTo: { campaignId: option.campaign, argument: words, otherwise: [unavailable] },
  };
}

function prompted(turn: MenuTurn, rule: string, because: string, text: MenuText, prompts: number): Decision {
  const { campaign, now } = turn;
  const remember: Effect = {
    type: 'remember',
    brandId: campaign.brandId,
    campaignId: campaign.id,
    question: QUESTION,
    state: { prompts },
    until: new Date(now.getTime() + PATIENCE_MS),
  };
  return decided(rule, because, remember, say(turn, text));
}

function say(turn: MenuTurn, key: MenuText, values: Readonly<Record<string, string>> = {}): Effect {
  const { settings, language, campaign, brandName, shortcode } = turn;
  const text = render(settings.texts?.[key]?.[language] ?? MENU_DEFAULTS[key][language], {
    brand: brandName,
    code: shortcode.number,
    options: optionList(stepOf(settings.options), language, campaign.language),
    charged: turn.text('notCharged'),
    ...values,
  });
  return { type: 'reply', text: text.trim(), brandId: campaign.brandId };
}

/** The choices as a question of a conversation has them: shown and read in the same ways. */
function stepOf(options: readonly MenuOption[]): ChooseStep {
  return {
    type: 'choose',
    texts: {},
    save: QUESTION,
    options: options.map(({ labels, aliases }, at) => ({ value: String(at), labels, aliases })),
  };
}
