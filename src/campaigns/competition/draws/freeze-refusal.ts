import type { CampaignState } from '../../campaign-state';

/** Why a list cannot be frozen now. */
export type FreezeRefusal =
  | { readonly type: 'no draw' }
  | { readonly type: 'open' }
  | { readonly type: 'grace'; readonly until: Date | null }
  | { readonly type: 'undrawn'; readonly drawId: number }
  | { readonly type: 'texts waiting'; readonly count: number }
  | { readonly type: 'parts waiting'; readonly count: number }
  | { readonly type: 'texts set aside'; readonly count: number }
  | { readonly type: 'entries without a nonce'; readonly count: number }
  | { readonly type: 'said outside the window'; readonly line: number }
  | { readonly type: 'empty' }
  | { readonly type: 'too large'; readonly lines: number };

type Sentences = {
  readonly [T in FreezeRefusal['type']]: (refusal: Extract<FreezeRefusal, { type: T }>) => string;
};

const SENTENCES: Sentences = {
  'no draw': () => 'Nothing is drawn here: the competition is not one of the mode "draw".',
  open: () => 'The competition is still open: it can be frozen once it has closed.',
  grace: ({ until }) =>
    until === null
      ? 'It was closed a moment ago: texts of the last minutes may still be on their way.'
      : `Texts said before the close may still be on their way: freeze after ${until.toISOString()}.`,
  undrawn: ({ drawId }) => `Draw ${drawId} was announced and has not been drawn: it comes first.`,
  'texts waiting': ({ count }) => `${count} texts said before the close are not handled yet.`,
  'parts waiting': ({ count }) =>
    `${count} parts of long texts said before the close wait for their other parts.`,
  'texts set aside': ({ count }) =>
    `${count} texts said before the close were set aside: release them, or freeze despite them.`,
  'entries without a nonce': ({ count }) => `${count} entries have no nonce and can stand in no list.`,
  'said outside the window': ({ line }) =>
    `Line ${line} was said outside the competition's window: the window was changed after it had been taken.`,
  empty: () => 'Nobody takes part, so nothing can be drawn.',
  'too large': ({ lines }) => `A list of ${lines} lines is too large for a proof.`,
};

/** One sentence for whoever asked. */
export function refusalSentence(refusal: FreezeRefusal): string {
  return (SENTENCES[refusal.type] as (refusal: FreezeRefusal) => string)(refusal);
}

export interface ContestTimes {
  readonly state: CampaignState;
  readonly isDraw: boolean;
  readonly opensAt: Date;
  readonly closesAt: Date | null;
}

/**
 * When the contest closed, once it may be frozen. One that was closed by hand before its time closed a grace ago: whoever
 * freezes it finds out by the list whether anybody took part since.
 */
export function closeOf(
  { state, isDraw, opensAt, closesAt }: ContestTimes,
  now: Date,
  graceMs: number,
): FreezeRefusal | { readonly type: 'over'; readonly closesAt: Date; readonly byHand: boolean } {
  if (!isDraw) return { type: 'no draw' };
  if (state === 'draft') return { type: 'open' };
  if (closesAt !== null && closesAt <= now) {
    const until = new Date(closesAt.getTime() + graceMs);
    return until > now ? { type: 'grace', until } : { type: 'over', closesAt, byHand: false };
  }
  if (state !== 'closed') return { type: 'open' };
  const closed = new Date(now.getTime() - graceMs);
  return closed > opensAt
    ? { type: 'over', closesAt: closed, byHand: true }
    : { type: 'grace', until: new Date(opensAt.getTime() + graceMs + 1) };
}
