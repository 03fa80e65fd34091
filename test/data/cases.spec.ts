import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const SUITES = [
  'route-specificity',
  'keyword-validity',
  'tokenise',
  'normalise',
  'separators',
  'prefix-trap',
  'stop-help',
  'keyword-window',
  'dedupe',
  'loop-guard',
  'session-precedence',
  'concat',
  'answer-tests',
  'two-level',
  'contest-subscription',
  'money',
];
/** Suites whose cases are read from the file and run as they stand. */
const TABLES = ['route-specificity', 'tokenise', 'normalise', 'separators', 'prefix-trap', 'stop-help'];

const { suites } = JSON.parse(readFileSync(join(__dirname, 'acceptance-cases.json'), 'utf8')) as {
  readonly suites: readonly { readonly id: string; readonly cases: readonly { readonly id: string }[] }[];
};
const casesOf = (wanted: readonly string[]) => suites.filter(({ id }) => wanted.includes(id)).flatMap(({ cases }) => cases.map(({ id }) => id));

const readme = readFileSync(join(__dirname, 'README.md'), 'utf8');
const listed = [...readme.matchAll(/^\| ([a-z0-9, ]+?) \|/gm)].flatMap(([, ids = '']) => ids.split(', ')).filter((id) => /^[a-z]{2}\d+$/.test(id));

const tests = ['src', 'test']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(ROOT, folder, path)))
  .filter((path) => /\.(spec|story)\.ts$/.test(path) && path !== __filename)
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

test('every case of the sixteen suites is a test, or stands in the README with its reason', () => {
  const told = new Set(casesOf(TABLES));
  const forgotten = casesOf(SUITES).filter((id) => !told.has(id) && !listed.includes(id) && !new RegExp(`\\b${id}\\b`).test(tests));
  expect(forgotten).toEqual([]);
});

test('the README names only cases that exist, each once', () => {
  const known = new Set(casesOf(SUITES));
  expect(listed.filter((id) => !known.has(id))).toEqual([]);
  expect(listed.filter((id, at) => listed.indexOf(id) !== at)).toEqual([]);
  expect(listed.length).toBeGreaterThan(20);
});
