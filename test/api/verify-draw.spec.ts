import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { AUDIT_COLUMNS, auditChain } from '../../src/campaigns/competition/draw/audit-chain';
import { readEntryLine } from '../../src/campaigns/competition/draw/entry-line';
import { writeProof, type Proof } from '../../src/campaigns/competition/draw/proof';
import { USAGE, verifyDraw } from '../../src/campaigns/competition/draw/verify-draw.service';
import vector from '../data/draw_kat.json';
import { aProof, sealed, someLines } from '../support/a-draw';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parola-draw-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const proof = aProof();
/** The number and the nonce behind a line of {@link someLines}. */
const whoWrote = (line: number): string[] => [
  '--number',
  `+${989_120_000_000 + line}`,
  '--nonce',
  'abcdefgh-jklmnp',
];
const numberOf = (ticket: string): number => readEntryLine(ticket.split('#')[0] ?? '')?.number ?? 0;
/** A line whose person has no other line, so that the number behind it is the line's own. */
const isAlone = (line: number): boolean => line % 3 === 1;

async function saved(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function verify(...args: string[]) {
  const said: string[] = [];
  const progress: string[] = [];
  const code = await verifyDraw(args, {
    say: (line) => said.push(line),
    progress: (line) => progress.push(line),
  });
  return { code, said: said.join('\n'), progress };
}
const verifyFile = async (own: Proof, ...args: string[]) =>
  verify(await saved('proof.json', writeProof(own)), ...args);

describe('CON-07 npm run verify-draw', () => {
  test('CON-07 says in plain words what was checked and who was drawn, and ends with 0', async () => {
    const { code, said } = await verifyFile(proof);
    expect(code).toBe(0);
    expect(said).toContain('"Golden ticket, بلیت طلایی" (c-17), draw 1, made by parola 0.1.0.');
    expect(said).toContain('Open from 2026-05-01 11:30:00 until before 2026-05-01 21:30:00');
    expect(said).toContain('- 12 entries in the order of recording, none missing, all said in time');
    expect(said).toContain('    line 4: employee of the promoter');
    expect(said).toContain(`Winners: 3\n    1. line ${numberOf(proof.winners[0] ?? '')} (person `);
    expect(said).toContain(`Reserves: 2\n    1. line ${numberOf(proof.reserves[0] ?? '')} (person `);
    expect(said).toContain('1 said in time arrived after the freeze and were not drawn.');
    expect(said).toMatch(/This draw verifies\.$/);
  });

  test('CON-07 names what does not verify, and ends with 1', async () => {
    const swapped = { ...proof, winners: [...proof.reserves, ...proof.winners].slice(0, 3) };
    const { code, said } = await verifyFile(swapped);
    expect(code).toBe(1);
    expect(said).toContain('This draw does NOT verify:');
    expect(said).toContain('- winners: the winners are not those that the draw gives (3 times); first at 1');
    expect(said).not.toContain('This draw verifies.');
  });

  test('CON-07 compares with what was published before the draw', async () => {
    const right = await verifyFile(proof, '--announced', proof.announcementHash);
    expect([right.code, right.said]).toEqual([0, expect.stringContaining('whose hash was published before')]);
    const wrong = await verifyFile(proof, '--announced', 'ab'.repeat(32));
    expect([wrong.code, wrong.said]).toEqual([1, expect.stringContaining('- published: ')]);
  });

  test('CON-07 a person finds themself by their number and the letters of their reply', async () => {
    const lines = Array.from({ length: 12 }, (_, at) => at + 1).filter(isAlone);
    const fates = await Promise.all(
      lines.map(async (line) => {
        const path = await saved(`of-${line}.json`, writeProof(proof));
        const { code, said } = await verify(path, ...whoWrote(line));
        expect(code).toBe(0);
        return said
          .split('\n')
          .at(-1)
          ?.replace(/\(person.*\)/, '…');
      }),
    );
    const drawn = [
      ...proof.winners.map((id, at) => [id, `winner ${at + 1}`]),
      ...proof.reserves.map((id, at) => [id, `reserve ${at + 1}`]),
    ];
    const placeOf = new Map(drawn.map(([id = '', place]) => [numberOf(id), `drawn as ${place}`]));
    expect(fates).toEqual(
      lines.map((line) => {
        const fate = line === 4 ? 'excluded before the freeze: employee of the promoter' : placeOf.get(line);
        return `Your entry: line ${line} …: ${fate ?? 'took part and was not drawn'}.`;
      }),
    );
    expect((await verifyFile(proof, ...whoWrote(100))).said).toContain(
      'Yours, but arrived after the freeze and not drawn: 1|',
    );
    expect((await verifyFile(proof, ...whoWrote(98))).said).toContain(
      "No entry is that number's with that nonce",
    );
  });

  test('CON-07 reads the list from the file beside the proof, whatever its size', async () => {
    const lines = someLines(120_000);
    const { code, said } = await verifyFile(aProof({ lines, seals: sealed(lines) }, { file: 'entries.txt' }));
    expect([code, said]).toEqual([2, expect.stringMatching(/entries\.txt cannot be read: ENOENT\.$/)]);
    await saved('entries.txt', `${lines.join('\n')}\n`);
    const whole = await verify(join(folder, 'proof.json'), ...whoWrote(100_000));
    expect(whole.code).toBe(0);
    expect(whole.said).toMatch(/Your entry: line 100000 .*: took part and was not drawn\./);
    expect(whole.progress).toEqual([
      '100000 of 120000 entries read …',
      'Sorting the entries and drawing again …',
    ]);
    await saved('entries.txt', `${lines.join('\r\n')}\r\n`);
    expect((await verify(join(folder, 'proof.json'))).said).toContain(
      '- line: an entry is not of the form number|hash|tickets|instant (120000 times); first at 1',
    );
    await saved('entries.txt', 'x'.repeat(70_000));
    expect(await verify(join(folder, 'proof.json'))).toMatchObject({
      code: 2,
      said: expect.stringMatching(/no list of entries/) as string,
    });
  });

  test('CON-07 what cannot be checked ends with 2 and one clear sentence', async () => {
    const [path, nonsense] = [
      await saved('proof.json', writeProof(proof)),
      await saved('x.json', '{"winners":'),
    ];
    expect(await verify()).toMatchObject({ code: 2, said: USAGE });
    expect(await verify(path, nonsense)).toMatchObject({ code: 2, said: USAGE });
    expect(await verify(path, '--nmber', '1')).toMatchObject({ code: 2, said: USAGE });
    expect(await verify(join(folder, 'none.json'))).toMatchObject({
      code: 2,
      said: expect.stringMatching(/ENOENT\.$/) as string,
    });
    expect(await verify(folder)).toMatchObject({
      code: 2,
      said: expect.stringMatching(/EISDIR\.$/) as string,
    });
    expect(await verify(nonsense)).toMatchObject({
      code: 2,
      said: expect.stringMatching(/no proof of a draw:\n- it is not JSON$/) as string,
    });
    expect(await verify(path, '--announced', 'abc')).toMatchObject({
      code: 2,
      said: '--announced must be 64 lower-case hex digits.',
    });
    expect(await verify(path, '--number', '989120000001')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/belong together/) as string,
    });
    expect(await verify(path, '--number', '0912', '--nonce', 'ABC')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/international form/) as string,
    });
    expect(await verify(path, '--number', '989120000001', '--nonce', '12')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/no nonce/) as string,
    });
  });
});

