import { ENCODINGS, type FileProfile } from './file-profile';
import { decoderFor } from './statement-text';

const decoded = (encoding: FileProfile['encoding'], pieces: readonly (readonly number[])[]): string => {
  const decoder = decoderFor(encoding);
  return pieces.map((piece) => decoder.decode(Uint8Array.from(piece))).join('') + decoder.end();
};

describe('bytes of statements', () => {
  test.each([
    [
      'utf-8',
      [
        [0xef, 0xbb, 0xbf, 0xd9],
        [0x81, 0xd8, 0xa7, 0xd9, 0x84],
      ],
      'فال',
    ],
    [
      'utf-16le',
      [
        [0xff, 0xfe, 0x41],
        [0x06, 0x44, 0x06],
      ],
      'فل'.replace('ف', '\u0641'),
    ],
    ['windows-1256', [[0xc3, 0xce, 0xc8, 0xc7, 0xd1]], 'أخبار'],
    ['windows-1252', [[0x80, 0x92, 0xe9, 0x41, 0x9f]], '€’éAŸ'],
    ['iso-8859-15', [[0xa4, 0xe9, 0x41]], '€éA'],
  ] as const)('REC-01 %s', (encoding, pieces, text) => {
    expect(decoded(encoding, pieces)).toBe(text);
  });

  test('REC-01 what an encoding does not have is seen', () => {
    expect(decoded('windows-1252', [[0x41, 0x81, 0x8d, 0x8f, 0x90, 0x9d]])).toBe('A' + '\ufffd'.repeat(5));
    expect(decoded('utf-8', [[0x41, 0xff]])).toBe('A\ufffd');
    expect(decoded('utf-8', [[0x41, 0xd9]])).toBe('A\ufffd');
  });

  test('REC-01 plain letters, digits and separators are themselves in every encoding', () => {
    const plain = Array.from({ length: 0x5f }, (_, at) => at + 0x20);
    for (const encoding of ENCODINGS) {
      const bytes = encoding === 'utf-16le' ? plain.flatMap((code) => [code, 0]) : plain;
      expect(decoded(encoding, [bytes])).toBe(String.fromCharCode(...plain));
    }
  });
});
