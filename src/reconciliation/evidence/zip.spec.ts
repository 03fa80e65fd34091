import fc from 'fast-check';
import { crc32, zip, type ZippedFile } from './zip';

const AT = new Date('2026-05-01T08:00:02Z');

/** Reads an archive by its directory, as any unpacker does; throws where a header contradicts it. */
function unzip(archive: Buffer): ZippedFile[] {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const files: ZippedFile[] = [];
  let at = archive.readUInt32LE(end + 16);
  expect(at + archive.readUInt32LE(end + 12)).toBe(end);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const size = archive.readUInt32LE(at + 24);
    const local = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    expect(archive.subarray(local + 6, local + 28)).toEqual(archive.subarray(at + 8, at + 30));
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(from, from + size);
    expect(crc32(content)).toBe(archive.readUInt32LE(at + 16));
    files.push({ name, content: Buffer.from(content) });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

describe('archives', () => {
  test('the check value of CRC-32 is the published one', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(crc32(Buffer.alloc(0))).toBe(0);
  });

  test('what goes in comes out, whatever it is called', () => {
    const file = fc.record({
      name: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
      content: fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 12 }), (files) => {
        expect(unzip(zip(files, AT))).toEqual(
          files.map(({ name, content }) => ({ name: Buffer.from(name).toString('utf8'), content })),
        );
      }),
    );
  });

  test('a file bears its instant, to two seconds', () => {
    const archive = zip([{ name: 'a', content: Buffer.from('b') }], AT);
    expect(archive.readUInt16LE(10)).toBe((8 << 11) | 1);
    expect(archive.readUInt16LE(12)).toBe((46 << 9) | (5 << 5) | 1);
  });
});
