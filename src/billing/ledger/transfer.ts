import { knowsCurrency } from '../../platform/money';
import type { AccountRef } from './accounts';

export const TRANSFER_KINDS = ['single', 'pending', 'post', 'void'] as const;

/** Money moves at once (single), or is reserved (pending) and then moved (post) or let go (void). */
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** One debit and one credit, once and for ever. The key names the act: the same key is the same transfer. */
export interface NewTransfer {
  readonly key: string;
  readonly kind: TransferKind;
  readonly debit: AccountRef;
  readonly credit: AccountRef;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** The reservation that a post or a void resolves; null for the other kinds. */
  readonly pendingKey: string | null;
  readonly reason: string;
  readonly actor: string | null;
  readonly at: Date;
}

export const TRANSFER_LIMITS = {
  keyChars: 200,
  ownerChars: 200,
  reasonChars: 500,
  /** As in JSON and everywhere else: a thousand times what any of us will ever charge. */
  amountMinor: 10n ** 18n - 1n,
  batch: 10_000,
} as const;

const RESOLVES: Readonly<Record<TransferKind, boolean>> = {
  single: false,
  pending: false,
  post: true,
  void: true,
};

/** What makes it no transfer; null when nothing does. The database says the same, later and less clearly. */
export function faultOf(transfer: NewTransfer): string | null {
  const { key, kind, debit, credit, amountMinor, currency, pendingKey, reason } = transfer;
  if (key === '' || key.length > TRANSFER_LIMITS.keyChars) return 'has no usable key';
  if (amountMinor <= 0n) return 'moves nothing';
  if (amountMinor > TRANSFER_LIMITS.amountMinor) return 'moves more than there is';
  if (!knowsCurrency(currency)) return `is in ${currency}, which we do not bill in`;
  if (isSame(debit, credit)) return 'goes from an account to itself';
  if ([debit, credit].some(({ owner }) => owner === '' || owner.length > TRANSFER_LIMITS.ownerChars))
    return 'has an account of nobody';
  if (RESOLVES[kind] !== (pendingKey !== null))
    return RESOLVES[kind] ? 'resolves no reservation' : 'resolves a reservation';
  if (pendingKey === key) return 'resolves itself';
  return reason === '' || reason.length > TRANSFER_LIMITS.reasonChars ? 'has no usable reason' : null;
}

/**
 * Whether two transfers of one key are one act: they move the same money between the same accounts. When it was said, by whom and
 * why belongs to whoever said it first.
 */
export const isSameAct = (one: NewTransfer, other: Moved): boolean =>
  one.kind === other.kind &&
  isSame(one.debit, other.debit) &&
  isSame(one.credit, other.credit) &&
  one.amountMinor === other.amountMinor &&
  one.currency === other.currency &&
  one.pendingKey === other.pendingKey;

/** What a transfer moves, as it is read back. */
export interface Moved {
  readonly kind: string;
  readonly debit: { readonly code: string; readonly owner: string };
  readonly credit: { readonly code: string; readonly owner: string };
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly pendingKey: string | null;
}

/**
 * One of each key, reservations before what resolves them.
 * @throws RangeError for what is no transfer, and for two acts under one key: both are mistakes of ours
 */
export function distinct(transfers: readonly NewTransfer[]): readonly (readonly NewTransfer[])[] {
  const byKey = new Map<string, NewTransfer>();
  for (const transfer of transfers) {
    const fault = faultOf(transfer);
    if (fault !== null) throw new RangeError(`transfer ${transfer.key} ${fault}`);
    const known = byKey.get(transfer.key);
    if (known && !isSameAct(transfer, known))
      throw new RangeError(`two transfers are called ${transfer.key}`);
    if (!known) byKey.set(transfer.key, transfer);
  }
  const all = [...byKey.values()];
  return [all.filter(({ kind }) => !RESOLVES[kind]), all.filter(({ kind }) => RESOLVES[kind])].filter(
    (stage) => stage.length > 0,
  );
}

const isSame = (one: Moved['debit'], other: Moved['debit']): boolean =>
  one.code === other.code && one.owner === other.owner;
