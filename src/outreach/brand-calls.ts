import { Turns } from './turns';

/** What a turn and a call do; both may reach for the world. */
export interface BrandCallsWork<C, M> {
  /** One transaction: notes the calls that have ended, and claims at most `room` of what may be called next. */
  readonly settleAndClaim: (
    brandIds: readonly number[],
    ended: readonly M[],
    room: number,
  ) => Promise<readonly C[]>;
  /** Makes one call; never rejects for anything the server does. */
  readonly make: (call: C) => Promise<M>;
  /** Told of a turn that could not be taken. */
  readonly failed: (error: unknown) => void;
}

export interface BrandCallsLimits {
  /** Calls open from one process. */
  readonly calls: number;
  readonly brandsPerTurn: number;
}

/**
 * Calls to the servers of brands. One turn settles every call that has ended and claims whatever may be called next, of all brands
 * that were rung for; the calls themselves are made outside of it and wait for nobody, so that a server that hangs costs its own
 * brand's places and nothing else.
 */
export class BrandCalls<C, M extends { readonly brandId: number }> {
  private readonly woken = new Set<number>();
  private readonly open = new Set<Promise<void>>();
  private readonly turns = new Turns(
    () => this.woken.size > 0 || this.ended.length > 0,
    () => this.turn(),
    (error) => this.work.failed(error),
  );
  private ended: M[] = [];
  private isStopping = false;

  constructor(
    private readonly limits: BrandCallsLimits,
    private readonly work: BrandCallsWork<C, M>,
  ) {}

  wake(brandId: number): void {
    if (this.isStopping) return;
    this.woken.add(brandId);
    this.turns.proceed();
  }

  /** What is on the wire may come back, and is noted; nothing new leaves. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.open);
    await this.turns.over();
    this.turns.proceed();
    await this.turns.over();
  }

  private async turn(): Promise<void> {
    const ended = this.ended.splice(0);
    const woken = [...this.woken].slice(0, this.limits.brandsPerTurn);
    for (const brandId of woken) this.woken.delete(brandId);
    const brandIds = [...new Set([...woken, ...ended.map(({ brandId }) => brandId)])];
    const room = this.isStopping ? 0 : this.limits.calls - this.open.size;
    try {
      const calls = await this.work.settleAndClaim(brandIds, ended, room);
      // All places were given away: who comes next is called when one is free again.
      if (room > 0 && calls.length === room) for (const brandId of brandIds) this.woken.add(brandId);
      for (const call of calls) this.start(call);
    } catch (error) {
      // Kept for the next turn, to which the sweep wakes us; past the lease another process calls them again.
      this.ended.unshift(...ended);
      throw error;
    }
  }

  private start(call: C): void {
    const work = this.work
      .make(call)
      .then((made) => void this.ended.push(made))
      .finally(() => {
        this.open.delete(work);
        this.turns.proceed();
      });
    this.open.add(work);
  }
}
