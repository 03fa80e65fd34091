import fc from 'fast-check';
import { aDrawn, aFrozen, aProof, BEACON, someLines } from '../../../../test/support/a-draw';
import { canonical } from './canonical';
import { checkProof, linesIn } from './check-proof';
import { drawSeedFrom, entriesHash, inByteOrder } from './derive';
import { hashOfLines } from './lines-hash';
import { announce, makeProof } from './make-proof';
import {
  hashOfAnnouncement,
  hashOfExclusions,
  hashOfProof,
  readProof,
  writeProof,
  type Proof,
} from './proof';
import { atOnce } from './slices';

type Path = readonly (string | number)[];

const proof = aProof();
const text = writeProof(proof);

function faultsOf(changed: Proof, published?: string): string[] {
  const checked = atOnce(checkProof(changed, linesIn(changed), published));
  return checked.ok ? [] : checked.faults.map(({ type }) => type);
}

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, field]) =>
    leavesOf(field, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Another value of the same form, so that it is the meaning that must tell. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (value === null) return '0'.repeat(64);
  const was = String(value);
  if (was === 'hex' || was === 'lines') return was === 'hex' ? 'text' : 'file';
  if (was === 'Asia/Tehran') return 'Europe/Rome';
  const digit = was.search(/[0-9](?!.*[0-9])/);
  const at = digit >= 0 ? digit : was.length - 1;
  const char = was[at] === '1' ? '2' : '1';
  return was.slice(0, at) + char + was.slice(at + 1);
}

