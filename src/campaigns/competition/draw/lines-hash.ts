import { createHash } from 'node:crypto';
import { eachOf, type Slices } from './slices';

/** Text handed to the hash at a time: a call per line costs more than the hashing itself. */
const PIECE_CHARS = 65_536;

/** SHA-256 of the UTF-8 of a text that comes line by line and never stands in memory as a whole. */
export class LinesHash {
  private readonly hash = createHash('sha256');
  private piece = '';

  /** The text as it is: whoever adds lines adds their separators. */
  add(text: string): this {
    this.piece += text;
    if (this.piece.length >= PIECE_CHARS) this.flush();
    return this;
  }

  /** 64 lower-case hex digits. Nothing can be added afterwards. */
  hex(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  private flush(): void {
    this.hash.update(this.piece);
    this.piece = '';
  }
}

/** Of lines that each end in a newline, the last one too: what sha256sum says of the file that holds them. */
export function hashOfLines(lines: Iterable<string>): string {
  const hash = new LinesHash();
  for (const line of lines) hash.add(`${line}\n`);
  return hash.hex();
}

/** The same of a whole list, slice by slice. */
export function* hashOfList(lines: readonly string[]): Slices<string> {
  const hash = new LinesHash();
  yield* eachOf(lines, (line) => hash.add(`${line}\n`));
  return hash.hex();
}
