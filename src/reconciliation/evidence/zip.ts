/** A file within an archive. */
export interface ZippedFile {
  readonly name: string;
  readonly content: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 2.0, the oldest every reader knows; names are UTF-8; stored, not compressed: anybody can check a hash by eye. */
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const MOST_FILES = 65_535;
const MOST_BYTES = 0xffff_ffff;

/**
 * A ZIP archive (PKWARE APPNOTE 6.3) of these files, in their order.
 * @param at the instant every file bears, in UTC: an archive has no zone
 * @throws RangeError for more than the plain format holds
 */
export function zip(files: readonly ZippedFile[], at: Date): Buffer {
  if (files.length > MOST_FILES) throw new RangeError('too many files for an archive');
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name, 'utf8');
    const fields = fieldsOf(file, name, at);
    const local = Buffer.concat([numbers([LOCAL, 4], [VERSION, 2], ...fields), name, file.content]);
    directory.push(centralEntry(fields, name, offset));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  if (offset + central.length > MOST_BYTES) throw new RangeError('too large for an archive');
  const count = files.length;
  const end = numbers(
    [END, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [central.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...parts, central, end]);
}

type Field = readonly [value: number, bytes: 2 | 4];

/** What both headers of a file say of it, in the same order. */
function fieldsOf({ content }: ZippedFile, name: Buffer, at: Date): readonly Field[] {
  return [
    [UTF8_NAMES, 2],
    [0, 2],
    [timeOf(at), 2],
    [dateOf(at), 2],
    [crc32(content), 4],
    [content.length, 4],
    [content.length, 4],
    [name.length, 2],
    [0, 2],
  ];
}

function centralEntry(fields: readonly Field[], name: Buffer, offset: number): Buffer {
  const rest: readonly Field[] = [
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 4],
    [offset, 4],
  ];
  return Buffer.concat([numbers([CENTRAL, 4], [VERSION, 2], [VERSION, 2], ...fields, ...rest), name]);
}

function numbers(...fields: readonly Field[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((length, [, bytes]) => length + bytes, 0));
  let at = 0;
  for (const [value, bytes] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/** Two seconds are the finest the format knows. */
const timeOf = (at: Date): number =>
  (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);

const dateOf = (at: Date): number =>
  ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32 as ZIP and Ethernet have it (ISO 3309). */
export function crc32(content: Buffer): number {
  let rest = 0xffff_ffff;
  for (const byte of content) rest = (rest >>> 8) ^ (TABLE[(rest ^ byte) & 0xff] ?? 0);
  return (rest ^ 0xffff_ffff) >>> 0;
}
