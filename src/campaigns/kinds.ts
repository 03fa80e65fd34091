import { autoReply } from './auto-reply/auto-reply';
import type { CampaignKind } from './campaign-kind';
import { join } from './join/join';

/** A kind whose settings only itself understands. */
export type AnyKind = CampaignKind<unknown>;

/** Every way to play, by name. Adding one is adding a folder and a line here. */
export const PRODUCTION_KINDS: readonly AnyKind[] = [autoReply as AnyKind, join as AnyKind];

export type Kinds = ReadonlyMap<string, AnyKind>;

export const kindsByName = (kinds: readonly AnyKind[]): Kinds =>
  new Map(kinds.map((kind) => [kind.name, kind]));
