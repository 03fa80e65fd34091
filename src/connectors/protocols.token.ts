/** Nest's name for the dialects a process speaks: a ReadonlyMap of Protocol by name. */
export const PROTOCOLS = Symbol('PROTOCOLS');
