/**
 * What a code asks of somebody who may want to stop. While such a question waits for its answer, no charge of theirs leaves for that
 * code: whoever says yes in the end has stopped before it.
 */

/** "Do you want to stop?", after words that only sounded like it. No answer: they did not. */
export const INTENT_QUESTION = 'intent-to-stop';

/** "Which one?", after a STOP that may mean several services. No answer: all of them. */
export const STOP_MENU = 'stop-menu';
