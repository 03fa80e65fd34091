import type { ReportState } from '../connector';
import type { ReportMode } from './faults';

/** One report the network will send of one message. */
export interface PlannedReport {
  readonly remoteId: string;
  readonly state: ReportState;
  readonly dueMs: number;
}

/** Between a report and the one that contradicts or repeats it: enough to arrive in another batch. */
const AFTERTHOUGHT_MS = 50;

const plans: {
  readonly [M in ReportMode]: (remoteId: string, nowMs: number, delayMs: number) => PlannedReport[];
} = {
  normal: (remoteId, nowMs, delayMs) => [{ remoteId, state: 'delivered', dueMs: nowMs + delayMs }],
  early: (remoteId, nowMs) => [{ remoteId, state: 'delivered', dueMs: nowMs }],
  late: (remoteId, nowMs, delayMs) => [
    { remoteId, state: 'delivered', dueMs: nowMs + delayMs },
    { remoteId, state: 'enroute', dueMs: nowMs + delayMs + AFTERTHOUGHT_MS },
  ],
  twice: (remoteId, nowMs, delayMs) => [
    { remoteId, state: 'delivered', dueMs: nowMs + delayMs },
    { remoteId, state: 'delivered', dueMs: nowMs + delayMs + AFTERTHOUGHT_MS },
  ],
  hex: (remoteId, nowMs, delayMs) => [
    { remoteId: BigInt(remoteId).toString(16), state: 'delivered', dueMs: nowMs + delayMs },
  ],
  none: () => [],
};

/** The reports of one message, by the network's mood. `remoteId` is decimal. */
export const planReports = (
  mode: ReportMode,
  remoteId: string,
  nowMs: number,
  delayMs: number,
): PlannedReport[] => plans[mode](remoteId, nowMs, delayMs);
