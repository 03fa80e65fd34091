import type { Campaign } from '../../catalogue/configuration';
import { isQuiet } from '../../rules/quiet-hours';
import { MOVE, type Move, type NotAsked } from '../../subscriptions/moving/move';
import { outcome, type Outcome, type Scene } from '../scene';
import { windowAt } from './keyword';
import type { TimerData } from './timer';

/** Whoever cannot be asked now is tried again then, and so often: a question whose time is over is remembered for a day. */
const AGAIN_MS = 60 * 60_000;
const MOST_TRIES = 48;

/**
 * Whether somebody is to be asked later what a brand proposes to them; null when they may be asked now. A YES must never be able to mean
 * something else, so nobody is asked who has another question open; and at night nobody is asked at all.
 */
export function proposeLater(
  scene: Scene,
  campaign: Campaign,
  data: TimerData,
  isReachable: boolean,
): Outcome | null {
  const { move } = data;
  if (!move) return null;
  const { profile, shortcode } = scene.snapshot;
  if (isQuiet(profile, 'promotional', scene.now, shortcode.zone)) return again(scene, data, move, move.tries);
  const why = hindranceOf(scene, campaign, isReachable);
  if (why === null) return null;
  if (move.tries + 1 < MOST_TRIES) return again(scene, data, move, move.tries + 1);
  const { migrationId, subscriptionId } = move;
  return outcome(`was not asked to move: ${why}`, [
    { type: 'not asked', migrationId, subscriptionId, because: why },
  ]);
}

function hindranceOf(scene: Scene, campaign: Campaign, isReachable: boolean): NotAsked | null {
  if (!isReachable) return 'no route';
  if (campaign.state !== 'published' || windowAt(campaign, scene.now) !== 'during') return 'not open';
  const isConfirming = scene.snapshot.person.confirmations.some(({ until }) => until > scene.now);
  return isConfirming || scene.openConversation ? 'busy' : null;
}

const again = (scene: Scene, data: TimerData, move: Move, tries: number): Outcome =>
  outcome('will be asked later', [
    {
      type: 'timer',
      key: `${MOVE}:${move.migrationId}`,
      timer: MOVE,
      dueAt: new Date(scene.now.getTime() + AGAIN_MS),
      data: { ...data, move: { ...move, tries } },
    },
  ]);
