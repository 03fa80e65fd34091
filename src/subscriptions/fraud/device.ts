/** What a web page says of where a number was typed in. */
export interface WebEvidence {
  readonly session?: string | undefined;
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** The prefix of a device's digest: a session is one browser, an address with a browser's name may be many. */
export const DEVICE_KINDS = ['session', 'address'] as const;

/**
 * A device as a subscription keeps it: "session:" or "address:" and a digest, so that nobody's address stands there. Null where the
 * page knows too little: an address alone is a whole neighbourhood.
 * @param digestOf keyed, or addresses could be guessed from it
 */
export function deviceOf(
  { session, ip, userAgent }: WebEvidence,
  digestOf: (name: string) => string,
): string | null {
  if (session !== undefined) return `session:${digestOf(`session ${session}`)}`;
  if (ip === undefined || userAgent === undefined) return null;
  return `address:${digestOf(`address ${ip} ${userAgent}`)}`;
}
