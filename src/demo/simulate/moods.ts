import { NO_FAULTS, type Faults } from '../../connectors/simulator/faults';

/** How the operator fares, week after week: well, slow to answer, forgetful, repeating itself, and telling before it answers. */
const MOODS: readonly Partial<Faults>[] = [
  {},
  { timeoutAfterCharge: 0.03 },
  { reports: 'none', timeoutAfterCharge: 0.01 },
  { reports: 'twice', lose: 0.01 },
  { reports: 'early', throttle: 0.02 },
];

export const moodOf = (day: number): Faults => ({
  ...NO_FAULTS,
  ...MOODS[Math.floor(day / 7) % MOODS.length],
});
