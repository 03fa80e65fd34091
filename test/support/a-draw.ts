import {
  personHash,
  writeEntryLine,
  writeLateArrival,
} from '../../src/campaigns/competition/draw/entry-line';
import {
  announce,
  makeProof,
  type Drawn,
  type Frozen,
} from '../../src/campaigns/competition/draw/make-proof';
import type { Proof } from '../../src/campaigns/competition/draw/proof';
import { sealLines, type Seal } from '../../src/campaigns/competition/draw/seal';
import { atOnce } from '../../src/campaigns/competition/draw/slices';

const OPENS = Date.parse('2026-05-01T08:00:00.000Z');
const HOUR_MS = 3_600_000;
export const SERVER_SEED = '00112233445566778899aabbccddeeff'.repeat(2);
export const BEACON = 'f'.repeat(64);

/** The instant so many hours after the contest opened. */
export const hourAt = (hours: number): string => new Date(OPENS + hours * HOUR_MS).toISOString();

/** The person at that line: every third line is the person of the line before it. */
export const personAt = (number: number): string =>
  personHash('ABCDEFGHJKLMNP', String(989_120_000_000 + (number % 3 === 0 ? number - 1 : number)));

/** A list of so many lines, one to three tickets each, spread over the hours before the close. */
export function someLines(count: number, hours = 10): string[] {
  return Array.from({ length: count }, (_, at) =>
    writeEntryLine({
      number: at + 1,
      person: personAt(at + 1),
      tickets: (at % 3) + 1,
      saidAt: hourAt((at * (hours - 1)) / count),
    }),
  );
}

/** Seals at every hour and at the freeze, half an hour after the last. */
export function sealed(lines: readonly string[], hours = 10): Seal[] {
  const seals: Seal[] = [];
  for (let hour = 1; hour <= hours; hour++) {
    const [from, to] = [seals.at(-1)?.count ?? 0, Math.floor((lines.length * hour) / hours)];
    seals.push(sealLines(seals.at(-1) ?? null, hourAt(hour), lines.slice(from, to)));
  }
  seals.push(sealLines(seals.at(-1) ?? null, hourAt(hours + 0.5), []));
  return seals;
}

/** A frozen draw among twelve lines, two of them excluded. */
export function aFrozen(own: Partial<Frozen> = {}): Frozen {
  const lines = own.lines ?? someLines(12);
  return {
    draw: { number: 1, previous: null },
    contest: { id: 'c-17', name: 'Golden ticket, بلیت طلایی', zone: 'Asia/Tehran' },
    opensAt: hourAt(0),
    closesAt: hourAt(10),
    frozenAt: hourAt(10.5),
    beacon: {
      source: 'drand quicknet, round 1234567, field randomness',
      format: 'hex',
      notBefore: hourAt(12),
    },
    prizes: 3,
    reserves: 2,
    software: 'parola 0.1.0',
    lines,
    seals: own.seals ?? sealed(lines),
    exclusions: [
      { line: 4, reason: 'employee of the promoter' },
      { line: 9, reason: 'under age' },
    ],
    serverSeed: SERVER_SEED,
    ...own,
  };
}

export const aDrawn = (own: Partial<Drawn> = {}): Drawn => ({
  beacon: BEACON,
  drawnAt: hourAt(12.1),
  lateArrivals: [
    writeLateArrival({ number: 1, person: personAt(100), saidAt: hourAt(9.9), arrivedAt: hourAt(11) }),
  ],
  ...own,
});

/** The proof of a draw that went as it should. */
export function aProof(frozen: Partial<Frozen> = {}, drawn: Partial<Drawn> = {}): Proof {
  const whole = aFrozen(frozen);
  const made = atOnce(makeProof(whole, atOnce(announce(whole)), aDrawn(drawn)));
  if (made.type !== 'proof') throw new Error(JSON.stringify(made));
  return made.proof;
}
