import { autoReply } from './auto-reply/auto-reply';
import type { CampaignKind } from './campaign-kind';
import { collect } from './collect/collect';
import { competition } from './competition/competition';
import { conversation } from './conversation/conversation';
import { coupon } from './coupon/coupon';
import { faq } from './faq/faq';
import { join } from './join/join';
import { lookup } from './lookup/lookup';
import { menu } from './menu/menu';
import { quiz } from './quiz/quiz';
import { subscribe } from './subscribe/subscribe';
import { survey } from './survey/survey';
import { vote } from './vote/vote';
import { webhook } from './webhook/webhook';

/** A kind whose settings only itself understands. */
export type AnyKind = CampaignKind<unknown>;

/** Every way to play, by name. Adding one is adding a folder and a line here. */
export const PRODUCTION_KINDS: readonly AnyKind[] = [
  autoReply as AnyKind,
  collect as AnyKind,
  competition as AnyKind,
  conversation as AnyKind,
  coupon as AnyKind,
  faq as AnyKind,
  join as AnyKind,
  lookup as AnyKind,
  menu as AnyKind,
  quiz as AnyKind,
  subscribe as AnyKind,
  survey as AnyKind,
  vote as AnyKind,
  webhook as AnyKind,
];

export type Kinds = ReadonlyMap<string, AnyKind>;

export const kindsByName = (kinds: readonly AnyKind[]): Kinds =>
  new Map(kinds.map((kind) => [kind.name, kind]));
