import { IANAZone } from 'luxon';
import { fold, joined } from '../text/fold';
import { LANGUAGES, type Language } from '../text/language';
import { MESSAGE_CLASSES } from './message-class';
import * as profile from './profile';
import { listOf, oneOf, shape, text, wholeNumber, type Check, type Fault } from './shape';
import { systemText } from './texts';
import { TEXT_VALUES, type TextKey } from './text-key';

export type CheckedProfile =
  | { readonly type: 'profile'; readonly profile: profile.Profile }
  | { readonly type: 'faulty'; readonly faults: readonly Fault[] };

/** Without these in a language, nobody who speaks it could leave, ask or answer. */
const NEEDED_ACTS = ['stop', 'help', 'start', 'yes', 'no'] as const satisfies readonly profile.Act[];

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

const language = oneOf(LANGUAGES);
const flag = oneOf([true, false]);
const onlyTrue = oneOf([true]);
const folded = text(60, (word) => fold(word) !== '', 'a word that leaves something to match');
const sourceTag = text(60);
const entries = listOf(folded, 0, 500);
const localTime = text(5, (time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time), 'a local time HH:mm');
const windows = listOf(shape({ from: localTime, to: localTime }), 0, 10);

const intentWords = shape({
  phrases: entries,
  wholePhrases: entries,
  courtesy: entries,
  objects: entries,
  ordinary: entries,
  negations: entries,
});

const adMarking: Check = (value, path) =>
  (value as { type?: unknown } | null)?.type === 'closing words'
    ? shape({ type: oneOf(['closing words']), mark: text(20), source: sourceTag })(value, path)
    : shape({
        type: oneOf(['sender suffix', 'sender prefix', 'closing words']),
        mark: text(20),
        senderChars: wholeNumber(1, 11),
        source: sourceTag,
      })(value, path);

const wholeProfile = shape({
  id: oneOf(profile.PROFILE_IDS),
  version: wholeNumber(1, 1_000_000),
  effectiveFrom: text(
    35,
    (at) => INSTANT.test(at) && !Number.isNaN(Date.parse(at)),
    'an ISO 8601 instant with its zone',
  ),
  checkedAt: text(
    10,
    (day) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)),
    'an ISO date',
  ),
  sources: listOf(shape({ tag: sourceTag, address: text(300), usedFor: text(300) }), 1, 200),
  country: text(2, (code) => /^[A-Z]{2}$/.test(code), 'an ISO 3166 country code'),
  zone: text(60, (zone) => IANAZone.isValidZone(zone), 'an IANA time zone'),
  languages: listOf(language, 1, LANGUAGES.length),
  words: listOf(
    shape(
      { word: folded, act: oneOf(profile.ACTS), language, source: sourceTag },
      { scope: oneOf(['all']), ambiguous: onlyTrue },
    ),
    1,
    1_000,
  ),
  grammars: listOf(
    shape({
      act: oneOf(['stop', 'join']),
      pattern: oneOf(profile.GRAMMAR_PATTERNS),
      word: folded,
      language,
      source: sourceTag,
    }),
    0,
    200,
  ),
  intent: shape({}, Object.fromEntries(LANGUAGES.map((name) => [name, intentWords]))),
  stopPolicy: oneOf(profile.STOP_POLICIES),
  intentPolicy: oneOf(profile.INTENT_POLICIES),
  stopBlocks: listOf(
    oneOf(MESSAGE_CLASSES.filter((name) => !['reply', 'otp', 'warning'].includes(name))),
    1,
    4,
  ),
  yesRestarts: flag,
  joinTokens: listOf(oneOf(profile.JOIN_TOKENS), 0, profile.JOIN_TOKENS.length),
  doubleOptIn: flag,
  confirmTtlMinutes: wholeNumber(1, 7 * 24 * 60),
  quietHours: listOf(
    shape(
      { classes: listOf(oneOf(MESSAGE_CLASSES), 1, 7), blocked: windows, source: sourceTag },
      { blockedInRamadan: windows },
    ),
    0,
    10,
  ),
  adMarking: listOf(adMarking, 0, 5),
  spendCaps: listOf(
    shape({
      periodDays: wholeNumber(1, 366),
      limit: shape({
        minor: text(18, (minor) => /^[0-9]+$/.test(minor), 'whole minor units'),
        currency: text(3, (code) => /^[A-Z]{3}$/.test(code), 'an ISO 4217 currency'),
      }),
      source: sourceTag,
    }),
    0,
    10,
  ),
});

/** A profile as it came from outside, or everything that is wrong with it. */
export function readProfile(raw: unknown): CheckedProfile {
  const faults = checkProfile(raw);
  return faults.length === 0
    ? { type: 'profile', profile: raw as profile.Profile }
    : { type: 'faulty', faults };
}

/** What keeps a profile from being used, with the path of each fault; nothing when it can be. */
export function checkProfile(raw: unknown): readonly Fault[] {
  const misshapen = wholeProfile(raw, '');
  if (misshapen.length > 0) return misshapen;
  const candidate = raw as profile.Profile;
  return [
    ...claimedTwice(candidate),
    ...unspoken(candidate),
    ...repeated(candidate.languages, 'languages'),
    ...uncited(candidate),
    ...candidate.languages.flatMap(untold),
  ];
}

/** One key, one act: else the order of a list would decide what a text means. */
function claimedTwice({ words }: profile.Profile): readonly Fault[] {
  const acts = new Map<string, string>();
  return words.flatMap(({ word, act, scope = '' }, at) => {
    const key = joined(fold(word));
    const meaning = `${act} ${scope}`;
    const before = acts.get(key);
    acts.set(key, before ?? meaning);
    if (before === undefined) return [];
    const message =
      before === meaning ? `${word} is there already` : `${word} already means ${before.trim()}`;
    return [{ path: `words[${at}].word`, message }];
  });
}

function unspoken({ languages, words }: profile.Profile): readonly Fault[] {
  return languages.flatMap((spoken) =>
    NEEDED_ACTS.filter((act) => !words.some((word) => word.act === act && word.language === spoken)).map(
      (act) => ({
        path: 'words',
        message: `no word for ${act} in ${spoken}`,
      }),
    ),
  );
}

function repeated(items: readonly string[], path: string): readonly Fault[] {
  return items.flatMap((item, at) =>
    items.indexOf(item) === at ? [] : [{ path: `${path}[${at}]`, message: `${item} is there already` }],
  );
}

function uncited(candidate: profile.Profile): readonly Fault[] {
  const known = new Set(candidate.sources.map((source) => source.tag));
  const cites = (list: 'words' | 'grammars' | 'quietHours' | 'adMarking' | 'spendCaps') =>
    candidate[list].flatMap(({ source }, at) =>
      known.has(source)
        ? []
        : [{ path: `${list}[${at}].source`, message: `${source} is none of the sources` }],
    );
  return [
    ...cites('words'),
    ...cites('grammars'),
    ...cites('quietHours'),
    ...cites('adMarking'),
    ...cites('spendCaps'),
  ];
}

/** A language is spoken only when every text of the engine exists in it. */
function untold(spoken: Language): readonly Fault[] {
  const keys = Object.keys(TEXT_VALUES) as readonly TextKey[];
  return keys
    .filter((key) => systemText(key, spoken).trim() === '')
    .map((key) => ({ path: 'languages', message: `${spoken} has no text for ${key}` }));
}
