import { hash } from 'node:crypto';
import { textOf, type EvidencePack, type Manifest, type Section } from '../../reconciliation/evidence/pack';

/** A part of a frozen pack: the very text that was hashed; null once it has been erased. */
export interface FrozenPart {
  readonly name: string;
  readonly content: string | null;
}

/** A pack as it is kept: its parts in their order, and last its manifest. */
export interface FrozenPack {
  readonly parts: readonly FrozenPart[];
  /** SHA-256 of the manifest as JSON without blanks, in hex. */
  readonly sha256: string;
}

const MANIFEST = 'manifest';

export function freeze({ sections, manifest }: EvidencePack): FrozenPack {
  const text = JSON.stringify(manifest);
  const parts = sections.map((section) => ({ name: section.name, content: textOf(section) }));
  return { parts: [...parts, { name: MANIFEST, content: text }], sha256: hash('sha256', text) };
}

export type Thawed =
  | { readonly type: 'intact'; readonly pack: EvidencePack }
  /** The names of what is not what it was. */
  | { readonly type: 'altered'; readonly parts: readonly string[] };

/** Reads a frozen pack, and every hash again. A part that was erased is null, and cannot be anything else. */
export function thaw({ parts, sha256 }: FrozenPack): Thawed {
  const text = parts.at(-1)?.content;
  if (typeof text !== 'string' || parts.at(-1)?.name !== MANIFEST || hash('sha256', text) !== sha256)
    return { type: 'altered', parts: [MANIFEST] };
  const manifest = JSON.parse(text) as Manifest;
  const kept = parts.slice(0, -1);
  const altered = manifest.sections.filter((entry, at) => !isEntry(kept[at], entry)).map(({ name }) => name);
  const added = kept.slice(manifest.sections.length).map(({ name }) => name);
  if (altered.length + added.length > 0) return { type: 'altered', parts: [...altered, ...added] };
  return { type: 'intact', pack: { manifest, sections: kept.map(sectionOf) } };
}

const isEntry = (part: FrozenPart | undefined, entry: Manifest['sections'][number]): boolean =>
  part !== undefined &&
  part.name === entry.name &&
  (part.content === null || hash('sha256', part.content) === entry.sha256);

const sectionOf = ({ name, content }: FrozenPart): Section => ({
  name,
  content: content === null ? null : (JSON.parse(content) as unknown),
});
