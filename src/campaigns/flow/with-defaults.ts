import type { Flow } from './flow';
import { FLOW_DEFAULTS } from './flow-default-texts';

/** The flow with our own words for an answer that comes too late, where the brand has none. */
export const withDefaults = (flow: Flow): Flow =>
  flow.late === undefined ? { ...flow, late: FLOW_DEFAULTS.late } : flow;
