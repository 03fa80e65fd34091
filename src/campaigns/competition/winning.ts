import type { CodeAttributes } from '../codes/held-code';
import { luckNumber, weighedPlace } from './luck';
import type { Tier } from './prizes';
import type { CompetitionSettings, Mode, Prize } from './settings';

/** An entry that may count, and everything its fate depends on. */
export interface Playing {
  readonly settings: CompetitionSettings;
  readonly tiers: readonly Tier[];
  /** The number it is given out. */
  readonly ordinal: number;
  readonly saidAt: Date;
  /** Asked for only where it decides: making it takes longer than the rest. */
  luck(): string;
  readonly mayWin: boolean;
  /** Of its unique code's lot. */
  readonly attributes: CodeAttributes;
}

/** An entry that counts, with or without a prize. */
export type Counted =
  | { readonly type: 'entered' }
  | { readonly type: 'numbered' }
  | { readonly type: 'lost' }
  | { readonly type: 'won'; readonly prize: Prize };

/** There is nothing to play for, so it is not spent: no number, and its code can be sent again. */
type Unspent =
  { readonly type: 'soldOut' } | { readonly type: 'soldOutToday' } | { readonly type: 'alreadyWon' };

export type Fate = Counted | Unspent;

type Fated<T extends Mode['type']> = (playing: Playing, mode: Extract<Mode, { type: T }>) => Fate;

const LOST: Fate = { type: 'lost' };

/** Where the number of an entry decides, or is told. Only there is it given out: one row that everybody waits for. */
export const hasOrdinals = ({ type }: Mode): boolean =>
  type === 'firstN' || type === 'everyNth' || type === 'counter';

/** Where prizes are won on the spot. */
export const hasPrizes = ({ type }: Mode): boolean => type !== 'draw' && type !== 'counter';

export function fateOf(playing: Playing): Fate {
  const { mode } = playing.settings;
  return (fates[mode.type] as Fated<Mode['type']>)(playing, mode as never);
}

const fates: { readonly [T in Mode['type']]: Fated<T> } = {
  draw: () => ({ type: 'entered' }),
  counter: () => ({ type: 'numbered' }),

  firstN: (playing) => {
    const { tiers, mayWin } = playing;
    if (isSoldOut(tiers)) return { type: 'soldOut' };
    if (!mayWin) return { type: 'alreadyWon' };
    const tier = firstLeft(tiers);
    return tier ? { type: 'won', prize: tier.prize } : { type: 'soldOutToday' };
  },

  // Wins due by the number, less those given: what could not be given to the N-th goes to whoever comes next.
  everyNth: (playing, { every }) =>
    ifInStock(playing, () => {
      const isDue = Math.floor(playing.ordinal / every) > takenOf(playing.tiers);
      return isDue ? won(playing, firstLeft(playing.tiers)) : LOST;
    }),

  instantWin: (playing, { oneIn }) =>
    ifInStock(playing, () => {
      const luck = playing.luck();
      if (luckNumber(luck, 'win') * oneIn >= 1) return LOST;
      const place = weighedPlace(
        playing.tiers.map(({ left }) => left),
        luckNumber(luck, 'prize'),
      );
      return won(playing, playing.tiers[place]);
    }),

  winningMoments: (playing, { moments }) =>
    ifInStock(playing, () => {
      const gone = moments.filter((moment) => Date.parse(moment) <= playing.saidAt.getTime()).length;
      return gone > takenOf(playing.tiers) ? won(playing, firstLeft(playing.tiers)) : LOST;
    }),

  codeMatch: ({ settings, tiers, attributes, mayWin }) => {
    const key = settings.codes && attributes[settings.codes.prizeAttribute];
    const tier = tiers.find(({ prize }) => prize.key === key);
    if (!tier) return LOST;
    if (tier.isGone) return { type: 'soldOut' };
    if (!mayWin) return { type: 'alreadyWon' };
    return tier.left > 0 ? { type: 'won', prize: tier.prize } : { type: 'soldOutToday' };
  },
};

const won = ({ mayWin }: Playing, tier: Tier | undefined): Fate =>
  tier && mayWin ? { type: 'won', prize: tier.prize } : LOST;

const ifInStock = ({ tiers }: Playing, fate: () => Fate): Fate =>
  isSoldOut(tiers) ? { type: 'soldOut' } : fate();

const isSoldOut = (tiers: readonly Tier[]): boolean => tiers.every(({ isGone }) => isGone);
const firstLeft = (tiers: readonly Tier[]): Tier | undefined => tiers.find(({ left }) => left > 0);
const takenOf = (tiers: readonly Tier[]): number => tiers.reduce((sum, { taken }) => sum + taken, 0);
