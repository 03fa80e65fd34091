import { stopIntent } from '../../rules/intent';
import { replyWord } from '../../rules/texts';
import { LIMITS } from '../limits';
import { outcome, type Outcome, type Scene } from '../scene';
import { isAskingWhich, stopBare } from './stop';

export const INTENT_QUESTION = 'intent-to-stop';

/** "Please leave me alone": obeyed where the law reads it so, else asked about; either way nothing we started leaves meanwhile. */
export function intend(scene: Scene): Outcome | null {
  const { profile, shortcode, configuration } = scene.snapshot;
  const index = configuration.code(shortcode.id);
  const intent = stopIntent(profile, scene.said, (key) => index.byKey.has(key));
  if (!intent) return null;
  const because = `seems to want to stop (${intent.why})`;
  if ((shortcode.intentPolicy ?? profile.intentPolicy) === 'optOut' || isAskingWhich(scene))
    return stopBare(scene, intent.language, because);

  const until = new Date(scene.now.getTime() + LIMITS.questionMs);
  const stop = replyWord(profile, 'stop', intent.language);
  return outcome(
    `${because}, and was asked`,
    [
      { type: 'remember', brandId: 0, campaignId: null, question: INTENT_QUESTION, state: {}, until },
      scene.reply('intentConfirm', intent.language, { stop }),
    ],
    { language: intent.language },
  );
}
