import { layoutSwitches } from './layouts';
import { asItLooks } from './lookalikes';

/** One segment: longer texts are no keyword and its argument. */
const READING_CHARS = 160;
/** Shorter words are read as something too easily. */
const MIN_CHARS = 3;

/**
 * A whole text as its writer may have meant it, when it was written in the wrong script: its letters as they look, then what
 * its keys write on another layout. Likeliest first, each once. Words that cannot be read so stay as they are, but the first can.
 */
export function readingsOf(raw: string): readonly string[] {
  if (raw.length > READING_CHARS) return [];
  const words = raw.trim().split(/\s+/u);
  if ((words[0]?.length ?? 0) < MIN_CHARS) return [];
  const readings = [asItLooks, ...layoutSwitches].map((read) => readAll(words, read));
  return [...new Set(readings.filter((reading) => reading !== null))];
}

function readAll(
  [first = '', ...rest]: readonly string[],
  read: (word: string) => string | null,
): string | null {
  const reading = read(first);
  return reading === null ? null : [reading, ...rest.map((word) => read(word) ?? word)].join(' ');
}
