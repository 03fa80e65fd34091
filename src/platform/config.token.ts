/** Nest's name for the validated configuration. */
export const CONFIG = Symbol('CONFIG');
