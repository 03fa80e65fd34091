import { connect, type Socket } from 'node:net';

export interface Answered {
  readonly status: number;
  readonly body: string;
}

interface Waiting {
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One keep-alive connection that has one request on its way at a time. It speaks just the HTTP/1.1 the bench needs: on
 * two cores a full client takes a third of what it should leave to the engine.
 */
export class Wire {
  private readonly head: string;
  private received = '';
  private waiting: Waiting | null = null;

  private constructor(
    private readonly socket: Socket,
    { host, pathname }: URL,
    key: string,
  ) {
    this.head = `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: `;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk) => this.take(String(chunk)));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the connection was cut')));
  }

  static open(target: URL, key: string): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(target.port), target.hostname);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.removeListener('error', reject);
        resolve(new Wire(socket, target, key));
      });
    });
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && this.socket.writable;
  }

  /** Rejects when the connection breaks; whether the texts arrived is then unknown. */
  post(json: string): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(`${this.head}${Buffer.byteLength(json)}\r\n\r\n${json}`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: string): void {
    this.received += chunk;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.received.slice(0, end))?.[1];
    if (length === undefined) return this.fail(new Error('an answer without Content-Length'));
    const from = end + 4;
    const until = from + Number(length);
    if (this.received.length < until) return;
    const answered = { status: Number(this.received.slice(9, 12)), body: this.received.slice(from, until) };
    this.received = this.received.slice(until);
    const waiting = this.waiting;
    this.waiting = null;
    waiting?.resolve(answered);
  }

  private fail(error: Error): void {
    this.waiting?.reject(error);
    this.waiting = null;
    this.socket.destroy();
  }
}
