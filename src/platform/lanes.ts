/** A constant: everything said by one person is handled in one lane, in order. */
export const LANES = 64;

/** Advisory lock spaces (the first of the two keys), so that no two purposes ever collide. */
export const LOCKS = {
  lane: 7_265_100,
  dispatcher: 7_265_101,
  door: 7_265_102,
  singleton: 7_265_103,
  reports: 7_265_104,
  calls: 7_265_105,
  charging: 7_265_106,
  content: 7_265_107,
} as const;

/** The lane of a person: the last bits of their keyed hash. */
export const laneOf = (senderHash: string): number => parseInt(senderHash.slice(-2), 16) % LANES;
