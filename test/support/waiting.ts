/** Less than a test may take, so that it says what never came. */
export const GIVE_UP_MS = 20_000;
const AGAIN_MS = 15;

/** Asks again and again until it holds. Throws with `what` when it does not come to pass. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`it never happened that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
