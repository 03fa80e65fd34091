import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import {
  filesIn,
  importsOf,
  longFunctions,
  repeatedNames,
  ROOT,
  withoutComments,
} from './support/source-tree';

const LINES_PER_FILE = 300;

/** Ground floor first: a folder imports only from itself and from folders named before it. */
const FLOORS = [
  'platform',
  'text',
  'rules',
  'access',
  'connectors',
  'catalogue',
  'subscribers',
  'messages',
  'billing',
  'subscriptions',
  'reconciliation',
  'campaigns',
  'engine',
  'outreach',
  'console',
  'demo',
];
/** What a file's name may say about what it touches. Without a role it is pure. */
const ROLES = [
  'pipe',
  'module',
  'controller',
  'guard',
  'processor',
  'command',
  'service',
  'store',
  'client',
  'entity',
  'dto',
  'spec',
  'story',
  'connector',
  'pipeline',
  'filter',
  'interceptor',
  'decorator',
  'token',
];
const PURE_PACKAGES = ['node:crypto', 'luxon', 'libphonenumber-js'];
/** Types are erased: naming one touches nothing. Validation of input is arithmetic on values. */
const DECLARING_PACKAGES = ['zod'];
const FORBIDDEN_FOLDERS = ['utils', 'util', 'helpers', 'common', 'shared', 'lib', 'interfaces', 'misc'];
const IMPURE = [
  /\bnew Date\(\s*\)/,
  /\bDate\.now\b/,
  /\bMath\.random\b/,
  /\bprocess\.(env|hrtime)\b/,
  /\bfetch\(/,
  /\bsetTimeout\(/,
  /\brandom(UUID|Bytes|Int)\b/,
];
const SQL = /`\s*(select|insert into|update|delete from|with)\s+[a-z_*(]/i;
const UNFINISHED = /\b(TODO|FIXME)\b/;
const SKIPPED = /\b(describe|test|it)\.(only|skip|todo|failing)\b|\b(xtest|xit|fdescribe|xdescribe|fit)\(/;
const FORBIDDEN_TYPES = /\bas any\b|: any\b|<any>|eslint-disable|@ts-(ignore|nocheck|expect-error)/;

const sources = filesIn('src');
const tests = [...filesIn('test'), ...sources.filter(({ path }) => isSpec(path))];
const own = sources.filter(({ path }) => !isSpec(path));
const all = [...sources, ...filesIn('test'), ...filesIn('migrations')];
const self = relative(ROOT, __filename);

function isSpec(path: string): boolean {
  return /\.(spec|story)\.ts$/.test(path);
}

function roleOf(path: string): string | null {
  return /^[^.]+\.([^.]+)\.ts$/.exec(path.split('/').at(-1) ?? '')?.[1] ?? null;
}

/** The roots of the tree start processes and wire them: they are above the floors. */
const isRoot = (path: string): boolean => dirname(path) === 'src';
const isPure = (path: string): boolean => roleOf(path) === null && !isRoot(path);
const floorOf = (path: string): number => FLOORS.indexOf(path.split('/')[1] ?? '');

const targetOf = (path: string, from: string): string => `${normalize(join(dirname(path), from))}.ts`;

describe('the shape of the tree', () => {
  test('every folder is on a floor, and none is a drawer for odds and ends', () => {
    const folders = [
      ...new Set(
        sources
          .map(({ path }) => path.split('/'))
          .filter((parts) => parts.length > 2)
          .map((parts) => parts[1] ?? ''),
      ),
    ];
    expect(folders.filter((folder) => !FLOORS.includes(folder))).toEqual([]);
    const drawers = all.filter(({ path }) =>
      dirname(path)
        .split('/')
        .some((part) => FORBIDDEN_FOLDERS.includes(part)),
    );
    expect(drawers.map(({ path }) => path)).toEqual([]);
  });

  test('a folder imports only from floors below', () => {
    const breaches = own
      .filter(({ path }) => !isRoot(path))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ from }) => from.startsWith('.'))
          .map(({ from }) => targetOf(file.path, from))
          .filter((target) => floorOf(target) > floorOf(file.path))
          .map((target) => `${file.path} → ${target}`),
      );
    expect(breaches).toEqual([]);
  });

  test('there are no barrels', () => {
    const barrels = own.filter(
      (file) => /(^|\/)index\.ts$/.test(file.path) || /^export \* from/m.test(file.text),
    );
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });

  test('every role in a name is a known one', () => {
    const unknown = own.filter(
      ({ path }) => !isRoot(path) && roleOf(path) !== null && !ROLES.includes(roleOf(path) ?? ''),
    );
    expect(unknown.map(({ path }) => path)).toEqual([]);
  });
});

describe('the suffix says what a file may touch', () => {
  const pure = own.filter(({ path }) => isPure(path));

  test('a file without a role imports only what is pure', () => {
    const breaches = pure.flatMap((file) =>
      importsOf(file)
        .filter(({ isType }) => !isType)
        .filter(({ from }) =>
          from.startsWith('.')
            ? !isPure(targetOf(file.path, from))
            : ![...PURE_PACKAGES, ...DECLARING_PACKAGES].includes(from),
        )
        .map(({ from }) => `${file.path} imports ${from}`),
    );
    expect(breaches).toEqual([]);
  });

  test('a file without a role has no clock, no dice and no network', () => {
    const breaches = pure.flatMap(({ path, text }) =>
      IMPURE.filter((pattern) => pattern.test(withoutComments(text))).map(
        (pattern) => `${path}: ${pattern.source}`,
      ),
    );
    expect(breaches).toEqual([]);
  });

  test('SQL stands in stores only', () => {
    const breaches = own.filter(
      ({ path, text }) =>
        !['store', 'entity'].includes(roleOf(path) ?? '') && SQL.test(withoutComments(text)),
    );
    expect(breaches.map(({ path }) => path)).toEqual([]);
  });

  test('the network is spoken to by clients only', () => {
    const wires = ['node:http', 'node:https', 'node:tls'];
    const breaches = own.filter(
      (file) =>
        !['client', 'connector'].includes(roleOf(file.path) ?? '') &&
        importsOf(file).some(({ from, isType }) => !isType && wires.includes(from)),
    );
    expect(breaches.map(({ path }) => path)).toEqual([]);
  });
});

describe('sizes', () => {
  test(`no file has more than ${LINES_PER_FILE} lines`, () => {
    const long = [...sources, ...filesIn('test')].filter(
      ({ text }) => text.split('\n').length - 1 > LINES_PER_FILE,
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('no function has more than 60 lines', () => {
    expect([...own, ...filesIn('migrations')].flatMap(longFunctions)).toEqual([]);
  });
});

describe('what is left lying about', () => {
  const others = all.filter(({ path }) => path !== self);

  test('nothing is unfinished, nothing is skipped, no test runs alone', () => {
    expect(
      others
        .filter(({ path, text }) => UNFINISHED.test(text) || (isSpec(path) && SKIPPED.test(text)))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('no type is given up', () => {
    expect(
      others.filter(({ text }) => FORBIDDEN_TYPES.test(withoutComments(text))).map(({ path }) => path),
    ).toEqual([]);
  });

  test('no test has the name of another in its file', () => {
    expect(tests.flatMap(repeatedNames)).toEqual([]);
  });

  test('.env.example shows every variable of the configuration, and no other', () => {
    const config = readFileSync(join(ROOT, 'src/platform/config.ts'), 'utf8');
    const read = [...config.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name).sort();
    const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const shown = [...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name).sort();
    expect(read.length).toBeGreaterThan(5);
    expect(shown).toEqual(read);
  });
});
