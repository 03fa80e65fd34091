import { CAMPAIGN_STATES, mayBeChanged, stateAfter, type CampaignAct } from './campaign-state';

const ACTS: readonly CampaignAct[] = ['publish', 'pause', 'resume', 'close'];

test('these ways lead on, and no others', () => {
  const ways = CAMPAIGN_STATES.flatMap((state) =>
    ACTS.flatMap((act) => {
      const next = stateAfter(state, act);
      return next === null ? [] : [`${state} ${act} ${next}`];
    }),
  );
  expect(ways).toEqual([
    'draft publish published',
    'published pause paused',
    'published close closed',
    'paused resume published',
    'paused close closed',
  ]);
});

test('only what answers nobody may be changed, and what is closed is history', () => {
  expect(CAMPAIGN_STATES.filter(mayBeChanged)).toEqual(['draft', 'paused']);
});