function changedAt(from: unknown, [step, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (step === undefined) return change(from);
  if (Array.isArray(from))
    return from.map((item, at) => (at === step ? changedAt(item, rest, change) : item) as unknown);
  const fields = Object.entries(from as object);
  return Object.fromEntries(
    fields.map(([key, value]) => [key, key === step ? changedAt(value, rest, change) : (value as unknown)]),
  );
}

/** Every hash that needs nothing but the file, made anew, as a forger would. */
function rehashed(forged: Proof): Proof {
  const announcement = {
    ...forged.announcement,
    list: {
      ...forged.announcement.list,
      lines: linesIn(forged).length,
      sha256: hashOfLines(linesIn(forged)),
    },
    exclusions: { lines: forged.exclusions.length, sha256: hashOfExclusions(forged.exclusions) },
  };
  const lateArrivals = { ...forged.lateArrivals, sha256: hashOfLines(forged.lateArrivals.lines) };
  const whole = { ...forged, announcement, lateArrivals, announcementHash: hashOfAnnouncement(announcement) };
  return { ...whole, proofHash: hashOfProof(whole) };
}

/** What a forger may write in place of the truth without contradicting the rest of the file: only publication covers it. */
const MERE_WORDS =
  /^announcement\.(draw|contest|opensAt|closesAt|beacon\.(source|notBefore)|software)|^exclusions\.\d+\.reason|^lateArrivals|^reveal\.drawnAt/;
/** What the check itself does not read, because the forger's new hash has made it true. */
const MADE_ANEW =
  /^announcementHash|^proofHash|^announcement\.(list\.(lines|sha256)|exclusions)|^lateArrivals\.sha256/;

describe('CON-07 a proof', () => {
  test('CON-07 of a fair draw verifies, in the file as in memory', () => {
    const checked = atOnce(checkProof(proof));
    expect(checked).toMatchObject({ ok: true, lines: 10, tickets: 10 * 2 });
    expect(readProof(text)).toEqual({ type: 'proof', proof });
    const published = hashOfAnnouncement(atOnce(announce(aFrozen())));
    expect(atOnce(checkProof(proof, linesIn(proof), published))).toEqual(checked);
  });

  test('CON-07 gives the winners the vector gives, were its entries lines', () => {
    const lines = atOnce(inByteOrder(linesIn(proof).filter((_, at) => ![3, 8].includes(at))));
    const hash = atOnce(entriesHash(lines));
    expect(proof.announcement.urn.entriesHash).toBe(hash);
    expect(proof.drawSeed).toBe(drawSeedFrom(aFrozen().serverSeed, BEACON, hash));
    expect(
      [...proof.winners, ...proof.reserves]
        .map((id) => id.split('#')[0])
        .every((line) => lines.includes(line ?? '')),
    ).toBe(true);
    expect(new Set([...proof.winners, ...proof.reserves].map((id) => id.split('|')[1])).size).toBe(5);
  });

  test('CON-07 any field changed shows', () => {
    const leaves = leavesOf(proof);
    expect(leaves.length).toBeGreaterThan(80);
    const unseen = leaves.filter((path) => {
      const read = readProof(writeProof(changedAt(proof, path, other) as Proof));
      return read.type === 'proof' && faultsOf(read.proof).length === 0;
    });
    expect(unseen).toEqual([]);
  });

  test('CON-07 any field changed shows although every hash was made anew, unless it is mere words', () => {
    const unseen = leavesOf(proof).filter((path) => {
      const forged = rehashed(changedAt(proof, path, other) as Proof);
      const read = readProof(writeProof(forged));
      return read.type === 'proof' && faultsOf(read.proof).length === 0;
    });
    const unexplained = unseen
      .map((path) => path.join('.'))
      .filter((path) => !MERE_WORDS.test(path) && !MADE_ANEW.test(path));
    expect(unexplained).toEqual([]);
  });

  test('CON-07 against the published hash, not even a word of the announcement can be changed', () => {
    const leaves = leavesOf(proof.announcement).filter(
      (path) => !MADE_ANEW.test(`announcement.${path.join('.')}`),
    );
    for (const path of leaves) {
      const forged = rehashed(changedAt(proof, ['announcement', ...path], other) as Proof);
      expect([path, faultsOf(forged, proof.announcementHash)]).toEqual([
        path,
        expect.arrayContaining(['published']),
      ]);
    }
  });

  test('CON-07 any byte changed in the file shows, unless it was a blank', () => {
    const meaning = canonical(proof);
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        const read = readProof(changed.toString('utf8'));
        if (read.type === 'unreadable' || canonical(read.proof) === meaning) return;
        expect(faultsOf(read.proof)).toContain('proof_hash');
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('CON-07 a list of any size', () => {
  test('CON-07 fewer people than prizes, one line, or none at all', () => {
    for (const count of [0, 1, 2]) {
      const own = aProof({ lines: someLines(count), exclusions: [] });
      expect([own.winners.length, own.reserves.length, faultsOf(own)]).toEqual([count, 0, []]);
    }
  });

  test('CON-07 a list in a file of its own is checked line by line', () => {
    const own = aProof({}, { file: 'entries.txt' });
    expect(own.list).toEqual({ type: 'file', name: 'entries.txt' });
    const checked = [someLines(12), someLines(11), []].map((lines) => atOnce(checkProof(own, lines)).ok);
    expect([...checked, atOnce(checkProof(own)).ok]).toEqual([true, false, false, false]);
  });

  test('CON-09 any honest draw verifies', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(9),
        fc.stringMatching(/^[!-~]{1,20}$/),
        (count, prizes, reserves, beacon) => {
          const own = aProof(
            {
              lines: someLines(count),
              exclusions: [],
              prizes,
              reserves,
              beacon: { ...aFrozen().beacon, format: 'text' },
            },
            { beacon },
          );
          expect(faultsOf(own)).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('CON-07 a file that is no proof', () => {
  test.each([
    ['', /not JSON/],
    ['[]', /expected object/],
    ['{}', /format/],
    [text.replace('"version": 1', '"version": 2'), /version/],
    [text.replace('"winners"', '"winers"'), /winners|winers/],
    [text.replace('Asia/Tehran', 'Asia/Atlantis'), /contest\.zone/],
    [text.replace('"prizes": 3', '"prizes": 3, "prizes": 3'), /twice/],
    [text.replace('"prizes": 3', '"prizes": 3.0'), /unusual/],
    [text.replace('"prizes": 3', '"__proto__": 3, "prizes": 3'), /__proto__|twice|unusual/],
    [text.replace('c-17', 'c-\\u0031\\u0037'), /unusual/],
    [text.replace('c-17', 'c\\n17'), /contest\.id/],
  ])('CON-07 %#: it says why', (changed, why) => {
    const read = readProof(changed);
    expect(read.type === 'unreadable' ? read.reasons.join('\n') : read.type).toMatch(why);
  });

  test('CON-07 a path cannot lead out of the folder of the proof', () => {
    for (const name of ['../entries.txt', '/etc/passwd', 'a/b', '..', '.hidden', 'a\\b']) {
      expect(readProof(writeProof({ ...proof, list: { type: 'file', name } })).type).toBe('unreadable');
    }
  });

  test('CON-07 what no reader would take is never written', () => {
    const frozen = aFrozen({ contest: { id: 'c', name: 'x'.repeat(201), zone: 'UTC' } });
    const made = atOnce(makeProof(frozen, atOnce(announce(frozen)), aDrawn()));
    expect(made).toMatchObject({ type: 'unreadable' });
  });
});
