import type { ApiCaller } from '../access/caller.decorator';
import type { Configuration } from '../catalogue/configuration';
import type { BatchPerson } from './batch-person';
import type { Cause } from './cause';

export interface ServiceAct {
  readonly person: BatchPerson;
  readonly configuration: Configuration;
  readonly shortcodeId: number;
  /** Null where no key of ours is behind it. */
  readonly caller: ApiCaller | null;
  readonly saidAt: Date;
  readonly now: Date;
  /** The link that what follows leaves by; 0 where nothing does. */
  readonly connectorId?: number;
}

/** Somebody does for a person, by API, what the person could do by text with a service of a code. */
export function causeOnService({ configuration, shortcodeId, caller, ...act }: ServiceAct): Cause {
  const shortcode = configuration.shortcodes.get(shortcodeId);
  if (!shortcode) throw new Error(`there is no code ${shortcodeId}`);
  const profile = configuration.profileOf(shortcode, act.saidAt);
  return {
    textId: null,
    person: act.person,
    shortcodeId,
    connectorId: act.connectorId ?? 0,
    linkId: null,
    campaignId: null,
    channel: 'api',
    words: null,
    profile: profile.id,
    profileVersion: profile.version,
    stopBlocks: profile.stopBlocks,
    evidence: caller ? { by: caller.name, apiKeyId: caller.apiKeyId } : {},
    saidAt: act.saidAt,
    now: act.now,
  };
}
