import {
  aDrawn,
  aFrozen,
  aProof,
  hourAt,
  personAt,
  sealed,
  someLines,
} from '../../../../test/support/a-draw';
import { checkProof, linesIn } from './check-proof';
import { personHash, writeEntryLine } from './entry-line';
import { announce, makeProof, type Drawn, type Frozen } from './make-proof';
import type { Proof } from './proof';
import { sealLines, type Seal } from './seal';
import { atOnce } from './slices';

const proof = aProof();

function faultsOf(changed: Proof): string[] {
  const checked = atOnce(checkProof(changed, linesIn(changed)));
  return checked.ok ? [] : checked.faults.map(({ type }) => type);
}

describe('CON-07 what each fault is called', () => {
  const lines = someLines(12);
  const swapped = lines.with(
    6,
    writeEntryLine({ number: 7, person: personAt(70), tickets: 1, saidAt: hourAt(5) }),
  );
  const redrawn = (own: Partial<Frozen>, drawn: Partial<Drawn> = {}): string[] => {
    const frozen = aFrozen(own);
    const made = atOnce(makeProof(frozen, atOnce(announce(frozen)), aDrawn(drawn)));
    return made.type === 'refused' ? made.faults.map(({ type }) => type) : [made.type];
  };

  test('CON-07 an entry altered after its hour was sealed', () => {
    expect(redrawn({ lines: swapped, seals: sealed(lines) })).toEqual(['seal_hash']);
    expect(faultsOf({ ...proof, list: { type: 'lines', lines: swapped } })).toEqual([
      'proof_hash',
      'list_hash',
      'seal_hash',
      'entries_hash',
      'draw_seed',
      'winners',
      'reserves',
    ]);
  });

  test('CON-07 an entry put in, taken out or moved', () => {
    expect(redrawn({ lines: lines.toSpliced(5, 1), seals: sealed(lines) })).toEqual(
      expect.arrayContaining(['line_number', 'seal_hash']),
    );
    expect(redrawn({ lines: [...lines, ...someLines(13).slice(12)], seals: sealed(lines) })).toContain(
      'seal_count',
    );
    expect(redrawn({ lines: lines.toSpliced(2, 2, lines[3] ?? '', lines[2] ?? '') })).toEqual([
      'line_number',
    ]);
  });

  test('CON-07 an entry from outside the window: the window is half open', () => {
    const at = (saidAt: string) => {
      const own = lines.with(11, writeEntryLine({ number: 12, person: personAt(12), tickets: 1, saidAt }));
      return redrawn({ lines: own, seals: sealed(own) });
    };
    expect(at(hourAt(0))).toEqual(['proof']);
    expect(at('2026-05-01T17:59:59.999Z')).toEqual(['proof']);
    expect(at(hourAt(10))).toEqual(['line_time']);
    expect(at('2026-05-01T07:59:59.999Z')).toEqual(['line_time']);
  });

  test('CON-07 an entry said later than the seal that closed it', () => {
    const own = lines.with(
      0,
      writeEntryLine({ number: 1, person: personAt(1), tickets: 1, saidAt: hourAt(1.1) }),
    );
    expect(redrawn({ lines: own, seals: sealed(own) })).toEqual(['seal_time']);
  });

  test('CON-07 seals that leave out an hour or end too early', () => {
    const seals = sealed(lines);
    expect(redrawn({ seals: seals.toSpliced(4, 1) })).toEqual(
      expect.arrayContaining(['seal_order', 'seal_hash']),
    );
    expect(redrawn({ seals: seals.slice(0, -1) })).toContain('seal_order');
    expect(redrawn({ frozenAt: hourAt(10.75) })).toEqual(['seal_order']);
    const halves: Seal[] = [];
    for (const hour of [9, 9.5, 10, 10.5]) halves.push(sealLines(halves.at(-1) ?? null, hourAt(hour), []));
    expect(redrawn({ lines: [], exclusions: [], seals: halves })).toEqual(['seal_order']);
  });

  test('CON-07 exclusions of nobody, of one twice, or out of order', () => {
    const reason = 'employee';
    expect(redrawn({ exclusions: [{ line: 13, reason }] })).toEqual(['exclusion']);
    expect(
      redrawn({
        exclusions: [
          { line: 2, reason },
          { line: 2, reason },
        ],
      }),
    ).toEqual(['exclusion']);
    expect(
      redrawn({
        exclusions: [
          { line: 3, reason },
          { line: 2, reason },
        ],
      }),
    ).toEqual(['exclusion']);
    expect(redrawn({ exclusions: [] })).toEqual(['proof']);
    const announced = atOnce(announce(aFrozen()));
    const miscounted = { ...announced, exclusions: { ...announced.exclusions, lines: 3 } };
    expect(atOnce(makeProof(aFrozen(), miscounted, aDrawn()))).toMatchObject({
      faults: [{ type: 'exclusions_hash' }],
    });
  });

  test('CON-07 a beacon or a server seed that is not what was announced', () => {
    expect(redrawn({}, { beacon: 'FF'.repeat(32) })).toEqual(['beacon']);
    expect(redrawn({}, { beacon: 'ffff' })).toEqual(['beacon']);
    expect(redrawn({ beacon: { ...aFrozen().beacon, format: 'text' } }, { beacon: ' 3 17 22' })).toEqual([
      'beacon',
    ]);
    expect(redrawn({ beacon: { ...aFrozen().beacon, format: 'text' } }, { beacon: '3 17 22' })).toEqual([
      'proof',
    ]);
    const frozen = aFrozen();
    const other = { ...frozen, serverSeed: 'ab'.repeat(32) };
    const made = atOnce(makeProof(other, atOnce(announce(frozen)), aDrawn()));
    expect(made).toMatchObject({ type: 'refused', faults: [{ type: 'commitment' }] });
  });

  test('CON-07 instants that contradict each other', () => {
    expect(redrawn({ beacon: { ...aFrozen().beacon, notBefore: hourAt(10.5) } })).toEqual(['order']);
    expect(redrawn({}, { drawnAt: hourAt(11.9) })).toEqual(['order']);
    expect(redrawn({ closesAt: hourAt(11) }, { lateArrivals: [] })).toEqual(['order']);
  });

  test('CON-08 a second draw names the proof of the first, and reserves stand in draw order', () => {
    expect(redrawn({ draw: { number: 2, previous: null } })).toEqual(['redraw']);
    expect(redrawn({ draw: { number: 1, previous: proof.proofHash } })).toEqual(['redraw']);
    expect(redrawn({ draw: { number: 2, previous: proof.proofHash } })).toEqual(['proof']);
    const five = aProof({ prizes: 5, reserves: 0 });
    expect([...proof.winners, ...proof.reserves]).toEqual(five.winners);
    expect(faultsOf({ ...proof, reserves: proof.reserves.toReversed() })).toEqual(['proof_hash', 'reserves']);
    expect(faultsOf({ ...proof, winners: proof.winners.slice(1) })).toEqual(['proof_hash', 'winners']);
    const more = [...proof.reserves, proof.winners[0] ?? ''];
    expect(faultsOf({ ...proof, reserves: more })).toEqual(['proof_hash', 'reserves']);
  });

  test('CON-07 a late arrival that was not late', () => {
    const late = `1|${personHash('ABC', '989120000001')}|${hourAt(9)}|`;
    expect(redrawn({}, { lateArrivals: [late + hourAt(10.4)] })).toEqual(['late_arrival']);
    expect(redrawn({}, { lateArrivals: [late + hourAt(10.5)] })).toEqual(['proof']);
    expect(redrawn({}, { lateArrivals: ['x'] })).toEqual(['late_arrival']);
  });
});
