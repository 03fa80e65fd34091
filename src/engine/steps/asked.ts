import type { Campaign } from '../../catalogue/configuration';
import type { AnyKind } from '../../campaigns/kinds';
import type { Scene } from '../scene';
import type { Conversation } from '../snapshot';

/** The kind behind an open question, while its campaign still runs. */
export function askedBy(
  { snapshot }: Scene,
  { campaignId }: Conversation,
): { campaign: Campaign; kind: AnyKind } | null {
  const campaign = campaignId === null ? undefined : snapshot.configuration.campaigns.get(campaignId);
  const kind = campaign && snapshot.kinds.get(campaign.kind);
  return campaign?.state === 'published' && kind ? { campaign, kind } : null;
}
