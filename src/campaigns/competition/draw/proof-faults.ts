/** What can be wrong with a proof, one word each, in the order it is looked for. */
export const PROOF_FAULTS = {
  published: 'the announcement is not the one that was published: its hash is another',
  announcement_hash: 'the announcement does not have the hash the file gives it',
  proof_hash: 'the file was changed after it was made: its contents do not have the hash it gives',
  algorithm: 'the draw was made by another algorithm or version than this program knows',
  order:
    'the instants contradict each other: opening, close, freeze, beacon and draw must follow in this order',
  redraw: 'only a second draw has a draw before it, and it must name its proof',
  commitment: 'the revealed server seed is not the one that was committed to',
  beacon: 'the value of the beacon is not written in the announced format',
  line: 'an entry is not of the form number|hash|tickets|instant',
  line_number: 'the numbers of the entries do not run 1, 2, 3 …: one is missing, moved or put in',
  line_time: 'an entry was said before the opening, or at or after the close',
  list_count: 'the list has not as many entries as were announced',
  list_hash: 'the list is not the one announced',
  seal_order: 'the seals are not hour after hour up to the freeze',
  seal_hash: 'the entries of an hour are not those that its seal closed',
  seal_count: 'the seals end before or after the list does',
  seal_time: 'an entry is said to be later than the seal that closed it',
  exclusion: 'an exclusion names no entry of the list, or not in the order of the list',
  exclusions_hash: 'the exclusions are not those announced',
  urn: 'the urn has not as many entries and tickets as were announced',
  entries_hash: 'the entries that take part are not those announced',
  draw_seed: 'the draw seed does not follow from the server seed, the beacon and the entries',
  winners: 'the winners are not those that the draw gives',
  reserves: 'the reserves are not those that the draw gives',
  late_arrival: 'a late arrival is not of its form, was not late, or was not said before the close',
  late_arrivals_hash: 'the late arrivals do not have the hash the file gives them',
} as const;

export type ProofFaultType = keyof typeof PROOF_FAULTS;

export interface ProofFault {
  readonly type: ProofFaultType;
  /** How often it was found. */
  readonly count: number;
  /** Where it was found first: a line, a place, a position in its array, from 1; null when it has no place. */
  readonly first: number | null;
}

/** Counts faults by type, so that a list of a million wrong lines still gives a short answer. */
export class FaultBook {
  private readonly found = new Map<ProofFaultType, ProofFault>();

  note(type: ProofFaultType, place: number | null = null): void {
    const known = this.found.get(type);
    this.found.set(type, { type, count: (known?.count ?? 0) + 1, first: known ? known.first : place });
  }

  /** Notes the fault unless what must hold does. */
  expect(holds: boolean, type: ProofFaultType, place: number | null = null): void {
    if (!holds) this.note(type, place);
  }

  /** In the order of {@link PROOF_FAULTS}. */
  all(): ProofFault[] {
    const order = Object.keys(PROOF_FAULTS);
    return [...this.found.values()].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  }
}
