import type { CodeCard } from '../claim';
import { codesIn } from '../codes/code-shape';
import type { CodeAttributes, CodeStanding } from '../codes/held-code';
import type { Turn } from '../campaign-kind';
import type { CompetitionSettings } from './settings';

/** What came of looking for a unique code in a text. `missing`: no words at all; `misread`: nothing that could be a code. */
export type CodeSaid =
  | { readonly type: 'missing' | 'misread' }
  | { readonly type: Exclude<CodeStanding, 'valid'> }
  | {
      readonly type: 'valid';
      readonly hash: string;
      readonly lotId: number;
      readonly attributes: CodeAttributes;
    };

/** Hashes of everything in a text that could be a code. */
export function hashesIn({ settings, codeHash }: Turn<CompetitionSettings>, words: string): string[] {
  return settings.codes ? codesIn(settings.codes.shapes, words).map((code) => codeHash(code)) : [];
}

/** The first of the codes that is one of the brand's for this campaign. */
export function readCodeSaid(turn: Turn<CompetitionSettings>, words: string, saidAt: Date): CodeSaid {
  if (words.trim() === '') return { type: 'missing' };
  const hashes = hashesIn(turn, words);
  if (hashes.length === 0) return { type: 'misread' };
  for (const hash of hashes) {
    const card = turn.claims.get({ type: 'code', hash });
    const standing = standingOf(card, turn.campaign.id, saidAt);
    if (standing === 'unknown' || !card) continue;
    if (standing !== 'valid') return { type: standing };
    return { type: 'valid', hash, lotId: card.lotId, attributes: card.attributes };
  }
  return { type: 'unknown' };
}

/** As the codes' own `standingOf`, of what one person may see of a code. */
function standingOf(card: CodeCard | null, campaignId: number, at: Date): CodeStanding {
  if (!card || (card.campaignId !== null && card.campaignId !== campaignId)) return 'unknown';
  if (card.redeemed) return card.redeemed.byThem ? 'yours' : 'used';
  if (card.lotState === 'revoked') return 'revoked';
  return card.expiresAt !== null && at >= new Date(card.expiresAt) ? 'expired' : 'valid';
}
