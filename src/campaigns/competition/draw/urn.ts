/**
 * An urn of tickets in a fixed order that closes ranks when some are taken out: ticket number i is always the i-th of
 * those still in it. A Fenwick tree over the holders, so that a pick costs log n however large the list is.
 */
export class Urn {
  private readonly sums: Float64Array;
  private readonly weights: Float64Array;
  private readonly span: number;
  private left = 0;

  /** How many tickets each holder has, in the order of the urn. */
  constructor(tickets: Float64Array) {
    this.weights = tickets.slice();
    this.sums = new Float64Array(tickets.length + 1);
    this.span = 2 ** Math.floor(Math.log2(Math.max(1, tickets.length)));
    this.sums.set(tickets, 1);
    for (let at = 1; at <= tickets.length; at++) {
      this.left += tickets[at - 1] ?? 0;
      const above = at + (at & -at);
      if (above <= tickets.length) this.sums[above] = this.sumAt(above) + this.sumAt(at);
    }
  }

  get tickets(): number {
    return this.left;
  }

  /** Whose the i-th ticket is (from 0), and which of theirs (from 0). */
  ticketAt(index: number): { readonly holder: number; readonly offset: number } {
    if (!(index >= 0 && index < this.left)) throw new RangeError(`The urn has no ticket ${index}.`);
    let holder = 0;
    let offset = index;
    for (let step = this.span; step >= 1; step /= 2) {
      const next = holder + step;
      if (next < this.sums.length && this.sumAt(next) <= offset) {
        holder = next;
        offset -= this.sumAt(next);
      }
    }
    return { holder, offset };
  }

  /** Takes all tickets of a holder out. */
  takeAll(holder: number): void {
    const tickets = this.weights[holder] ?? 0;
    this.weights[holder] = 0;
    this.left -= tickets;
    for (let at = holder + 1; at < this.sums.length; at += at & -at) this.sums[at] = this.sumAt(at) - tickets;
  }

  private sumAt(at: number): number {
    return this.sums[at] ?? 0;
  }
}

/** The k-th (from 0) of the numbers 1 … count when they are sorted as text: 1, 10, 11, 2 … */
export function kthInByteOrder(count: number, k: number): number {
  let number = 1;
  let before = k;
  while (before > 0) {
    const within = startingWith(number, count);
    if (before >= within) {
      number += 1;
      before -= within;
    } else {
      number *= 10;
      before -= 1;
    }
  }
  return number;
}

/** How many of 1 … count begin with these digits. */
function startingWith(digits: number, count: number): number {
  let found = 0;
  for (let from = digits, to = digits + 1; from <= count; from *= 10, to *= 10)
    found += Math.min(to, count + 1) - from;
  return found;
}
