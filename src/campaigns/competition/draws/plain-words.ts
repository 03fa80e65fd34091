const CONTROL = /\p{Cc}+/gu;

/** Words as a proof and an export can hold them: one line, no half characters, at most so long. */
export function plainWords(words: string, chars: number): string {
  return words.replace(CONTROL, ' ').trim().slice(0, chars).toWellFormed().trim();
}
