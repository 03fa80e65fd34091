import { createHash, randomUUID, type Hash } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../platform/problem';

/** Five hundred lines are read in a few milliseconds: long enough pauses for everybody else in the process. */
const PIECE_BYTES = 65_536;

/** A file that arrived in full and has no name on the disk: whatever happens to the process, it leaves nothing behind. */
export interface Spooled {
  readonly bytes: number;
  /** SHA-256 in hex of the file itself, not of how it travelled. */
  readonly sha256: string;
  /** From its beginning, as often as it is asked for; each piece is good until the next is asked for. */
  pieces(): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** Keeps an upload until it is read. Throws a Problem for one that is too large, cut off or no gzip though it says so. */
export async function spoolStatement(
  upload: Readable,
  { isGzip, limitBytes }: { readonly isGzip: boolean; readonly limitBytes: number },
): Promise<Spooled> {
  const path = join(tmpdir(), `parola-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  const hash = createHash('sha256');
  try {
    await unlink(path);
    const bytes = await copy(isGzip ? gunzipped(upload) : upload, file, hash, limitBytes);
    return { bytes, sha256: hash.digest('hex'), pieces: () => piecesOf(file), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw problemOf(error);
  }
}

function gunzipped(upload: Readable): Readable {
  const gunzip = createGunzip();
  upload.on('error', (error) => gunzip.destroy(error));
  upload.on('close', () => {
    if (!upload.readableEnded) gunzip.destroy(Object.assign(new Error('cut off'), { code: CUT_OFF }));
  });
  return upload.pipe(gunzip);
}

/** The upload stays open on a fault: its sender is still to be told. */
async function copy(from: Readable, file: FileHandle, hash: Hash, limitBytes: number): Promise<number> {
  let bytes = 0;
  const chunks = from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new Problem('TOO_LARGE', `A file may have ${limitBytes} bytes at most.`);
    hash.update(chunk);
    await file.write(chunk);
  }
  return bytes;
}

const CUT_OFF = 'ERR_STREAM_PREMATURE_CLOSE';
/** What the sender's end of the line can cause, and what is wrong then. */
const SENDERS_FAULTS: ReadonlyMap<string, string> = new Map([
  ['ECONNRESET', 'The file did not arrive in full.'],
  [CUT_OFF, 'The file did not arrive in full.'],
  ['Z_BUF_ERROR', 'The file is not all there: its gzip stream ends early.'],
  ['Z_DATA_ERROR', 'The file is no gzip stream.'],
]);

function problemOf(error: unknown): unknown {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const detail = SENDERS_FAULTS.get(code);
  return detail === undefined ? error : new Problem('MALFORMED', detail);
}

/** The next piece is fetched while the last one is read. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)] as const;
  const fetch = (turn: number, position: number) => {
    const buffer = buffers[turn % 2 === 0 ? 0 : 1];
    const read = file.read(buffer, 0, PIECE_BYTES, position);
    // Awaited a turn later, or by nobody when the reader has had enough.
    read.catch(() => undefined);
    return read;
  };
  let coming = fetch(0, 0);
  for (let turn = 1, position = 0; ; turn++) {
    const { bytesRead, buffer } = await coming;
    if (bytesRead === 0) return;
    position += bytesRead;
    coming = fetch(turn, position);
    yield buffer.subarray(0, bytesRead);
  }
}
