/** PostgreSQL's classes of failure that a colleague's request can cause (Appendix A of its manual). */
export const SQL_STATES = {
  unique: '23505',
  foreignKey: '23503',
  exclusion: '23P01',
  check: '23514',
} as const;

/** The SQLSTATE of whatever a statement threw, by either driver; '' for anything else. */
export function sqlStateOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}

/** Data that PostgreSQL refuses (classes 22 and 23): trying it again would change nothing. */
export const isRefusedData = (error: unknown): boolean => /^2[23]/.test(sqlStateOf(error));
