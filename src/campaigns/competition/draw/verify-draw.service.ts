import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { CsvError, parse } from 'csv-parse';
import { normaliseMsisdn } from '../../../text/msisdn';
import { AuditCheck } from './audit-chain';
import { linesIn, ProofCheck } from './check-proof';
import { personHash, readNonce } from './entry-line';
import { LIMITS } from './limits';
import { readProof, type Proof } from './proof';
import { reportOf, reportOnAudit, reportOnPerson } from './report';
import { atOnce } from './slices';

/** Where a verification speaks: its answer, and how far it has come. */
export interface Voice {
  say(line: string): void;
  progress(line: string): void;
}

/** 0: it verifies. 1: it does not. 2: there was nothing that could be checked. */
export type ExitCode = 0 | 1 | 2;

export const USAGE = `npm run verify-draw proof.json
npm run verify-draw proof.json -- --announced <the announcement's hash, as published before the draw>
npm run verify-draw proof.json -- --number 989121234567 --nonce <the letters in your reply>
npm run verify-draw -- --audit export.csv [--head <the hash it ends with>]`;

const OPTIONS = {
  announced: { type: 'string' },
  number: { type: 'string' },
  nonce: { type: 'string' },
  audit: { type: 'string' },
  head: { type: 'string' },
} as const;
const PROOF_BYTES = 256 * 1024 * 1024;
const LINE_CHARS = 1_000;
const PROGRESS_LINES = 100_000;
const HASH = /^[0-9a-f]{64}$/;

/** What the person at the terminal got wrong, or a file that is not what it should be. */
class Unusable extends Error {}

/** Checks the proof, or the audit export, that the arguments name. Needs no database, no server and no network. */
export async function verifyDraw(args: readonly string[], voice: Voice): Promise<ExitCode> {
  try {
    const { values, positionals } = argumentsOf(args);
    const [path, ...others] = positionals;
    if (values.audit !== undefined && path === undefined)
      return await verifyAudit(values.audit, values.head, voice);
    if (path === undefined || others.length > 0 || values.audit !== undefined) throw new Unusable(USAGE);
    return await verifyProof(path, values, voice);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    voice.say(error.message);
    return 2;
  }
}

function argumentsOf(args: readonly string[]) {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    throw new Unusable(USAGE);
  }
  for (const option of ['announced', 'head'] as const) {
    const hash = parsed.values[option];
    if (hash !== undefined && !HASH.test(hash))
      throw new Unusable(`--${option} must be 64 lower-case hex digits.`);
  }
  return parsed;
}

async function verifyProof(
  path: string,
  { announced, number, nonce }: { announced?: string; number?: string; nonce?: string },
  voice: Voice,
): Promise<ExitCode> {
  const person = personOf(number, nonce);
  const proof = await proofAt(path);
  const check = new ProofCheck(proof, announced);
  const found: string[] = [];
  let count = 0;
  for await (const line of linesOf(proof, path)) {
    check.add(line);
    if (person !== null && line.includes(`|${person}|`)) found.push(line);
    count += 1;
    if (count % PROGRESS_LINES === 0)
      voice.progress(`${count} of ${proof.announcement.list.lines} entries read …`);
  }
  if (count >= PROGRESS_LINES) voice.progress('Sorting the entries and drawing again …');
  const checked = atOnce(check.finish());
  for (const line of reportOf(proof, checked, announced)) voice.say(line);
  if (person !== null) {
    for (const line of reportOnPerson(proof, { person, lines: found, verifies: checked.ok })) voice.say(line);
  }
  return checked.ok ? 0 : 1;
}

function personOf(number: string | undefined, nonce: string | undefined): string | null {
  if (number === undefined && nonce === undefined) return null;
  if (number === undefined || nonce === undefined)
    throw new Unusable('--number and --nonce belong together: neither finds you alone.');
  const msisdn = normaliseMsisdn(number);
  if (msisdn === null)
    throw new Unusable(`"${number}" is no number in international form, such as 989121234567.`);
  const letters = readNonce(nonce);
  if (letters === null) throw new Unusable(`"${nonce}" is no nonce: it is the letters in your reply.`);
  return personHash(letters, msisdn);
}

async function proofAt(path: string): Promise<Proof> {
  const { size } = await orUnusable(path, stat(path));
  if (size > PROOF_BYTES) throw new Unusable(`${path} is larger than any proof.`);
  const read = readProof(await orUnusable(path, readFile(path, 'utf8')));
  if (read.type === 'proof') return read.proof;
  throw new Unusable(
    [`${path} is no proof of a draw:`, ...read.reasons.map((reason) => `- ${reason}`)].join('\n'),
  );
}

async function* linesOf(proof: Proof, proofPath: string): AsyncGenerator<string> {
  if (proof.list.type === 'lines') return yield* linesIn(proof);
  const path = join(dirname(proofPath), proof.list.name);
  await orUnusable(path, stat(path));
  let rest = '';
  let count = 0;
  // As Latin-1, so that every byte is a character and none is lost: lines are ASCII, and others must not pass for it.
  for await (const piece of createReadStream(path, 'latin1')) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop() ?? '';
    count += lines.length;
    if (rest.length > LINE_CHARS || count > LIMITS.lines)
      throw new Unusable(`${path} is no list of entries.`);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function verifyAudit(path: string, head: string | undefined, voice: Voice): Promise<ExitCode> {
  await orUnusable(path, stat(path));
  const check = new AuditCheck();
  const cells = createReadStream(path).pipe(
    parse({ bom: true, relax_column_count: true, max_record_size: 100_000 }),
  );
  try {
    for await (const row of cells) check.add(row as string[]);
  } catch (error) {
    if (error instanceof CsvError) throw new Unusable(`${path} is no CSV: ${error.message}`);
    throw error;
  }
  const checked = check.finish(head);
  for (const line of reportOnAudit(checked, head)) voice.say(line);
  return checked.ok ? 0 : 1;
}

async function orUnusable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new Unusable(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
  }
}
