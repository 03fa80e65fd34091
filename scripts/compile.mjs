// node scripts/compile.mjs <target>: the sources as JavaScript, in the same layout. A process of its own, so that the
// compiler's memory is given back before the engine starts.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';
import { root } from './lock.mjs';
import { sources } from './sources.mjs';

const target = process.argv[2];

async function compile(path) {
  const output = join(target, relative(root, path));
  mkdirSync(dirname(output), { recursive: true });
  if (!path.endsWith('.ts')) return copyFileSync(path, output);
  const javascript = output.replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(path, {
    cwd: root,
    swcrc: true,
    filename: path,
    outputPath: javascript,
  });
  writeFileSync(javascript, map ? `${code}\n//# sourceMappingURL=${basename(javascript)}.map\n` : code);
  if (map) writeFileSync(`${javascript}.map`, map);
}

await Promise.all(sources().map(compile));
