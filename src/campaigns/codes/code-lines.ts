/** One line of a file of codes; the header is line 1. */
export interface CodeLine {
  readonly line: number;
  /** Without blanks around it and without quotes. */
  readonly text: string;
}

/** Longer than any code in quotes: of a longer line, this much is kept, and found wanting. */
const LINE_CHARS = 100;

/**
 * The lines of a file with one column (RFC 4180, UTF-8), out of pieces that end anywhere. A general CSV reader costs more than
 * hashing and storing a code together, and with one column there is nothing for it to do. Blank lines are counted and left out.
 */
export class CodeLines {
  private rest = '';
  private line = 0;

  /** What is whole after this piece. */
  take(piece: string): CodeLine[] {
    const lines = (this.rest + piece).split('\n');
    this.rest = (lines.pop() ?? '').slice(0, LINE_CHARS);
    return this.numbered(lines);
  }

  /** What stands behind the last line's end. */
  end(): CodeLine[] {
    const last = this.rest;
    this.rest = '';
    return last === '' ? [] : this.numbered([last]);
  }

  private numbered(lines: readonly string[]): CodeLine[] {
    const found: CodeLine[] = [];
    for (const raw of lines) {
      this.line++;
      const text = unquoted(raw.slice(0, LINE_CHARS).trim());
      if (text !== '') found.push({ line: this.line, text });
    }
    return found;
  }
}

// trim() takes the byte order mark along, which ECMAScript counts among the blanks.
const unquoted = (text: string): string =>
  text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).trim() : text;
