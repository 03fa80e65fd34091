import type { Writable } from 'node:stream';
import type { ClientBase, Connection, PoolClient, Submittable } from 'pg';
import type { Tx } from '../../platform/database.service';

/** COPY … FROM STDIN that somebody feeds. */
export interface Copy {
  /**
   * Waits until the piece before has left, so that one travels while the next is filled. Throws what the server threw.
   * @param left called once this piece has left, and its memory may be used again
   */
  write(piece: Buffer, left?: () => void): Promise<void>;
  /** @returns how many rows were stored. */
  end(): Promise<number>;
  /** Ends it without storing anything; the transaction is to be rolled back. */
  abandon(): Promise<void>;
}

/** Begins a copy on the transaction's own connection; nothing else may be asked of it until the copy has ended. */
export async function copyInto(
  tx: Tx,
  table: string,
  columns: readonly string[],
  format: 'binary' | 'text' = 'binary',
): Promise<Copy> {
  const client = (await tx.manager.queryRunner?.connect()) as PoolClient | undefined;
  if (!client) throw new Error('a copy needs a transaction of its own');
  return copyOn(client, table, columns, format);
}

/** The same on any connection. */
export async function copyOn(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  format: 'binary' | 'text' | 'csv',
): Promise<Copy> {
  const copy = new CopyIn(`copy ${table} (${columns.join(', ')}) from stdin (format ${format})`);
  client.query(copy);
  await copy.begun;
  return copy;
}

/** What the driver's connection has for copying; its published types leave it out. */
interface Wire {
  readonly stream: Writable;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

const COPY_DATA = 0x64;
const HEAD_BYTES = 5;

/**
 * The driver has no copying of its own, but hands every message of the server to the query that runs (see pg's client.js). Pieces
 * go to the socket as they are: the driver's serialiser would copy each of them, and keep a buffer of its size for ever.
 */
class CopyIn implements Submittable, Copy {
  readonly begun: Promise<void>;
  private readonly ended: Promise<number>;
  private begin: () => void = () => undefined;
  private finish: (rows: number) => void = () => undefined;
  private fail: (error: Error) => void = () => undefined;
  private wire: Wire | null = null;
  private rows = 0;
  private error: Error | null = null;
  private leaving: Promise<void> = Promise.resolve();

  constructor(private readonly text: string) {
    let failBegin: (error: Error) => void = () => undefined;
    let failEnd: (error: Error) => void = () => undefined;
    this.begun = new Promise((resolve, reject) => {
      this.begin = resolve;
      failBegin = reject;
    });
    this.ended = new Promise((resolve, reject) => {
      this.finish = resolve;
      failEnd = reject;
    });
    this.fail = (error) => {
      failBegin(error);
      failEnd(error);
    };
    // Whoever writes or ends hears of it; until then it must not count as nobody's.
    this.begun.catch(() => undefined);
    this.ended.catch(() => undefined);
  }

  async write(piece: Buffer, left: () => void = () => undefined): Promise<void> {
    await this.leaving;
    const { stream } = this.running();
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    head.writeUInt8(COPY_DATA, 0);
    head.writeInt32BE(piece.length + HEAD_BYTES - 1, 1);
    // A connection that breaks calls back too; what broke it is thrown by whatever is asked next.
    this.leaving = new Promise((resolve) => {
      stream.cork();
      stream.write(head);
      stream.write(piece, () => {
        left();
        resolve();
      });
      stream.uncork();
    });
  }

  async end(): Promise<number> {
    await this.leaving;
    this.running().endCopyFrom();
    return this.ended;
  }

  async abandon(): Promise<void> {
    if (this.error || !this.wire) return;
    this.wire.sendCopyFail('abandoned');
    // The server answers with an error, which is what was asked for.
    await this.ended.catch(() => undefined);
  }

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: Connection): void {
    this.wire = connection as Connection & Wire;
    this.begin();
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.finish(this.rows);
  }

  handleError(error: Error): void {
    this.error = error;
    this.fail(error);
  }

  private running(): Wire {
    if (this.error) throw this.error;
    if (!this.wire) throw new Error('the copy has not begun');
    return this.wire;
  }
}
