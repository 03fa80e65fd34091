import type { PatternAccept } from './accept';
import { readPatternSource } from './pattern';
import { findPattern } from './pattern-search';
import type { Reading } from './reading';
import { ANSWER_CHARS, tidy } from './text-answer';

/** The first part of a text that a pattern takes, as it was written; blanks around the text are nobody's meaning. */
export function readPattern({ pattern }: PatternAccept, raw: string): Reading<string> {
  const text = tidy(raw.slice(0, ANSWER_CHARS.text));
  if (text === '') return { fault: 'empty' };
  const read = readPatternSource(pattern);
  const value = 'node' in read ? findPattern(read.node, text)?.trim() : undefined;
  return value ? { value } : { fault: 'pattern' };
}
