import type { Effect, Reading } from '../../campaigns/effect';
import { stopIntent, type StopIntent } from '../../rules/intent';
import type { IntentPolicy } from '../../rules/profile';
import { replyWord } from '../../rules/texts';
import { newestWord } from '../../subscribers/standing';
import { INTENT_QUESTION, STOP_MENU } from '../../subscribers/stop-questions';
import { LIMITS } from '../limits';
import { outcome, type Outcome, type Scene } from '../scene';
import { openMenu, stopBare, stopScope } from './stop';

/** "Please leave me alone": obeyed where the law reads it so, else asked about, or held until one of us has judged it. */
export function intend(scene: Scene): Outcome | null {
  const { profile, shortcode, configuration } = scene.snapshot;
  const index = configuration.code(shortcode.id);
  const intent = stopIntent(profile, scene.said, (key) => index.byKey.has(key));
  if (!intent) return null;
  const { language, why, phrase } = intent;
  const read: Reading = { tier: 'INTENT', why, phrase };
  const because = `seems to want to stop (${read.tier}, ${why}: ${phrase})`;
  const menu = openMenu(scene);
  if (!menu) return policies[shortcode.intentPolicy ?? profile.intentPolicy](scene, intent, read, because);
  const stopped = stopBare(scene, language, because);
  // Who said STOP and was asked which has said it in so many words: that is nobody's reading.
  return menu.state['read'] === undefined ? stopped : asRead(stopped, read);
}

type Policy = (scene: Scene, intent: StopIntent, read: Reading, because: string) => Outcome;

const policies: { readonly [P in IntentPolicy]: Policy } = {
  optOut: (scene, { language }, read, because) => asRead(stopBare(scene, language, because), read),

  confirm: (scene, { language }, _, because) => {
    const until = new Date(scene.now.getTime() + LIMITS.questionMs);
    const stop = replyWord(scene.snapshot.profile, 'stop', language);
    return outcome(
      `${because}, and was asked`,
      [
        { type: 'remember', brandId: 0, campaignId: null, question: INTENT_QUESTION, state: {}, until },
        scene.reply('intentConfirm', language, { stop }),
      ],
      { language },
    );
  },

  review: hold,
};

/**
 * A person shall judge it, and until then the answer is "out": the code is left at once, by an entry of the ledger that names the
 * reading, and the judge's "keep" takes that entry back. A mark of its own ("on hold") would have to be asked about wherever
 * something may leave, and the place that forgot would send to somebody who may have said no; an opt-out is asked about there
 * already. So whatever becomes of the review (nobody looks, the queue is lost), silence means stopped. Nothing is answered: any
 * answer would decide for them.
 */
function hold(scene: Scene, { language }: StopIntent, read: Reading, because: string): Outcome {
  const { shortcode, person } = scene.snapshot;
  const code = { type: 'code', shortcodeId: shortcode.id } as const;
  const word = newestWord(person.standings, [`code:${shortcode.id}`, 'all']);
  if (word && word.saidAt > scene.saidAt) return outcome(`${because}, and has spoken since`);
  const lists = scene.memberships;
  if (word?.status === 'out' && lists.length === 0) return outcome(`${because}, and is out already`);
  const owners = new Set(lists.map(({ brandId }) => brandId));
  const stopped = stopScope(scene, code, language, because);
  const silent = stopped.effects.filter(({ type }) => type !== 'reply');
  const review: Effect = {
    type: 'review',
    brandId: shortcode.brandId ?? (owners.size === 1 ? (lists[0]?.brandId ?? null) : null),
    read,
  };
  const held = `${because}, and is out until somebody has judged it`;
  return asRead(outcome(held, [...silent, review], { language }), read);
}

/** The same, marked as our reading of free words; also what silence will make of the question which service was meant. */
export function asRead(taken: Outcome, read: Reading): Outcome {
  return { ...taken, effects: taken.effects.map((effect) => marked(effect, read)) };
}

function marked(effect: Effect, read: Reading): Effect {
  if (effect.type === 'consent') return { ...effect, read };
  if (effect.type === 'remember' && effect.question === STOP_MENU)
    return { ...effect, state: { ...effect.state, read } };
  return effect;
}
