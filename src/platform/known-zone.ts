import { IANAZone } from 'luxon';

/** Clocks everywhere change on a quarter of an hour: within one, the distance from UTC is the same. */
const QUARTER_MS = 15 * 60_000;
/** Before that a few changed in the midst of one. */
const QUARTERS_SINCE_MS = Date.UTC(1980, 0);
const MOST_KNOWN = 10_000;

/** A zone that asks its tables once for each quarter of an hour, and not for each of a million periods. */
class KnownZone extends IANAZone {
  private readonly offsets = new Map<number, number>();

  override offset(atMs: number): number {
    if (!(atMs >= QUARTERS_SINCE_MS)) return super.offset(atMs);
    const quarter = Math.floor(atMs / QUARTER_MS);
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      if (this.offsets.size >= MOST_KNOWN) this.offsets.clear();
      this.offsets.set(quarter, (offset = super.offset(quarter * QUARTER_MS)));
    }
    return offset;
  }
}

const zones = new Map<string, KnownZone>();
/** There are not that many; whoever writes one name in many ways gets a new one each time. */
const MOST_ZONES = 1_000;

/** The zone of an IANA name, for luxon to count by: its clock changes are looked up once. */
export function knownZone(name: string): IANAZone {
  let zone = zones.get(name);
  if (!zone) {
    zone = new KnownZone(name);
    if (zones.size < MOST_ZONES) zones.set(name, zone);
  }
  return zone;
}
