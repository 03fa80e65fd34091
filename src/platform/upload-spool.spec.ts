import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { CutOff, spoolUpload } from './upload-spool.service';

const LIMIT = { limitBytes: 1_000_000 } as const;

/** More than one piece, and no whole number of them. */
const FILE = randomBytes(200_001);
const inChunks = (bytes: Buffer, chunkBytes: number): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, at) =>
      bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes),
    ),
    { objectMode: false },
  );

async function joined(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}

test('REC-01 what was kept is read as often as it is asked for, in pieces or as a stream', async () => {
  const spooled = await spoolUpload(inChunks(FILE, 1_234), LIMIT);
  expect(spooled).toMatchObject({
    bytes: FILE.length,
    sha256: createHash('sha256').update(FILE).digest('hex'),
  });
  expect(FILE.equals(await joined(spooled.pieces()))).toBe(true);
  expect(FILE.equals(await joined(spooled.pieces(777)))).toBe(true);
  // Read all at once: whoever keeps pieces keeps them as they were.
  const kept = (await spooled.stream().toArray()) as Buffer[];
  expect(kept.length).toBeGreaterThan(1);
  expect(FILE.equals(Buffer.concat(kept))).toBe(true);
  await spooled.close();
});

test('REC-01 a gzipped upload is kept as the file it holds, and limited by that', async () => {
  const packed = gzipSync(Buffer.alloc(300_000));
  const spooled = await spoolUpload(inChunks(packed, 100), { ...LIMIT, isGzip: true });
  expect(spooled.bytes).toBe(300_000);
  await spooled.close();
  const small = { limitBytes: 299_999, isGzip: true };
  await expect(spoolUpload(inChunks(packed, 100), small)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  await expect(spoolUpload(inChunks(FILE, 1_000), { ...LIMIT, isGzip: true })).rejects.toMatchObject({
    code: 'MALFORMED',
  });
});

test('REC-01 a sender that goes away has sent nothing', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield FILE;
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  }
  await expect(spoolUpload(Readable.from(broken()), LIMIT)).rejects.toBeInstanceOf(CutOff);
});
