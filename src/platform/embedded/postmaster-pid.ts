/** What PostgreSQL notes about itself in `postmaster.pid` (layout: PostgreSQL's `utils/pidfile.h`). */
export interface PostmasterPid {
  readonly pid: number;
  /** Absent while the server has not got as far as opening its port. */
  readonly port?: number;
}

const PORT_LINE = 3;

/** Undefined for a file that names no process: empty, half-written or not PostgreSQL's. */
export function parsePostmasterPid(contents: string): PostmasterPid | undefined {
  const lines = contents.split('\n').map((line) => line.trim());
  // A single-user backend writes its pid negated.
  const pid = positiveInteger(lines[0]?.replace(/^-/, ''));
  if (pid === undefined) return undefined;
  const port = positiveInteger(lines[PORT_LINE]);
  return port === undefined ? { pid } : { pid, port };
}

function positiveInteger(digits: string | undefined): number | undefined {
  if (!digits || !/^\d{1,10}$/.test(digits)) return undefined;
  const value = Number(digits);
  return value > 0 ? value : undefined;
}
