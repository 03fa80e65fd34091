/** A keyed hash, as a UUID: Identity's, whose key is the engine's own. */
export interface KeyedHash {
  hashOf(text: string): string;
}

/**
 * All that is kept of a code. The brand is part of it: two brands may print the same code and never meet. What is hashed is no
 * telephone number, so a code can never be taken for a person.
 * @param code as `readLine` or `codesIn` gave it
 */
export function codeHash(keyed: KeyedHash, brandId: number, code: string): string {
  return keyed.hashOf(`code ${brandId} ${code}`);
}
