import { count, hundredths, line, ratio, tenths, type Line } from './lines';
import type { ReconcileFigures } from './reconcile';
import type { RenewalFigures, RenewalLatency } from './renewals';

export function renewalLines(figures: RenewalFigures): Line[] {
  const { renewals, chargesPerSecond, settledPerSecond, floor, coresElsewhere, astray } = figures;
  return [
    line(`${count(renewals)} renewals due at once, charges/s`, [count(chargesPerSecond)], '≥ 2,000'),
    line('… until settled, receipts apart', [count(settledPerSecond)]),
    line('floor of the same rows, charges/s', [count(floor.textsPerSecond)]),
    line('… of it reached', [ratio(chargesPerSecond / floor.textsPerSecond)], '≥ 0.3'),
    line('… without the simulated operator’s rows', [ratio(chargesPerSecond / floor.withoutNetwork)]),
    line('processor time per charge, µs (engine, PostgreSQL)', [
      count(figures.engineMicrosPerCharge),
      count(figures.postgresMicrosPerCharge),
    ]),
    line('cores busy with other things', [hundredths(coresElsewhere)], '0'),
    line('not charged exactly once', [count(astray)], '0'),
  ];
}

export function renewalLatencyLines({ renewals, latency, ...rest }: RenewalLatency): Line[] {
  const { p50, p95, p99 } = latency.replyMs;
  return [
    line(`at 1,000 texts/s beside ${count(renewals)} renewals, ms`, ['p50', 'p95', 'p99']),
    line('text to reply', [hundredths(p50), hundredths(p95), hundredths(p99)], 'p95 ≤ 500'),
    line('charges/s meanwhile', [count(rest.chargedPerSecond)]),
    line('… and still due after the last text', [count(rest.leftAfterLoad)], '> 0'),
  ];
}

export function reconcileLines({ rows, megabytes, floor, ...figures }: ReconcileFigures): Line[] {
  const seconds = figures.importSeconds + figures.matchSeconds;
  const floorSeconds = floor.copySeconds + floor.joinSeconds;
  return [
    line(`a file of ${count(rows)} rows (${count(megabytes)} MB), s`, ['import', 'match', 'together']),
    line('… against as many charges', [
      tenths(figures.importSeconds),
      tenths(figures.matchSeconds),
      tenths(seconds),
    ]),
    line('a bare COPY and one join', [
      tenths(floor.copySeconds),
      tenths(floor.joinSeconds),
      tenths(floorSeconds),
    ]),
    line('… of it reached', [ratio(floorSeconds / seconds)], '≥ 0.4'),
    line('rows/s', [count(rows / seconds)], '≥ 16,667'),
    line('processor time per row, µs (engine, PostgreSQL, bare)', [
      tenths(figures.engineMicrosPerRow),
      tenths(figures.postgresMicrosPerRow),
      tenths(floor.microsPerRow),
    ]),
    line('cores busy with other things', [hundredths(figures.coresElsewhere)], '0'),
    line('memory of the engine by then, MB', [count(figures.engineMb ?? NaN)], '< 400'),
    line('differences not found, or found and none', [count(figures.astray)], '0'),
  ];
}
