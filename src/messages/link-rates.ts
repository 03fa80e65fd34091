import type { Configuration } from '../catalogue/configuration';
import { SendRate } from './send-rate';

/** How fast one link may go as a whole, and each code on it where its operator sold the code a rate of its own. */
export class LinkRates {
  private whole: SendRate | null = null;
  private wholeTps: number | undefined;
  private readonly codes = new Map<number, { readonly tps: number; readonly rate: SendRate }>();

  constructor(private readonly connectorId: number) {}

  of(tps: number | undefined): SendRate {
    if (!this.whole || this.wholeTps !== tps) this.whole = new SendRate((this.wholeTps = tps));
    return this.whole;
  }

  /** Texts that may leave now, by code; codes without a rate of their own are not in it. */
  allowances({ routes }: Configuration, wanted: number, nowMs: number): ReadonlyMap<number, number> {
    const allowances = new Map<number, number>();
    for (const { shortcodeId, connectorId, tps } of routes) {
      if (connectorId !== this.connectorId || tps === null) continue;
      allowances.set(shortcodeId, this.ofCode(shortcodeId, tps).allowance(wanted, nowMs));
    }
    return allowances;
  }

  spend(leaving: readonly { readonly shortcodeId: number }[], nowMs: number): void {
    this.whole?.spend(leaving.length, nowMs);
    if (this.codes.size === 0) return;
    for (const { shortcodeId } of leaving) this.codes.get(shortcodeId)?.rate.spend(1, nowMs);
  }

  private ofCode(shortcodeId: number, tps: number): SendRate {
    const known = this.codes.get(shortcodeId);
    if (known?.tps === tps) return known.rate;
    const rate = new SendRate(tps);
    this.codes.set(shortcodeId, { tps, rate });
    return rate;
  }
}
