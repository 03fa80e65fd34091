import { LIMITS } from './limits';
import { parse, type Said } from '../text/said';
import type { CodeNote, Decision, Effect } from '../campaigns/effect';
import type { Candidate } from './route';
import { Scene, type Instants, type Outcome } from './scene';
import type { Snapshot } from './snapshot';
import { answerConfirmation } from './steps/confirmation';
import { acceptAnswer, continueConversation } from './steps/conversation';
import { intend } from './steps/intent';
import { playKeyword, playPattern } from './steps/keyword';
import { obeyReservedWord } from './steps/reserved';
import { staySilent } from './steps/silence';
import { catchAll, passToBrand, sayUnknown, suggest } from './steps/unknown';

/** The precedence, in order. The first step that has an answer decides. */
const STAIRCASE: readonly (readonly [rule: string, step: (scene: Scene) => Outcome | null])[] = [
  ['silence', staySilent],
  ['reserved word', obeyReservedWord],
  ['confirmation', answerConfirmation],
  ['answer', acceptAnswer],
  ['keyword', playKeyword],
  ['code', playPattern],
  ['intent to stop', intend],
  ['conversation', continueConversation],
  ['context', passToBrand],
  ['did you mean', suggest],
  ['catch-all', catchAll],
  ['unknown', sayUnknown],
];

/**
 * What should happen when this person says this. Pure: the same snapshot, words and instants give the same decision.
 * With a trace, every keyword rule that was looked at is written down with why it won or lost.
 */
export function decide(
  snapshot: Snapshot,
  words: string | Said,
  at: Instants,
  trace?: Candidate[],
): Decision {
  const scene = new Scene(snapshot, typeof words === 'string' ? parse(words) : words, at, trace);
  for (const [rule, step] of STAIRCASE) {
    const taken = step(scene);
    if (taken) return finish(scene, rule, taken);
  }
  throw new Error('the last step of the staircase decides everything');
}

function finish({ snapshot, saidAt }: Scene, rule: string, taken: Outcome): Decision {
  if (taken.wants) return { rule, because: taken.because, effects: [], wants: taken.wants };
  const effects: Effect[] = taken.effects.slice(0);
  const replies = effects.filter(({ type }) => type === 'reply').length;
  if (replies > LIMITS.repliesPerText)
    throw new Error(`a text may cause ${LIMITS.repliesPerText} replies, not ${replies}`);
  if (snapshot.sender === 'handset')
    effects.push({ type: 'note', note: noteOf(snapshot, saidAt, taken, rule, replies > 0) });
  const decision = { rule, because: taken.because, effects };
  return taken.campaignId === undefined ? decision : { ...decision, campaignId: taken.campaignId };
}

/** What is remembered after every text: how fast the person texts, how often we did not understand, who spoke last. */
function noteOf(
  { person: { memory } }: Snapshot,
  saidAt: Date,
  taken: Outcome,
  rule: string,
  replied: boolean,
): CodeNote {
  const isSameWindow =
    memory.windowAt !== undefined && saidAt.getTime() - memory.windowAt.getTime() < LIMITS.loopWindowMs;
  const note: { -readonly [F in keyof CodeNote]: CodeNote[F] } = {
    windowAt: isSameWindow ? (memory.windowAt ?? saidAt) : saidAt,
    windowTexts: Math.min(
      (isSameWindow ? (memory.windowTexts ?? 0) : 0) + (isAwaited(rule, taken) ? 0 : 1),
      LIMITS.countedTexts,
    ),
  };
  if (taken.passive && replied) {
    note.passiveReplies = Math.min((memory.passiveReplies ?? 0) + 1, LIMITS.countedTexts);
  } else if (!taken.passive && memory.passiveReplies && taken.effects.length > 0) {
    note.passiveReplies = 0; // a valid command makes us listen again; silence understands nothing
  }
  if (taken.language !== undefined && taken.language !== memory.language) note.language = taken.language;
  if (taken.brandId !== undefined) {
    note.lastBrandId = taken.brandId;
    note.lastBrandAt = saidAt;
  }
  return note;
}

/** An answer that a campaign's open question accepts is no sign of a loop: a quiz of thirty questions has thirty. */
const isAwaited = (rule: string, { campaignId }: Outcome): boolean =>
  rule === 'answer' && campaignId !== undefined;
