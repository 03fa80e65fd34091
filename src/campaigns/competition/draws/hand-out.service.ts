import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

const ABORTED = 'ERR_STREAM_PREMATURE_CLOSE';

/** Hands a file over as fast as the receiver takes it. What goes wrong breaks it off, so that nobody takes it for a whole one. */
export async function handOut(pieces: AsyncIterable<string>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== ABORTED) throw error;
  }
}
