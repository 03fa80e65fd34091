export const CAMPAIGN_STATES = ['draft', 'published', 'paused', 'closed'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];
export type CampaignAct = 'publish' | 'pause' | 'resume' | 'close';

const NEXT = {
  draft: { publish: 'published' },
  published: { pause: 'paused', close: 'closed' },
  paused: { resume: 'published', close: 'closed' },
  closed: {},
} as const satisfies { readonly [S in CampaignState]: { readonly [A in CampaignAct]?: CampaignState } };

/** The state an act leads to; null where it is not possible. */
export function stateAfter(state: CampaignState, act: CampaignAct): CampaignState | null {
  const acts: { readonly [A in CampaignAct]?: CampaignState } = NEXT[state];
  return acts[act] ?? null;
}

/** What nobody is answered by may be changed. */
export function mayBeChanged(state: CampaignState): boolean {
  return state === 'draft' || state === 'paused';
}
