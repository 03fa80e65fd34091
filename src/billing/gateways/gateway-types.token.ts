/** Nest's name for the ways to be paid that a process knows: a ReadonlyMap of GatewayType by name. */
export const GATEWAY_TYPES = Symbol('GATEWAY_TYPES');
