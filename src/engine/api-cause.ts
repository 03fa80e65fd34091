import type { ApiCaller } from '../access/caller.decorator';
import type { Campaign, Configuration } from '../catalogue/configuration';
import { Problem } from '../platform/problem';
import type { BatchPerson } from './batch-person';
import type { Cause } from './cause';

/** The competition a request names. A brand's own key sees its own. */
export function competitionOf({ campaigns }: Configuration, id: number, { brandId }: ApiCaller): Campaign {
  const campaign = campaigns.get(id);
  if (!campaign || (brandId !== null && campaign.brandId !== brandId))
    throw new Problem('NOT_FOUND', `There is no campaign ${id}.`);
  if (campaign.kind !== 'competition')
    throw new Problem('CONFLICT', `Campaign ${id} is no competition, so nobody enters it.`);
  return campaign;
}

export interface ApiAct {
  readonly person: BatchPerson;
  readonly campaign: Campaign;
  readonly configuration: Configuration;
  readonly caller: ApiCaller;
  readonly saidAt: Date;
  readonly now: Date;
  readonly route?: NonNullable<Cause['route']>;
  /** The link a reply leaves by; 0 where nothing is answered. */
  readonly connectorId?: number;
}

/** Somebody else says it for a person, by API. */
export function causeByApi({ person, campaign, configuration, caller, ...act }: ApiAct): Cause {
  const shortcode = configuration.shortcodes.get(campaign.shortcodeId);
  if (!shortcode) throw new Error(`campaign ${campaign.id} has no code`);
  const profile = configuration.profileOf(shortcode, act.saidAt);
  return {
    textId: null,
    person,
    shortcodeId: shortcode.id,
    connectorId: act.connectorId ?? 0,
    linkId: null,
    campaignId: campaign.id,
    channel: 'api',
    ...(act.route ? { route: act.route } : {}),
    words: null,
    profile: profile.id,
    profileVersion: profile.version,
    stopBlocks: profile.stopBlocks,
    evidence: { by: caller.name, apiKeyId: caller.apiKeyId },
    saidAt: act.saidAt,
    now: act.now,
  };
}
