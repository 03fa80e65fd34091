import { rm } from 'node:fs/promises';

export default async function globalTeardown(): Promise<void> {
  const running = globalThis.parolaTestPostgres;
  if (!running) return;
  globalThis.parolaTestPostgres = undefined;
  await running.server.stop('immediate'); // nothing in it is worth a checkpoint
  await rm(running.folder, { recursive: true, force: true });
}
