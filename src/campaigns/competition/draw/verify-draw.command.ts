import { verifyDraw } from './verify-draw.service';

/** `npm run verify-draw proof.json`: checks a draw from its proof alone; exit code 1 when it does not verify, 2 when it cannot be read. */
verifyDraw(process.argv.slice(2), { say: console.log, progress: console.error }).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
