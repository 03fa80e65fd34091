import { hash } from 'node:crypto';
import { asDocument, asFiles, packOf } from './pack';

const AT = new Date('2026-05-01T08:00:00Z');
const pack = packOf(
  'charge 7',
  [
    { name: 'charge', content: { id: 7, at: AT, amount: { minor: '5000', currency: 'IRR' } } },
    { name: 'texts', content: [{ text: 'بله' }] },
  ],
  AT,
);

describe('evidence packs', () => {
  test('SUP-03 the hashes hold for the files of the archive', () => {
    const files = asFiles(pack);
    expect(files.map(({ name }) => name)).toEqual(['charge.json', 'texts.json', 'manifest.json']);
    for (const { name, sha256, bytes } of pack.manifest.sections) {
      const content = files.find((file) => file.name === `${name}.json`)?.content ?? Buffer.alloc(0);
      expect(hash('sha256', content)).toBe(sha256);
      expect(content.length).toBe(bytes);
    }
  });

  test('SUP-03 the same hashes hold for the document, once it was sent and read again', () => {
    const read = JSON.parse(JSON.stringify(asDocument(pack))) as Record<string, unknown>;
    for (const { name, sha256 } of pack.manifest.sections)
      expect(hash('sha256', JSON.stringify(read[name]))).toBe(sha256);
  });

  test('a changed word changes the hash', () => {
    const other = packOf('charge 7', [{ name: 'texts', content: [{ text: 'نه' }] }], AT);
    expect(other.manifest.sections[0]?.sha256).not.toBe(pack.manifest.sections[1]?.sha256);
  });
});
