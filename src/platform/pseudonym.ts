/**
 * A person as one brand knows them: always the same, another for every brand, and no way back to the number.
 * @param luckOf the engine's keyed hash, see `Identity.luckOf`.
 * @param senderHash the person's own keyed hash (a UUID).
 */
export function pseudonymOf(luckOf: (what: string) => string, brandId: number, senderHash: string): string {
  return luckOf(`person ${senderHash} of brand ${brandId}`);
}
