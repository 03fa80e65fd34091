import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { OnApplicationShutdown } from '@nestjs/common';
import {
  hostOf,
  portOf,
  readRules,
  refusalOfAddress,
  refusalOfUrl,
  type OutboundRules,
} from './outbound-http-rules';

/** One request to a server whose address a brand chose. */
export interface OutboundCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For everything together, from the name's resolution to the answer's last byte; the client's own unless told. */
  readonly timeoutMs?: number;
}

export type OutboundOutcome =
  /** `body` is null when it was larger than 64 KiB. A redirect is an answer: nobody follows it. */
  | { readonly type: 'answered'; readonly status: number; readonly body: string | null }
  /** Nothing left: the address may not be called. */
  | { readonly type: 'forbidden'; readonly reason: string }
  /** No answer. What was sent may have arrived. */
  | { readonly type: 'unanswered'; readonly reason: string };

/** All addresses of a name. Rejects when it has none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const OUTBOUND_LIMITS = { answerBytes: 64 * 1024 } as const;
const DNS_OPTIONS = { timeout: 1_500, tries: 2 };
/** Shorter than any server we know keeps an idle connection, so that we seldom write into one that is being closed. */
const AGENT_OPTIONS = { keepAlive: true, maxFreeSockets: 8, timeout: 4_000 };

class Forbidden extends Error {}

/**
 * Calls servers that somebody else named, without letting them reach inside: every address a name resolves to is judged, and the
 * connection is opened to the addresses that were judged and to no other, so a name that changes its mind gains nothing.
 */
export class OutboundHttp implements OnApplicationShutdown {
  private readonly rules: OutboundRules;
  private readonly agents = {
    'http:': new http.Agent(AGENT_OPTIONS),
    'https:': new https.Agent(AGENT_OPTIONS),
  };

  /** @param allow the words of OUTBOUND_ALLOW. */
  constructor(
    allow: readonly string[],
    private readonly timeoutMs: number,
    private readonly resolve: Resolve = resolveByDns,
  ) {
    this.rules = readRules(allow);
  }

  onApplicationShutdown(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }

  /** Why this address would be refused without even asking what it resolves to; null when it may be tried. */
  refusalOf(url: string): string | null {
    return refusalOfUrl(url, this.rules);
  }

  /** Makes one request. It never rejects, and takes no longer than its time. */
  call(call: OutboundCall): Promise<OutboundOutcome> {
    const refusal = this.refusalOf(call.url);
    if (refusal !== null) return Promise.resolve({ type: 'forbidden', reason: refusal });
    const { timeoutMs = this.timeoutMs } = call;
    return new Promise((resolve) => {
      let request: http.ClientRequest | null = null;
      const late = setTimeout(
        () => request?.destroy(new Error(`no answer within ${timeoutMs} ms`)),
        timeoutMs,
      );
      const end = (outcome: OutboundOutcome): void => {
        clearTimeout(late);
        resolve(outcome);
      };
      const attempt = (): void => {
        request = this.send(call, end, attempt);
      };
      attempt();
    });
  }

  /** @param again makes the request once more: a kept connection was closed by the other side just as we wrote into it. */
  private send(
    { url: address, method, headers, body }: OutboundCall,
    end: (outcome: OutboundOutcome) => void,
    again: () => void,
  ): http.ClientRequest {
    const url = new URL(address);
    const isSecure = url.protocol === 'https:';
    const request = (isSecure ? https : http).request(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
      agent: isSecure ? this.agents['https:'] : this.agents['http:'],
      lookup: this.lookupOf(url),
    });
    let hasAnswer = false;
    request.on('response', (answer) => {
      hasAnswer = true;
      collect(answer, end);
    });
    request.on('error', (error: Error & { code?: string }) => {
      if (!hasAnswer && request.reusedSocket && error.code === 'ECONNRESET') return again();
      end(
        error instanceof Forbidden
          ? { type: 'forbidden', reason: error.message }
          : { type: 'unanswered', reason: reasonOf(error) },
      );
    });
    request.end(body);
    return request;
  }

  /** Resolves for one connection. Literal addresses never come here: they were judged with the URL. */
  private lookupOf(url: URL): LookupFunction {
    return (_, options, callback) => {
      this.addressesOf(url).then(
        (addresses) => {
          const [first] = addresses;
          if (options.all) callback(null, addresses);
          else callback(null, first.address, first.family);
        },
        (error: unknown) => callback(error as Error, ''),
      );
    };
  }

  /** One address that may not be called spoils the whole name: whoever mixes them means no good. */
  private async addressesOf(url: URL): Promise<[LookupAddress, ...LookupAddress[]]> {
    const target = { host: hostOf(url), port: portOf(url) };
    const found = this.rules.hosts.has(target.host)
      ? (await lookup(target.host, { all: true })).map(({ address }) => address)
      : await this.resolve(target.host);
    for (const address of found) {
      const refusal = refusalOfAddress(address, target, this.rules);
      if (refusal !== null) throw new Forbidden(refusal);
    }
    const [first, ...others] = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (!first) throw new Error('the name has no address');
    return [first, ...others];
  }
}

/**
 * Asks the name servers themselves. The machine's own way (getaddrinfo) would occupy one of four threads for as long as a
 * hostile name server keeps silent; it is kept for hosts that the operator allows, which may stand in the hosts file alone.
 */
async function resolveByDns(host: string): Promise<readonly string[]> {
  const resolver = new Resolver(DNS_OPTIONS);
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason;
  return [v4, v6].flatMap((found) => (found.status === 'fulfilled' ? found.value : []));
}

function collect(answer: http.IncomingMessage, end: (outcome: OutboundOutcome) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const status = answer.statusCode ?? 0;
  answer.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= OUTBOUND_LIMITS.answerBytes) return;
    end({ type: 'answered', status, body: null });
    answer.destroy();
  });
  answer.on('end', () => end({ type: 'answered', status, body: Buffer.concat(chunks).toString('utf8') }));
  answer.on('error', (error) => end({ type: 'unanswered', reason: reasonOf(error) }));
  answer.on('close', () => end({ type: 'unanswered', reason: 'the answer was cut off' }));
}

/** The code says what happened; the message may quote the address, and with it whatever a brand puts there. */
const reasonOf = (error: Error & { code?: string }): string => error.code ?? error.message;
