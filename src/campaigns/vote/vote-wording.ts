import { DateTime } from 'luxon';
import { localDigits } from '../../text/language';
import { render } from '../../text/template';
import type { Turn } from '../campaign-kind';
import { optionList } from '../flow/choice-answer';
import { nextOpening } from '../hours';
import { pick } from '../texts-by-language';
import { stepOf } from './ballot';
import type { VoteSettings } from './vote-settings';
import { VOTE_TEXTS, type VoteTextKey, type VoteWindowKey } from './vote-texts';

type VoteTurn = Turn<VoteSettings>;

/** A text of the vote: the brand's words in the person's language, else the built-in ones. */
export function spoken(
  turn: VoteTurn,
  key: VoteTextKey,
  names: { readonly choice?: string; readonly before?: string },
): string {
  const { settings, language, campaign } = turn;
  const { brand, code, charged } = commonOf(turn);
  // Named one by one: this runs for every vote, and spreading costs as much as the rest of it.
  return render(settings.texts?.[key]?.[language] ?? VOTE_TEXTS[language][key], {
    brand,
    code,
    charged,
    choice: names.choice ?? '',
    before: names.before ?? '',
    question: pick(settings.question, language, campaign.language) ?? '',
    options: optionsOf(turn),
    most: localDigits(String(settings.mostChoices ?? 1), language),
  });
}

/** Settings are the same object for as long as a version of the configuration lives. */
const optionLists = new WeakMap<VoteSettings, Map<string, string>>();

function optionsOf({ settings, language, campaign }: VoteTurn): string {
  const lists = optionLists.get(settings) ?? new Map<string, string>();
  optionLists.set(settings, lists);
  const key = `${language} ${campaign.language}`;
  const list = lists.get(key) ?? optionList(stepOf(settings), language, campaign.language);
  lists.set(key, list);
  return list;
}

export function spokenWindow(turn: VoteTurn, key: VoteWindowKey): string {
  const { settings, language, campaign, saidAt } = turn;
  const opensAt =
    key === 'outside' ? nextOpening(settings.hours ?? [], saidAt, campaign.timezone) : campaign.opensAt;
  return render(pick(settings[key], language, language) ?? VOTE_TEXTS[language][key], {
    ...commonOf(turn),
    keyword: campaign.name,
    opensAt: localDigits(localTime(opensAt ?? campaign.opensAt, campaign.timezone), language),
  });
}

/** Options as the person knows them: "Anna, Bruno". */
export function namesOf({ settings, language, campaign }: VoteTurn, choices: readonly string[]): string {
  return choices
    .map((choice) => {
      const option = settings.options.find(({ value }) => value === choice);
      return pick(option?.labels, language, campaign.language) ?? choice;
    })
    .join(language === 'fa' || language === 'ar' ? '، ' : ', ');
}

/** Only a code that could have charged has to say that it did not. */
const commonOf = ({ brandName, shortcode, text }: VoteTurn) => ({
  brand: brandName,
  code: shortcode.number,
  charged: shortcode.class === 'premium' ? text('notCharged') : '',
});

const localTime = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
