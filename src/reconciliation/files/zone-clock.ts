import { DateTime } from 'luxon';
import { isoDayOf } from '../../text/calendar';

const DAY_MS = 86_400_000;
/** Clocks everywhere change on a quarter of an hour: within one, the distance from UTC is the same. */
const QUARTER_MS = 15 * 60_000;
/** Longer than any clock is put back. */
const BEFORE_MS = 3 * 3_600_000;
const MOST_KNOWN = 10_000;

/**
 * An operator's wall clock and its business days. A library is asked once for each quarter of an hour, not for each of five
 * million lines. Instants and wall times are milliseconds; a wall time is counted as if it were UTC.
 */
export class ZoneClock {
  private readonly behindAt = new Map<number, number>();
  private readonly behindOf = new Map<number, number>();
  private lastDay = NaN;
  private lastIso = '';

  /** @param dayStartsMinutes when a business day begins, counted from midnight; before it when negative */
  constructor(
    private readonly zone: string,
    private readonly dayStartsMinutes: number,
  ) {}

  /** The instant at which the wall clock shows this; of an hour that comes twice, the first. */
  instantOf(wallMs: number): number {
    const quarter = Math.floor(wallMs / QUARTER_MS);
    let offset = this.behindOf.get(quarter);
    if (offset === undefined) {
      offset = this.offsetOfWall(quarter * QUARTER_MS);
      remember(this.behindOf, quarter, offset);
    }
    return wallMs - offset;
  }

  /** What the wall clock shows at an instant. */
  wallOf(instantMs: number): number {
    const quarter = Math.floor(instantMs / QUARTER_MS);
    let offset = this.behindAt.get(quarter);
    if (offset === undefined) {
      offset = this.offsetAt(quarter * QUARTER_MS);
      remember(this.behindAt, quarter, offset);
    }
    return instantMs + offset;
  }

  /** The business day (yyyy-MM-dd) a wall time belongs to. */
  dayOf(wallMs: number): string {
    const day = Math.floor((wallMs - this.dayStartsMinutes * 60_000) / DAY_MS);
    if (day !== this.lastDay) {
      this.lastDay = day;
      this.lastIso = isoDayOf(day);
    }
    return this.lastIso;
  }

  /** The library leaves open which of two hours it takes. */
  private offsetOfWall(wallMs: number): number {
    const there = DateTime.fromMillis(wallMs, { zone: 'utc' }).setZone(this.zone, { keepLocalTime: true });
    const earlier = this.offsetAt(there.toMillis() - BEFORE_MS);
    return this.offsetAt(wallMs - earlier) === earlier ? earlier : wallMs - there.toMillis();
  }

  private offsetAt(instantMs: number): number {
    return DateTime.fromMillis(instantMs, { zone: this.zone }).offset * 60_000;
  }
}

function remember(known: Map<number, number>, quarter: number, offset: number): void {
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(quarter, offset);
}
