import { hash } from 'node:crypto';
import type { ZippedFile } from './zip';

/** One part of the evidence: a file of the archive, a member of the JSON. */
export interface Section {
  readonly name: string;
  readonly content: unknown;
}

export interface ManifestEntry {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the section as JSON without blanks, in hex: of the archive's file as it is. */
  readonly sha256: string;
}

export interface Manifest {
  readonly about: string;
  readonly madeAt: string;
  readonly sections: readonly ManifestEntry[];
  readonly howToVerify: readonly string[];
}

/** Evidence as it is handed over: the same parts and the same hashes, as one JSON document or as an archive of files. */
export interface EvidencePack {
  readonly sections: readonly Section[];
  readonly manifest: Manifest;
}

const HOW_TO_VERIFY = [
  'sha256 of a section: SHA-256 of the file in the archive; of the JSON document, SHA-256 of the UTF-8 of the section written without blanks, its members in their order.',
  'consents: each entry’s hash is SHA-256 over previousHash and the fields of `hashed`; how, the section says itself.',
  'transfers: a charge that was taken is one single transfer, or a pending one and the post that names it; a refund is one single transfer the other way.',
] as const;

export function packOf(about: string, sections: readonly Section[], at: Date): EvidencePack {
  const entries = sections.map((section): ManifestEntry => {
    const text = textOf(section);
    return { name: section.name, bytes: Buffer.byteLength(text), sha256: hash('sha256', text) };
  });
  return {
    sections,
    manifest: { about, madeAt: at.toISOString(), sections: entries, howToVerify: HOW_TO_VERIFY },
  };
}

export function asDocument({ sections, manifest }: EvidencePack): Readonly<Record<string, unknown>> {
  return { ...Object.fromEntries(sections.map(({ name, content }) => [name, content])), manifest };
}

export function asFiles({ sections, manifest }: EvidencePack): readonly ZippedFile[] {
  const files = sections.map((section) => ({
    name: `${section.name}.json`,
    content: Buffer.from(textOf(section)),
  }));
  return [...files, { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest, null, 2)) }];
}

/** The very text of a section that is hashed. */
export const textOf = ({ content }: Pick<Section, 'content'>): string => JSON.stringify(content);
