import { createHash, randomUUID, type Hash } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from './problem';

/** Read and worked at in a few milliseconds: long enough pauses for everybody else in the process. */
const PIECE_BYTES = 65_536;

/** A file that arrived in full and has no name on the disk: whatever happens to the process, it leaves nothing behind. */
export interface Spooled {
  readonly bytes: number;
  /** SHA-256 in hex of the file itself, not of how it travelled. */
  readonly sha256: string;
  /** From its beginning, as often as it is asked for; each piece is good until the next is asked for. */
  pieces(pieceBytes?: number): AsyncIterable<Buffer>;
  /** The same as a stream, for whoever keeps pieces for longer. */
  stream(): Readable;
  close(): Promise<void>;
}

export interface SpoolTerms {
  readonly limitBytes: number;
  readonly isGzip?: boolean;
}

/** An upload whose sender has gone, or fell silent for too long. */
export class CutOff extends Problem {
  constructor() {
    super('MALFORMED', 'The file did not arrive in full.');
  }
}

/**
 * Keeps an upload until it is read, so that its sender waits for the line alone. Throws a Problem for one that is too large or no
 * gzip though it says so, and CutOff; the request stays open for its sender to be told.
 */
export async function spoolUpload(
  upload: Readable,
  { limitBytes, isGzip = false }: SpoolTerms,
): Promise<Spooled> {
  const path = join(tmpdir(), `parola-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  const hash = createHash('sha256');
  try {
    await unlink(path);
    const bytes = await copy(isGzip ? gunzipped(upload) : upload, file, hash, limitBytes);
    const pieces = (pieceBytes = PIECE_BYTES): AsyncIterable<Buffer> => piecesOf(file, pieceBytes);
    return {
      bytes,
      sha256: hash.digest('hex'),
      pieces,
      stream: () => Readable.from(keptOf(pieces())),
      close: () => file.close(),
    };
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
/** What the sender's end of the line can cause. */
const SENDERS_FAULTS: ReadonlyMap<string, () => Problem> = new Map([
  ['ECONNRESET', () => new CutOff()],
  [CUT_OFF, () => new CutOff()],
  ['Z_BUF_ERROR', () => new Problem('MALFORMED', 'The file is not all there: its gzip stream ends early.')],
  ['Z_DATA_ERROR', () => new Problem('MALFORMED', 'The file is no gzip stream.')],
]);

function problemOf(error: unknown): unknown {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return SENDERS_FAULTS.get(code)?.() ?? error;
}

/** The next piece is fetched while the last one is read. */
async function* piecesOf(file: FileHandle, pieceBytes: number): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)] as const;
  const fetch = (turn: number, position: number) => {
    const buffer = buffers[turn % 2 === 0 ? 0 : 1];
    const read = file.read(buffer, 0, pieceBytes, position);
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

async function* keptOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}
