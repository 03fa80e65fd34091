import { NameIndex, type Near } from '../../catalogue/name-index';
import type { Profile } from '../../rules/profile';
import { SLIP_WEIGHT } from '../../text/distance';
import { fold } from '../../text/fold';
import { readingsOf } from '../../text/readings';
import { parse, type Said } from '../../text/said';
import { LIMITS } from '../limits';
import { routeCatchAll, routeKeyword } from '../route';
import { outcome, type Outcome, type Scene } from '../scene';
import { contextOf, playMatch } from './keyword';
import { isAskingWhich } from './stop';

export const DID_YOU_MEAN = 'did-you-mean';

const HOUR_MS = 3_600_000;

/** On a shared code, words without a keyword go to the brand that spoke last, within the code's hours; and it says so. */
export function passToBrand(scene: Scene): Outcome | null {
  const { shortcode, person } = scene.snapshot;
  const { lastBrandId, lastBrandAt } = person.memory;
  const brand = scene.brand(lastBrandId ?? null);
  if (shortcode.kind !== 'shared' || !brand || !lastBrandAt || scene.said.key === '') return null;
  if (scene.saidAt.getTime() - lastBrandAt.getTime() >= shortcode.contextHours * HOUR_MS) return null;
  if (isTired(scene)) return outcome('not understood too often in a row', [], { passive: true });
  const reply = { ...scene.reply('contextRouted', scene.language, { brand: brand.name }), brandId: brand.id };
  return outcome(`passed to ${brand.code}, which spoke last`, [reply], { passive: true });
}

/** "JION", تخهد or "ЈОІΝ": near a keyword, or one in the wrong script. Asks, and does nothing until the answer. */
export function suggest(scene: Scene): Outcome | null {
  if (isTired(scene) || isAskingWhich(scene)) return null;
  const meant = guess(scene);
  if (!meant) return null;
  const until = new Date(scene.now.getTime() + LIMITS.questionMs);
  return outcome(
    `may have meant ${meant.key}`,
    [
      {
        type: 'remember',
        brandId: 0,
        campaignId: null,
        question: DID_YOU_MEAN,
        state: { text: meant.text },
        until,
      },
      scene.reply('didYouMean', scene.language, { keyword: meant.text }),
    ],
    { passive: true },
  );
}

/** What somebody may have meant: the key it goes by, and their text as they would have written it. */
interface Guess {
  readonly key: string;
  readonly text: string;
}

/**
 * The one thing a text may have meant. A keyword in the wrong script goes first, for no slip explains it; then slips in
 * what was written, then slips in the wrong script. Of each, a keyword goes before a word of the rules such as JOIN.
 */
function guess(scene: Scene): Guess | null {
  if (scene.said.words.length === 0) return null;
  const readings = readingsOf(scene.said.raw).map(parse);
  for (const reading of readings) {
    const exact = liveKeyword(scene, reading) ?? ruleWord(scene, reading);
    if (exact) return exact;
  }
  for (const reading of [scene.said, ...readings]) {
    const near = nearKeywords(scene, reading);
    if (near.length > 0) return likeliest(near);
    const [rule] = nearRuleWords(scene, reading);
    if (rule) return rule;
  }
  return null;
}

/** Several as near are no guess, unless a key beside the right one explains them: then the first is worth the question. */
function likeliest([first, second]: readonly (Guess & Near)[]): Guess | null {
  const isTied = first?.weight === second?.weight && first?.weight !== SLIP_WEIGHT.neighbour;
  return first && !isTied ? first : null;
}

/** The keyword that a text would reach at this moment, so that a YES can keep what the question promises. */
function liveKeyword(scene: Scene, said: Said): Guess | null {
  const { configuration, shortcode } = scene.snapshot;
  const match = routeKeyword(configuration.code(shortcode.id), said, contextOf(scene));
  const keyword = match?.rule.keyword;
  if (!keyword) return null;
  const behind = said.words.slice(match.words).map(({ raw }) => raw);
  return {
    key: keyword.key,
    text: match.argument === undefined ? [keyword.word, ...behind].join(' ') : said.raw,
  };
}

function nearKeywords(scene: Scene, said: Said): readonly (Guess & Near)[] {
  const { configuration, shortcode } = scene.snapshot;
  const near = configuration.code(shortcode.id).names.near(said.words[0]?.key ?? '');
  return near.flatMap(({ key, weight }) => {
    const keyword = liveKeyword(scene, parse(instead(said, key)));
    return keyword ? [{ ...keyword, weight }] : [];
  });
}

/** A word of the rules itself, which only the wrong script has kept from being one. */
function ruleWord({ snapshot: { profile } }: Scene, said: Said): Guess | null {
  const key = said.words[0]?.key ?? '';
  return ruleWordsOf(profile).keys.has(key) ? { key, text: instead(said, key.toUpperCase()) } : null;
}

function nearRuleWords({ snapshot: { profile } }: Scene, said: Said): readonly Guess[] {
  return ruleWordsOf(profile)
    .names.near(said.words[0]?.key ?? '')
    .map(({ key }) => ({ key, text: instead(said, key.toUpperCase()) }));
}

/** The text with another word in place of its first. */
function instead({ words }: Said, first: string): string {
  return [first, ...words.slice(1).map(({ raw }) => raw)].join(' ');
}

/** A dedicated code may have a campaign for everything else. */
export function catchAll(scene: Scene): Outcome | null {
  const { configuration, shortcode } = scene.snapshot;
  if (shortcode.kind !== 'dedicated') return null;
  const match = routeCatchAll(configuration.code(shortcode.id), contextOf(scene), scene.trace);
  const played = match && playMatch(scene, match);
  if (!played || played.wants) return played;
  if (isTired(scene)) return outcome('not understood too often in a row', [], { passive: true });
  return { ...played, passive: true };
}

/** Nobody's word: one answer per person and half day, and it says what a text to a premium code cost. */
export function sayUnknown(scene: Scene): Outcome {
  const { shortcode, person } = scene.snapshot;
  const { unknownAt } = person.memory;
  if (shortcode.unknownPolicy === 'silence')
    return outcome('unknown word; this code answers none', [], { passive: true });
  if (isTired(scene)) return outcome('not understood too often in a row', [], { passive: true });
  if (unknownAt && scene.saidAt.getTime() - unknownAt.getTime() < LIMITS.unknownEveryMs) {
    return outcome('unknown word; told so already', [], { passive: true });
  }
  const reply =
    shortcode.class === 'premium'
      ? scene.reply('unknownPremium', scene.language, { charged: scene.text('notCharged', scene.language) })
      : scene.reply('unknown', scene.language);
  return outcome('unknown word', [reply, { type: 'note', note: { unknownAt: scene.saidAt } }], {
    passive: true,
  });
}

interface RuleWords {
  readonly keys: ReadonlySet<string>;
  readonly names: NameIndex;
}

const ruleWordsByProfile = new WeakMap<Profile, RuleWords>();

/** Words of the rules that are worth a guess; a near-STOP has been dealt with before. */
function ruleWordsOf(profile: Profile): RuleWords {
  let ruleWords = ruleWordsByProfile.get(profile);
  if (!ruleWords) {
    const words = profile.words.filter(({ act }) => act === 'join' || act === 'help' || act === 'status');
    const keys = words.map(({ word }) => fold(word));
    ruleWords = { keys: new Set(keys), names: new NameIndex(keys) };
    ruleWordsByProfile.set(profile, ruleWords);
  }
  return ruleWords;
}

const isTired = ({ snapshot }: Scene): boolean =>
  (snapshot.person.memory.passiveReplies ?? 0) >= LIMITS.passiveReplies;
