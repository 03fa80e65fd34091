/** The two fields of `/proc/<pid>/stat` that say whether a process is still the one we mean. */
export interface ProcessStat {
  /** One letter; `Z` and `X` are dead but not yet buried. */
  readonly state: string;
  /** Clock ticks since boot, so a later process with the same pid has another value. */
  readonly startTicks: string;
}

// proc(5) counts fields from 1; after the name in brackets stand field 3 (state) and, 19 on, field 22 (start time).
const START_TIME_AFTER_STATE = 19;

/** Undefined when the text is not a stat line. The name may itself hold brackets and spaces. */
export function parseProcessStat(line: string): ProcessStat | undefined {
  const fields = line
    .slice(line.lastIndexOf(')') + 1)
    .trim()
    .split(/\s+/);
  const [state, startTicks] = [fields[0], fields[START_TIME_AFTER_STATE]];
  if (!state || !startTicks || !/^\d+$/.test(startTicks)) return undefined;
  return { state, startTicks };
}
