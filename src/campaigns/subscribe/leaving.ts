import { wasStoppedSince, type Standing } from '../../subscribers/standing';
import type { Service } from '../../subscriptions/services/service';
import type { Effect } from '../effect';
import type { SubscriptionCard } from './subscription-card';

type Moving = Pick<SubscriptionCard, 'leaves' | 'language'>;

/** As which the end of what somebody moved from stands in its story. */
const MIGRATED = 'migrated';

/**
 * What a yes of who was asked to move ends in the same breath: the service they come from, and with it their place on its list. No STOP
 * was said and none is confirmed. Nothing for anybody else. It belongs behind the yes, which looks at what it leaves as it stood.
 */
export function leaving(service: Service, { leaves, language }: Moving): readonly Effect[] {
  if (!leaves || leaves.isOver) return [];
  const { brandId, shortcodeId } = service;
  const { listId, key } = leaves;
  return [
    {
      type: 'consent',
      scope: { type: 'list', listId, shortcodeId, brandId },
      event: 'opt_out',
      purpose: `list ${key}, left for ${service.key}`,
      language,
      ended: MIGRATED,
    },
  ];
}

/** Somebody has said STOP to what they would move from since they were asked: that takes the question back as well. */
export const hasLeftSince = (
  standings: ReadonlyMap<string, Standing>,
  { leaves }: Moving,
  since: Date,
): boolean => leaves !== undefined && wasStoppedSince(standings, [`list:${leaves.listId}`], since);
