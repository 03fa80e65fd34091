import { NameIndex } from '../../catalogue/name-index';
import type { Profile } from '../../rules/profile';
import { fold } from '../../text/fold';
import { LIMITS } from '../limits';
import { routeCatchAll } from '../route';
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

/** "JION": one slip from a keyword. Asks, and does nothing until the answer. */
export function suggest(scene: Scene): Outcome | null {
  const { configuration, shortcode } = scene.snapshot;
  const [first, ...rest] = scene.said.words;
  if (!first || isTired(scene) || isAskingWhich(scene)) return null;
  const near = nearTo(scene, first.key);
  if (near === undefined) return null;
  const live = configuration
    .code(shortcode.id)
    .byKey.get(near)
    ?.find(({ campaign }) => campaign.state === 'published');
  const word = live?.keyword?.word ?? near.toUpperCase();
  const meant = [word, ...rest.map(({ raw }) => raw)].join(' ');
  const until = new Date(scene.now.getTime() + LIMITS.questionMs);
  return outcome(
    `may have meant ${near}`,
    [
      {
        type: 'remember',
        brandId: 0,
        campaignId: null,
        question: DID_YOU_MEAN,
        state: { text: meant },
        until,
      },
      scene.reply('didYouMean', scene.language, { keyword: meant }),
    ],
    { passive: true },
  );
}

/** A live keyword one edit away, or a word of the code's own such as JOIN. Several are no guess. */
function nearTo(scene: Scene, key: string): string | undefined {
  const { configuration, shortcode, profile } = scene.snapshot;
  const near = configuration.code(shortcode.id).names.near(key);
  if (near.length > 0) return near.length === 1 ? near[0] : undefined;
  return profileNames(profile).near(key)[0];
}

/** A dedicated code may have a campaign for everything else. */
export function catchAll(scene: Scene): Outcome | null {
  const { configuration, shortcode } = scene.snapshot;
  if (shortcode.kind !== 'dedicated') return null;
  const match = routeCatchAll(configuration.code(shortcode.id), contextOf(scene), scene.trace);
  const played = match && playMatch(scene, match);
  if (!played) return null;
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

const namesByProfile = new WeakMap<Profile, NameIndex>();

/** Words of the rules that are worth a guess; a near-STOP has been dealt with before. */
function profileNames(profile: Profile): NameIndex {
  let names = namesByProfile.get(profile);
  if (!names) {
    const words = profile.words.filter(({ act }) => act === 'join' || act === 'help' || act === 'status');
    names = new NameIndex(words.map(({ word }) => fold(word)));
    namesByProfile.set(profile, names);
  }
  return names;
}

const isTired = ({ snapshot }: Scene): boolean =>
  (snapshot.person.memory.passiveReplies ?? 0) >= LIMITS.passiveReplies;
