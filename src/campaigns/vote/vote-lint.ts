import { reservedWord } from '../../rules/command';
import type { Profile } from '../../rules/profile';
import { fold } from '../../text/fold';
import { LANGUAGES } from '../../text/language';
import { planSegments } from '../../text/segments';
import { render } from '../../text/template';
import type { LintContext } from '../campaign-kind';
import { keysOf, optionList } from '../flow/choice-answer';
import { pick } from '../texts-by-language';
import { hasNumbers, stepOf, wordsOf } from './ballot';
import type { VoteSettings } from './vote-settings';
import { VOTE_TEXTS } from './vote-texts';

/** The parts a carrier can be trusted to put together again. */
const MAX_SEGMENTS = 10;

/** The rules hear these before any question does; yes, no, join and status they leave to it. */
const HEARD_FIRST: ReadonlySet<string> = new Set(['stop', 'help', 'start', 'list']);

/** Why a vote may not be published: options nobody could tell apart, choose or read. */
export function lintVote(settings: VoteSettings, { campaign, profile }: LintContext): readonly string[] {
  const { options, mostChoices = 1, question } = settings;
  return [
    ...options
      .filter(({ labels }) => labels[campaign.language] === undefined)
      .map(({ value }) => `Option "${value}" has no label in ${campaign.language}, the campaign's language.`),
    ...(question && question[campaign.language] === undefined
      ? [`The question has no text in ${campaign.language}, the campaign's language.`]
      : []),
    ...(mostChoices > options.length
      ? [`One vote may name ${mostChoices} options, but there are ${options.length}.`]
      : []),
    ...alike(settings),
    ...unheard(settings, profile),
    ...tooLong(settings),
  ];
}

/** Everything a person may say to choose. */
export function answersOf(settings: VoteSettings): readonly string[] {
  const numbers = hasNumbers(settings) ? settings.options.map((_, at) => String(at + 1)) : [];
  return [...new Set([...settings.options.flatMap(wordsOf), ...numbers])];
}

/** Words of the rules that yield once to an open question, and that this one takes. */
export function ambiguousKeys(settings: VoteSettings, profile: Profile): readonly string[] {
  return answersOf(settings)
    .map(fold)
    .filter((key) => reservedWord(profile, key)?.ambiguous === true);
}

function alike({ options }: VoteSettings): string[] {
  const owners = new Map<string, string>();
  return options.flatMap((option) =>
    keysOf(option).flatMap((key) => {
      const owner = owners.get(key);
      owners.set(key, option.value);
      return owner === undefined
        ? []
        : [`"${key}" would be a vote for "${owner}" and for "${option.value}".`];
    }),
  );
}

function unheard(settings: VoteSettings, profile: Profile): string[] {
  return answersOf(settings).flatMap((word) => {
    const reserved = reservedWord(profile, fold(word));
    return reserved && !reserved.ambiguous && HEARD_FIRST.has(reserved.act)
      ? [`"${word}" cannot be an option: the rules of the code hear ${reserved.act} in it.`]
      : [];
  });
}

function tooLong(settings: VoteSettings): string[] {
  return LANGUAGES.flatMap((language) => {
    if (!settings.options.some(({ labels }) => labels[language] !== undefined)) return [];
    const text = render(settings.texts?.ask?.[language] ?? VOTE_TEXTS[language].ask, {
      question: pick(settings.question, language, language) ?? '',
      options: optionList(stepOf(settings), language, language),
    });
    const { segments } = planSegments(text);
    return segments > MAX_SEGMENTS
      ? [`The list of options takes ${segments} segments in ${language}; ${MAX_SEGMENTS} are the most.`]
      : [];
  });
}
