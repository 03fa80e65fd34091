import type { FileProfile } from './file-profile';

/** Turns a file's bytes into text, piece by piece; what its encoding does not have becomes U+FFFD. */
export interface StatementDecoder {
  decode(piece: Uint8Array): string;
  /** What was waiting for the rest of its character. */
  end(): string;
}

/** 0x80 to 0x9f, where windows-1252 has letters and Latin-1 has controls (WHATWG Encoding, index windows-1252). */
const LETTERS = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';
const CONTROLS = /[\x80-\x9f]/g;

export function decoderFor(encoding: FileProfile['encoding']): StatementDecoder {
  if (encoding === 'windows-1252') return WINDOWS_1252;
  const decoder = new TextDecoder(encoding);
  return { decode: (piece) => decoder.decode(piece, { stream: true }), end: () => decoder.decode() };
}

// Node 20 reads windows-1252 as Latin-1, and prices in € as prices in nothing.
const WINDOWS_1252: StatementDecoder = {
  decode: (piece) =>
    Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
      .toString('latin1')
      .replace(CONTROLS, (control) => LETTERS.charAt(control.charCodeAt(0) - 0x80)),
  end: () => '',
};
