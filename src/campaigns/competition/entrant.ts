import type { Turn } from '../campaign-kind';
import type { Claim } from '../claim';
import { hashesIn, readCodeSaid, type CodeSaid } from './code-said';
import { readPlayer, type Player } from './player';
import { prizeClaims } from './prizes';
import type { CompetitionSettings, Prize } from './settings';
import { hasOrdinals, hasPrizes } from './winning';

export type CompetitionTurn = Turn<CompetitionSettings>;

/** What was said to take part. It may be older than the turn: an entry waits while a date of birth is asked for. */
export interface Entry {
  readonly argument: string;
  readonly saidAt: Date;
}

/** A person with an entry in hand. */
export interface Entrant {
  readonly turn: CompetitionTurn;
  readonly entry: Entry;
  readonly player: Player;
  /** Null where the competition takes no codes. */
  readonly code: CodeSaid | null;
  /** What they told the brand of themself; empty where nobody asks. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function entrantOf(turn: CompetitionTurn, entry: Entry, told: Entrant['attributes']): Entrant {
  const { settings, campaign, claims } = turn;
  return {
    turn,
    entry,
    player: readPlayer(claims.get(playerClaim(turn))),
    code: settings.codes ? readCodeSaid(turn, entry.argument, entry.saidAt) : null,
    attributes: asksAttributes(settings)
      ? { ...claims.get({ type: 'attributes', brandId: campaign.brandId }), ...told }
      : {},
  };
}

export const playerClaim = ({ campaign }: CompetitionTurn) =>
  ({ type: 'player', campaignId: campaign.id }) as const;

/** The counter that gives out numbers. */
export const ordinalClaim = ({ campaign }: CompetitionTurn) =>
  ({ type: 'counter', campaignId: campaign.id, name: 'entries' }) as const;

/** What an entry depends on. Counters are locked, so only those that can matter are named. */
export function entryClaims(turn: CompetitionTurn, entry: Entry): readonly Claim[] {
  const { settings, campaign, claims } = turn;
  const claimed: Claim[] = [playerClaim(turn)];
  if (isOutside(turn, entry)) return claimed;
  if (asksAttributes(settings)) claimed.push({ type: 'attributes', brandId: campaign.brandId });
  const codes = hashesIn(turn, entry.argument).map((hash) => ({ type: 'code', hash }) as const);
  claimed.push(...codes);
  if (hasOrdinals(settings.mode)) claimed.push(ordinalClaim(turn));
  const areCodesKnown = codes.every((code) => claims.has(code));
  if (settings.mode.type !== 'codeMatch' || areCodesKnown)
    claimed.push(...prizeClaims(prizesFor(turn, entry), campaign, entry.saidAt));
  return claimed;
}

/** The tiers an entry plays for: where its code says so, one of them or none. */
export function prizesFor(turn: CompetitionTurn, entry: Entry): readonly Prize[] {
  const { prizes, mode, codes } = turn.settings;
  if (!hasPrizes(mode)) return [];
  if (mode.type !== 'codeMatch' || !codes) return prizes;
  const code = readCodeSaid(turn, entry.argument, entry.saidAt);
  return code.type === 'valid'
    ? prizes.filter(({ key }) => key === code.attributes[codes.prizeAttribute])
    : [];
}

const asksAttributes = ({ age, region }: CompetitionSettings): boolean =>
  age !== undefined || region !== undefined;

/** Half-open: the closing instant is late. */
const isOutside = ({ campaign: { opensAt, closesAt } }: CompetitionTurn, { saidAt }: Entry): boolean =>
  saidAt < opensAt || (closesAt !== null && saidAt >= closesAt);
