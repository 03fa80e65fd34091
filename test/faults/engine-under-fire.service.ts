import { startEngine, type EngineProcess } from '../support/engine-process';

/** The engine, always on one port, whatever happens to its process. */
export class EngineUnderFire {
  private engine: EngineProcess | undefined;
  private port: number | undefined;

  constructor(
    private readonly dataDir: string,
    private readonly databaseUrl: string,
    private readonly log: (line: string) => void,
  ) {}

  get door(): { url: string; adminKey: string } {
    if (!this.engine) throw new Error('the engine has not been started');
    return this.engine;
  }

  async start(): Promise<void> {
    const { dataDir, databaseUrl, port } = this;
    this.engine = await startEngine({ dataDir, databaseUrl, ...(port !== undefined && { port }) });
    this.port = Number(new URL(this.engine.url).port);
  }

  async killAndStart(): Promise<void> {
    await this.engine?.kill('SIGKILL');
    this.tell();
    await this.start();
  }

  async end(): Promise<void> {
    await this.engine?.kill('SIGTERM');
    this.tell();
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
