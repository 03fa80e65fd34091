import type { Decision, Effect } from '../../campaigns/effect';
import type { AnyKind } from '../../campaigns/kinds';
import type { Campaign } from '../../catalogue/configuration';
import { outcome, type Outcome } from '../scene';

/** The timer of a kind's question: its time is up. */
export const SILENCE = 'silence';

/** A kind's decision as the staircase hands it on. A question that has something to say to silence is given its alarm clock here. */
export function played(
  kind: AnyKind,
  campaign: Campaign,
  { because, effects, goTo }: Decision,
  more: Omit<Outcome, 'because' | 'effects'> = {},
): Outcome {
  const alarms = kind.silence ? effects.flatMap((effect) => alarmOf(effect, campaign)) : [];
  return outcome(because, alarms.length > 0 ? [...effects, ...alarms] : effects, {
    campaignId: campaign.id,
    brandId: campaign.brandId,
    ...more,
    ...(goTo ? { goTo } : {}),
  });
}

function alarmOf(effect: Effect, { id }: Campaign): Effect[] {
  if (effect.type !== 'remember') return [];
  const { until } = effect;
  return [
    {
      type: 'timer',
      key: `${SILENCE}:${id}:${until.getTime()}`,
      timer: SILENCE,
      dueAt: until,
      data: { campaignId: id },
    },
  ];
}
