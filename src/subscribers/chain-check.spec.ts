import fc from 'fast-check';
import { CHAIN_START, faultsOf, type ChainEnd, type Fault, type KeptConsent } from './chain-check';
import { chainHash, digest, digestOfEvidence } from './consent-chain';

/** Its last byte, 7, makes it a person of lane 7. */
const PERSON = '00000000-0000-4000-8000-000000000007';

function row(seq: number, previous: Buffer, change: Partial<KeptConsent> = {}): KeptConsent {
  const words = `NEWS ${seq}`;
  const shown = 'Welcome. STOP to stop.';
  const evidence = { textId: seq, connectorId: 1 };
  const entry = {
    lane: 7,
    seq,
    person: PERSON,
    scope: 'list:3',
    event: 'opt_in',
    channel: 'text',
    textId: seq,
    purpose: 'list news',
    language: 'en',
    profile: 'it',
    profileVersion: 1,
    wordsDigest: digest(words),
    shownDigest: digest(shown),
    evidenceDigest: digestOfEvidence(evidence),
    saidAt: new Date(seq * 1_000),
    recordedAt: new Date(seq * 1_000 + 5),
  };
  return {
    ...entry,
    words,
    shown,
    evidence,
    hash: chainHash(previous, entry),
    brandId: 1,
    shortcodeId: 2,
    listId: 3,
    subscriberHash: PERSON,
    listBrandId: 1,
    listShortcodeId: 2,
    ...change,
  };
}

function chain(length: number): KeptConsent[] {
  const rows: KeptConsent[] = [];
  for (let seq = 1; seq <= length; seq++) rows.push(row(seq, rows.at(-1)?.hash ?? CHAIN_START.hash));
  return rows;
}

function faultsIn(rows: readonly KeptConsent[]): Fault[] {
  let end: ChainEnd = CHAIN_START;
  return rows.flatMap((kept) => {
    const faults = faultsOf(kept, end);
    end = kept;
    return faults;
  });
}

describe('a consent chain is checked row by row', () => {
  test('SEC-05 an untouched chain has no fault, and neither has one whose words were erased', () => {
    expect(faultsIn(chain(20))).toEqual([]);
    expect(
      faultsIn(chain(20).map((kept) => ({ ...kept, words: null, shown: null, evidence: null }))),
    ).toEqual([]);
  });

  const changes = fc.constantFrom<Partial<KeptConsent>>(
    { person: '00000000-0000-4000-8000-000000000047' },
    { scope: 'all' },
    { event: 'opt_out' },
    { channel: 'import' },
    { textId: null },
    { textId: 999 },
    { purpose: 'list newS' },
    { language: null },
    { profile: 'ir' },
    { profileVersion: 2 },
    { saidAt: new Date(1) },
    { recordedAt: new Date(1) },
    { words: 'JOIN' },
    { shown: '' },
    { evidence: {} },
    { wordsDigest: digest('JOIN') },
    { shownDigest: digest(null) },
    { evidenceDigest: digest(null) },
    { hash: digest('another') },
    { brandId: 9 },
    { shortcodeId: 9 },
    { listId: null },
    { subscriberHash: '00000000-0000-4000-8000-000000000047' },
  );

  test('SEC-05 any one change of any one row is found, at that row or the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), changes, (length, at, change) => {
        const rows = chain(length);
        const place = at % length;
        const tampered = rows.map((kept, index) => (index === place ? { ...kept, ...change } : kept));
        const [first] = faultsIn(tampered);
        expect(first?.seq).toBe(place + 1);
      }),
    );
  });

  test('SEC-05 a chain that lost rows before its end, or had two swapped, is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 12 }), fc.nat(), (length, at) => {
        const rows = chain(length);
        const place = at % (length - 1);
        expect(faultsIn(rows.filter((_, index) => index !== place)).map(({ type }) => type)).toContain('gap');
        const [one, two] = [rows[place], rows[place + 1]];
        if (!one || !two) throw new Error('the place lies within the chain');
        const swapped = rows.map((kept, index) =>
          index === place ? { ...two, seq: one.seq } : index === place + 1 ? { ...one, seq: two.seq } : kept,
        );
        expect(faultsIn(swapped).map(({ type }) => type)).toContain('link');
      }),
    );
  });

  test.each([
    ['code:2', { listId: null, brandId: null, listBrandId: null, listShortcodeId: null }],
    ['brand:1:2', { listId: null, listBrandId: null, listShortcodeId: null }],
    ['all', { listId: null, brandId: null, shortcodeId: null, listBrandId: null, listShortcodeId: null }],
  ])('columns beside the scope %s agree with it, and only they', (scope, columns) => {
    const entry = row(1, CHAIN_START.hash, { ...columns, scope });
    const whole = { ...entry, hash: chainHash(CHAIN_START.hash, entry) };
    expect(faultsOf(whole, CHAIN_START)).toEqual([]);
    expect(faultsOf({ ...whole, listId: 4 }, CHAIN_START)).toEqual([{ type: 'columns', lane: 7, seq: 1 }]);
  });

  test('a row in a lane that is not its person’s is found', () => {
    const entry = { ...row(1, CHAIN_START.hash), lane: 8 };
    expect(faultsOf({ ...entry, hash: chainHash(CHAIN_START.hash, entry) }, CHAIN_START)).toEqual([
      { type: 'columns', lane: 8, seq: 1 },
    ]);
  });
});
