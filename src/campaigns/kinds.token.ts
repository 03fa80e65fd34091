/** Nest's name for the kinds a process plays: production's, or production's and a test's own. */
export const KINDS = Symbol('KINDS');
