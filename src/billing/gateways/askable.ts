/** The types of gateway whose operators say beforehand whether somebody can pay: those that have `eligible` (see `ChargeGateway`). */
export const ASKABLE_TYPES: readonly string[] = ['simulated', 'simulated-two-step'];
