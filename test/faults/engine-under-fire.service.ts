import { keepStarting, type EngineProcess } from '../support/engine-process';
import { Pulse } from './stalls.service';

const LOOK_EVERY_MS = 100;
const LAST_WORDS_CHARS = 1_500;

/** The engine, always on one port, whatever happens to its process. */
export class EngineUnderFire {
  /** Times the process ended although nobody had killed it. */
  deaths = 0;
  private engine: EngineProcess | undefined;
  private port: number | undefined;
  private isBusy = false;
  private readonly pulse = new Pulse();
  private readonly watch: NodeJS.Timeout;

  constructor(
    private readonly dataDir: string,
    private readonly databaseUrl: string,
    private readonly log: (line: string) => void,
  ) {
    this.watch = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  /** The longest time for which it may have stood still while it lived. */
  get stalledMs(): number {
    return this.pulse.slowestMs;
  }

  get door(): { url: string; adminKey: string } {
    if (!this.engine) throw new Error('the engine has not been started');
    return this.engine;
  }

  /** An orchestrator would try again until the database is there. */
  async start(): Promise<void> {
    const { dataDir, databaseUrl, port } = this;
    this.isBusy = true;
    this.engine = await keepStarting({ dataDir, databaseUrl, ...(port !== undefined && { port }) });
    this.port = Number(new URL(this.engine.url).port);
    this.isBusy = false;
  }

  /** @param meanwhile what is done while there is no engine */
  async killAndStart(meanwhile?: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    await this.engine?.kill('SIGKILL');
    this.tell();
    await meanwhile?.();
    await this.start();
  }

  async end(): Promise<void> {
    clearInterval(this.watch);
    await this.engine?.kill('SIGTERM');
    this.tell();
  }

  private async look(): Promise<void> {
    if (this.isBusy || !this.engine) return;
    if (isAlive(this.engine.pid)) return this.pulse.feel(this.engine.url);
    this.isBusy = true;
    this.deaths++;
    this.log(`the engine died by itself: ${this.engine.output().slice(-LAST_WORDS_CHARS)}`);
    await this.start().catch((error: unknown) => {
      this.isBusy = false; // the database may be away; the next look tries again
      this.log(
        `it could not be started: ${error instanceof Error ? error.message.slice(0, LAST_WORDS_CHARS) : String(error)}`,
      );
    });
  }

  /** What it logged as errors, each kind once. */
  private tell(): void {
    const kinds = new Map<string, number>();
    for (const line of this.engine?.output().split('\n') ?? []) {
      const kind = line.includes('"level":50') ? (/"message":"([^"]*)"/.exec(line)?.[1] ?? line) : '';
      if (kind !== '') kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    for (const [kind, count] of kinds) this.log(`the engine logged ${count} × ${kind.slice(0, 300)}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