test('CON-07 the page for strangers works the vector out, and names every field of the file', async () => {
  const page = await readFile(join(__dirname, '../../docs/draw-verification.md'), 'utf8');
  const { serverSeed, commit, beacon, result } = vector;
  const { winners, reserves, entriesHash, drawSeed } = result;
  const numbers = [serverSeed, commit, beacon, entriesHash, drawSeed, ...winners, ...reserves];
  expect(numbers.filter((number) => !page.includes(number))).toEqual([]);
  const fields = [...Object.keys(proof), ...Object.keys(proof.announcement), ...Object.keys(proof.reveal)];
  const own = fields.filter((field) => !['format', 'version'].includes(field));
  expect(own.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  expect(page).toContain(AUDIT_COLUMNS.join());
});

describe('CON-13 npm run verify-draw -- --audit', () => {
  const row = {
    person: 'aa',
    saidAt: '2026-05-01T08:00:00.000Z',
    code: '',
    shortcode: '2050',
    keyword: 'WIN',
    textHash: 'bb',
    decision: 'accepted',
    reason: 'said "win", and won',
    replyId: '',
    chargeId: '',
  };
  const rows = [...auditChain(['1', '2', '3'].map((id) => ({ id, ...row })))];
  const csv = stringify(rows, { header: true, columns: [...AUDIT_COLUMNS] });
  const head = rows.at(-1)?.hash ?? '';

  test('CON-13 a stranger checks the chain from the CSV alone', async () => {
    const path = await saved('audit.csv', csv);
    expect(await verify('--audit', path)).toMatchObject({
      code: 0,
      said: `3 rows, each following from the one before. Compare its end with the one published: ${head}`,
    });
    expect(await verify('--audit', path, '--head', head)).toMatchObject({ code: 0 });
    expect(await verify('--audit', path, '--head', 'ab'.repeat(32))).toMatchObject({ code: 1 });
  });

  test('CON-13 a changed row is named, and what is no CSV says so', async () => {
    const changed = await verify(
      '--audit',
      await saved('changed.csv', csv.replace(',accepted,', ',refused,')),
    );
    expect(changed).toMatchObject({
      code: 1,
      said: 'This export is NOT whole:\n- hash in row 2: a row was changed',
    });
    const broken = await verify('--audit', await saved('broken.csv', `${csv}4,"aa`));
    expect(broken).toMatchObject({
      code: 2,
      said: expect.stringMatching(/broken\.csv is no CSV: /) as string,
    });
  });
});
