import { fold } from '../../text/fold';
import { coolingUntil, guard } from '../codes/code-guard';
import type { CodeAttributes } from '../codes/held-code';
import type { Decision, Effect } from '../effect';
import { ageAt } from '../flow/age';
import { pick } from '../texts-by-language';
import { askBirthDate, BIRTH_DATE } from './birth-date';
import type { CodeSaid } from './code-said';
import type { CompetitionText, TextValues } from './competition-texts';
import { nonceFrom } from './draw/entry-line';
import {
  entrantOf,
  ordinalClaim,
  prizesFor,
  type CompetitionTurn,
  type Entrant,
  type Entry,
} from './entrant';
import { limitReached, withEntry } from './entry-limits';
import { clockTime, ended, figures } from './outcome';
import { playerState, type Player } from './player';
import { taking, tiersOf } from './prizes';
import { COMPETITION_LIMITS, type Prize } from './settings';
import { fateOf, hasOrdinals, type Counted } from './winning';

/** Why an entry does not count. */
interface Refusal {
  readonly outcome: CompetitionText;
  readonly values?: TextValues;
  /** The person afterwards, where it leaves a mark. */
  readonly player?: Player;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** In the order in which a person would want to hear of them. Age comes last: nobody is asked about it in vain. */
const CHECKS: readonly ((entrant: Entrant) => Refusal | null)[] = [
  isBarred,
  isElsewhere,
  hasReachedLimit,
  isCooling,
  hasWrongCode,
  isTooYoung,
];

/** An entry from its words to its end: refused, asked about, or played. `told`: what they have just said of themself. */
export function enter(turn: CompetitionTurn, entry: Entry, told: Entrant['attributes'] = {}): Decision {
  const entrant = entrantOf(turn, entry, told);
  for (const check of CHECKS) {
    const refusal = check(entrant);
    if (refusal) return refused(entrant, refusal);
  }
  return isAgeUnknown(entrant) ? askBirthDate(turn, entry) : play(entrant);
}

function refused(
  { turn, entry, player: before }: Entrant,
  { outcome, values, player, data }: Refusal,
): Decision {
  return ended(turn, entry, {
    outcome,
    counted: false,
    ...(values ? { values } : {}),
    data: { ...data, ...(before.tryOut ? { tryOut: true } : {}) },
    effects: player ? [{ type: 'player', campaignId: turn.campaign.id, state: playerState(player) }] : [],
  });
}

function isBarred({ player }: Entrant): Refusal | null {
  return player.barred === null ? null : { outcome: 'barred', data: { reason: player.barred } };
}

function isElsewhere({ turn, attributes }: Entrant): Refusal | null {
  const { region } = turn.settings;
  if (!region) return null;
  const theirs = fold(attributes[region.attribute] ?? '');
  return region.values.some((value) => fold(value) === theirs) ? null : { outcome: 'elsewhere' };
}

function hasReachedLimit({ turn, entry, player }: Entrant): Refusal | null {
  const { settings, campaign, language } = turn;
  const reached = limitReached(settings.limits, player.entered, entry.saidAt, campaign.timezone);
  if (!reached) return null;
  if (reached.type === 'tooSoon')
    return { outcome: 'tooSoon', values: { at: clockTime(turn, reached.until, entry.saidAt) } };
  if (reached.type === 'duplicate') return { outcome: 'duplicate' };
  return { outcome: 'overLimit', values: { limit: figures(reached.limit, language) } };
}

function isCooling({ turn, entry, player, code }: Entrant): Refusal | null {
  const until = code && coolingUntil(player.guard, entry.saidAt);
  return until && { outcome: 'cooling', values: { at: clockTime(turn, until, entry.saidAt) } };
}

const WRONG_CODES: { readonly [T in Exclude<CodeSaid['type'], 'valid'>]: CompetitionText } = {
  missing: 'codeMissing',
  misread: 'codeInvalid',
  unknown: 'codeInvalid',
  revoked: 'codeInvalid',
  yours: 'codeYours',
  used: 'codeUsed',
  expired: 'codeExpired',
};

/** Only a code that was looked up and not found is a guess. */
function hasWrongCode({ entry, player, code }: Entrant): Refusal | null {
  if (!code || code.type === 'valid') return null;
  const refusal = { outcome: WRONG_CODES[code.type] };
  if (code.type !== 'unknown') return refusal;
  return { ...refusal, player: { ...player, guard: guard(player.guard, 'wrong', entry.saidAt) } };
}

function isTooYoung({ turn, entry, attributes }: Entrant): Refusal | null {
  const { age } = turn.settings;
  const years = age && ageAt(attributes[BIRTH_DATE] ?? '', entry.saidAt, turn.campaign.timezone);
  if (!age || years === undefined || years >= age.least) return null;
  return { outcome: 'underAge', values: { age: figures(age.least, turn.language) } };
}

function isAgeUnknown({ turn, entry, attributes }: Entrant): boolean {
  if (!turn.settings.age) return false;
  return ageAt(attributes[BIRTH_DATE] ?? '', entry.saidAt, turn.campaign.timezone) === undefined;
}

function play(entrant: Entrant): Decision {
  const { turn, entry, player, code } = entrant;
  const { settings, campaign, claims } = turn;
  const attributes = code?.type === 'valid' ? code.attributes : {};
  const ordinal = hasOrdinals(settings.mode) ? claims.get(ordinalClaim(turn)) + 1 : 0;
  const fate = fateOf({
    settings,
    tiers: tiersOf(prizesFor(turn, entry), campaign, entry.saidAt, claims),
    ordinal,
    saidAt: entry.saidAt,
    luck: () => turn.luck(),
    mayWin: player.wins < settings.winsPerPerson,
    attributes,
  });
  if (fate.type === 'soldOut' || fate.type === 'soldOutToday' || fate.type === 'alreadyWon')
    return refused(entrant, { outcome: fate.type });
  return counted(entrant, fate, ordinal, ticketsOf(turn, attributes));
}

/** The entry stands. Whoever only tries out hears the same, and takes nothing from anybody. */
function counted(entrant: Entrant, fate: Counted, ordinal: number, tickets: number): Decision {
  const { turn, entry, player } = entrant;
  const prize = fate.type === 'won' ? fate.prize : null;
  const isDraw = turn.settings.mode.type === 'draw';
  const nonce = isDraw ? (player.nonce ?? nonceFrom(Buffer.from(turn.luck(), 'hex'))) : null;
  const shown = shownOf(entrant, ordinal, prize);
  const state = playerState(entered(entrant, nonce, prize));
  return ended(turn, entry, {
    outcome: fate.type,
    counted: !player.tryOut,
    values: valuesOf(turn, nonce, ordinal, prize, tickets),
    tickets,
    data: kept(player, nonce, shown),
    effects: [
      ...(player.tryOut ? [] : taken(entrant, prize, ordinal)),
      { type: 'player', campaignId: turn.campaign.id, state },
      ...(player.tryOut ? [] : told(turn, { outcome: fate.type, tickets, ...shown }, prize)),
    ],
  });
}

function entered({ turn, entry, player, code }: Entrant, nonce: string | null, prize: Prize | null): Player {
  return {
    tryOut: player.tryOut,
    barred: player.barred,
    nonce,
    entered: withEntry(player.entered, entry.saidAt, turn.campaign.timezone),
    wins: player.wins + (prize ? 1 : 0),
    guard: code ? guard(player.guard, 'right', entry.saidAt) : player.guard,
  };
}

/** What the brand hears of an entry. */
interface Shown {
  ordinal?: number;
  prize?: string;
  lot?: number;
}

/** Runs for every entry, so fields are set, not spread. */
function shownOf({ code }: Entrant, ordinal: number, prize: Prize | null): Shown {
  const shown: Shown = {};
  if (ordinal > 0) shown.ordinal = ordinal;
  if (prize) shown.prize = prize.key;
  if (code?.type === 'valid') shown.lot = code.lotId;
  return shown;
}

/** What stands in the book beside an entry: the nonce is the person's own, and no brand hears of it. */
function kept({ tryOut }: Player, nonce: string | null, shown: Shown): Readonly<Record<string, unknown>> {
  const data: Record<string, unknown> = { ...shown };
  if (nonce !== null) data['nonce'] = nonce;
  if (tryOut) data['tryOut'] = true;
  return data;
}

/** What nobody else can have any more. */
function taken({ turn, entry, code }: Entrant, prize: Prize | null, ordinal: number): Effect[] {
  const { campaign } = turn;
  return [
    ...(ordinal > 0 ? [{ ...ordinalClaim(turn), type: 'count', amount: 1 } as const] : []),
    ...(prize ? taking(prize, campaign, entry.saidAt) : []),
    ...(code?.type === 'valid'
      ? [{ type: 'redeem', hash: code.hash, lotId: code.lotId, campaignId: campaign.id } as const]
      : []),
  ];
}

function told(
  turn: CompetitionTurn,
  entry: Readonly<Record<string, unknown>>,
  prize: Prize | null,
): Effect[] {
  const { id, brandId } = turn.campaign;
  const data = { campaign: id, ...entry };
  return [
    { type: 'event', brandId, event: 'entry', data },
    ...(prize ? [{ type: 'event', brandId, event: 'win', data } as const] : []),
  ];
}

function ticketsOf({ settings }: CompetitionTurn, attributes: CodeAttributes): number {
  const bonus = settings.codes ? Number(attributes[settings.codes.ticketsAttribute] ?? 0) : 0;
  const tickets = settings.tickets + (Number.isInteger(bonus) && bonus > 0 ? bonus : 0);
  return Math.min(tickets, COMPETITION_LIMITS.tickets);
}

function valuesOf(
  { language, campaign }: CompetitionTurn,
  nonce: string | null,
  ordinal: number,
  prize: Prize | null,
  tickets: number,
): TextValues {
  const values: { -readonly [V in keyof TextValues]: TextValues[V] } = {
    tickets: figures(tickets, language),
  };
  if (nonce !== null) values.nonce = nonce;
  if (ordinal > 0) values.ordinal = figures(ordinal, language);
  if (prize) values.prize = pick(prize.name, language, campaign.language) ?? prize.key;
  return values;
}
