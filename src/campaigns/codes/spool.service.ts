import { open, unlink, type FileHandle } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Problem } from '../../platform/problem';

/** A piece of 16 KiB is read in a few milliseconds: long enough pauses for everybody else in the process. */
const PIECE_BYTES = 16_384;

/** A file that arrived in full and has no name on the disk: whatever happens to the process, it leaves nothing behind. */
export interface Spooled {
  /** From its beginning, as often as it is asked for. */
  pieces(): AsyncIterable<string>;
  close(): Promise<void>;
}

/**
 * Keeps a request's body until it is read: a sender is waited for no longer than for any other request. Throws TOO_LARGE, and
 * leaves the request open to be told so; see `isCutOff` for when the sender has gone.
 */
export async function spool(upload: Readable, limitBytes: number): Promise<Spooled> {
  const path = join(tmpdir(), `parola-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    await copy(upload, file, limitBytes);
  } catch (error) {
    await file.close();
    throw error;
  }
  return { pieces: () => piecesOf(file), close: () => file.close() };
}

/** Whether an upload ended because its sender has gone. */
export function isCutOff(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

async function copy(upload: Readable, file: FileHandle, limitBytes: number): Promise<void> {
  let bytes = 0;
  const chunks = upload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new Problem('TOO_LARGE', `A file may have ${limitBytes} bytes at most.`);
    await file.write(chunk);
  }
}

async function* piecesOf(file: FileHandle): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(PIECE_BYTES);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    yield decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
  }
  yield decoder.decode();
}
