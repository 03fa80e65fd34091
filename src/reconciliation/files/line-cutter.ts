/** Longer than any line of a statement: of a longer one, so much is kept as shows that it is too long. */
export const LINE_CHARS = 8_000;

/** The lines of a file out of pieces that end anywhere. A line is a record: quotes cannot hold a line's end. */
export class LineCutter {
  private rest = '';

  /** What is whole after this piece. */
  take(piece: string): string[] {
    const lines = piece.split('\n');
    lines[0] = this.rest + (lines[0] ?? '');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > LINE_CHARS) this.rest = this.rest.slice(0, LINE_CHARS + 1);
    return lines.map(withoutReturn);
  }

  /** What stands behind the last line's end. */
  end(): string[] {
    const last = this.rest;
    this.rest = '';
    return last === '' ? [] : [withoutReturn(last)];
  }
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
