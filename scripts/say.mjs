import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** To the person at the terminal; standard output stays the program's own. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends with one sentence and no stack. */
export function stopWith(sentence, code = 1) {
  say(sentence);
  process.exit(code);
}

/** Whether that module is what Node was asked to run, and not merely imported. */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);
}
