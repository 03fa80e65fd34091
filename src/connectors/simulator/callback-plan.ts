import type { ReportMode } from './faults';

/** Between a callback and its repetition: enough to arrive in another request. */
const AFTERTHOUGHT_MS = 50;
/** How long a late callback is behind the answer that promised it. */
const LATE_MS = 1_000;

const plans: { readonly [M in ReportMode]: (nowMs: number, delayMs: number) => number[] } = {
  normal: (nowMs, delayMs) => [nowMs + delayMs],
  early: (nowMs) => [nowMs],
  late: (nowMs, delayMs) => [nowMs + delayMs + LATE_MS],
  twice: (nowMs, delayMs) => [nowMs + delayMs, nowMs + delayMs + AFTERTHOUGHT_MS],
  // A payment has one id in one form; what is hexadecimal for texts is normal here.
  hex: (nowMs, delayMs) => [nowMs + delayMs],
  none: () => [],
};

/** When the operator tells of one payment, in milliseconds since 1970, by the network's mood. */
export const planCallbacks = (mode: ReportMode, nowMs: number, delayMs: number): number[] =>
  plans[mode](nowMs, delayMs);
