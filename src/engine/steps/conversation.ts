import type { Campaign, List } from '../../catalogue/configuration';
import { stopIntent } from '../../rules/intent';
import { INTENT_QUESTION, STOP_MENU } from '../../subscribers/stop-questions';
import { outcome, type Outcome, type Scene } from '../scene';
import type { Conversation } from '../snapshot';
import { askedBy } from './asked';
import { played } from './played';
import { goOn, playText } from './keyword';
import { MY_SERVICES } from './my-services';
import { listNamed, stopNamed, stopScope } from './stop';
import { DID_YOU_MEAN } from './unknown';

/** An answer the open question accepts. */
export function acceptAnswer(scene: Scene): Outcome | null {
  const conversation = scene.openConversation;
  if (!conversation) return null;
  const system = SYSTEM_QUESTIONS[conversation.question];
  if (system) return system(scene, conversation);
  const asked = askedBy(scene, conversation);
  if (!asked?.kind.answer) return null;
  // A question for any words may take a keyword for an answer, but never a wish to be left alone.
  if (asked.kind.ignoresKeywords && stopIntent(scene.snapshot.profile, scene.said, () => false)) return null;
  const turn = turnOf(scene, asked.campaign);
  const waiting = scene.wantedBy(asked.kind, turn, conversation);
  if (waiting) return waiting;
  const decision = asked.kind.answer(turn, conversation);
  return decision && goOn(scene, played(asked.kind, asked.campaign, decision));
}

/** Nothing else understood it: the open question asks again, or gives up. */
export function continueConversation(scene: Scene): Outcome | null {
  const conversation = scene.openConversation;
  const asked = conversation && askedBy(scene, conversation);
  if (!conversation || !asked?.kind.otherwise) return null;
  const turn = turnOf(scene, asked.campaign);
  const waiting = scene.wantedBy(asked.kind, turn, conversation);
  if (waiting) return waiting;
  const decision = asked.kind.otherwise(turn, conversation);
  return decision && played(asked.kind, asked.campaign, decision);
}

const turnOf = (scene: Scene, campaign: Campaign) => scene.turn(campaign, scene.language, 0, scene.said.raw);

/** Questions the code itself asks: each answers for yes and no, or for the number of an option. */
const SYSTEM_QUESTIONS: Readonly<
  Record<string, (scene: Scene, conversation: Conversation) => Outcome | null>
> = {
  [DID_YOU_MEAN]: (scene, { state }) => {
    if (isBare(scene, 'no')) return outcome('did not mean that', [{ type: 'forget', brandId: 0 }]);
    if (!isBare(scene, 'yes')) return null;
    const meant = playText(scene, String(state['text'] ?? ''));
    if (meant?.wants) return meant;
    return (
      meant && {
        ...meant,
        effects: [{ type: 'forget', brandId: 0 }, ...meant.effects],
        because: `meant it: ${meant.because}`,
      }
    );
  },

  [INTENT_QUESTION]: (scene) => {
    if (isBare(scene, 'no')) return outcome('did not want to stop', [{ type: 'forget', brandId: 0 }]);
    const code = { type: 'code', shortcodeId: scene.snapshot.shortcode.id } as const;
    return isBare(scene, 'yes')
      ? stopScope(scene, code, scene.language, 'confirmed that they want to stop')
      : null;
  },

  [STOP_MENU]: (scene, conversation) =>
    stopAndForget(scene, numbered(scene, conversation) ?? listNamed(scene, scene.said.key)),

  [MY_SERVICES]: (scene, conversation) => stopAndForget(scene, numbered(scene, conversation)),
};

/** The number of a service in a list that was shown; anything else is no answer to it. */
function numbered(scene: Scene, { state }: Conversation): List | undefined {
  const lists = Array.isArray(state['lists']) ? (state['lists'] as number[]) : [];
  const number = /^\d{1,2}$/.test(scene.said.key) ? lists[Number(scene.said.key) - 1] : undefined;
  return number === undefined ? undefined : scene.snapshot.configuration.lists.get(number);
}

function stopAndForget(scene: Scene, list: List | undefined): Outcome | null {
  const stopped = list && stopNamed(scene, list.key, scene.language);
  return stopped ? { ...stopped, effects: [...stopped.effects, { type: 'forget', brandId: 0 }] } : null;
}

const isBare = ({ command }: Scene, act: 'yes' | 'no'): boolean =>
  command?.act === act && command.scope === 'bare';
