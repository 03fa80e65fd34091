/** The connection pool of the simulated network, and the dice it throws. */
export const SIMULATOR_POOL = Symbol('SIMULATOR_POOL');
export const SIMULATOR_RANDOM = Symbol('SIMULATOR_RANDOM');
