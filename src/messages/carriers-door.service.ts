import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type {
  CarrierAnswer,
  CarrierRequest,
  HeardReport,
  HeardText,
  Heard,
  Reading,
} from '../connectors/connector';
import { CONFIG } from '../platform/config.token';
import type { Config } from '../platform/config';
import { ENGINE_URL, type EngineUrl } from '../platform/engine-url.token';
import { Metrics } from '../platform/metrics.service';
import { isDatabaseAway } from '../platform/problem.filter';
import { problem, type ProblemCode } from '../platform/problem';
import { Connectors, type Link } from './connectors.service';
import { ReportIntake } from './report-intake.service';
import { Overloaded, TextIntake } from './text-intake.service';

/** The largest request a carrier may send. */
export const DOOR_BODY_BYTES = 1_048_576;
/** An unknown connector may have been made a moment ago; the catalogue is asked again at most this often. */
const ASK_AGAIN_MS = 250;

const DOOR = /^\/carriers\/([a-z0-9][a-z0-9-]{0,39})\/(mo|dlr)$/;

/** The carriers' door: a raw handler in front of everything else, with its own proof, limits, time-out, metrics and answers. */
@Injectable()
export class CarriersDoor {
  private readonly logger = new Logger('Door');
  private readonly trusted: BlockList;
  /** A database that hangs is answered 503 within this: the carrier keeps the text and comes again. */
  private readonly answerMs: number;
  private lookedAt = -Infinity;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly connectors: Connectors,
    private readonly texts: TextIntake,
    private readonly reports: ReportIntake,
    private readonly metrics: Metrics,
    @Inject(ENGINE_URL) private readonly engineUrl: EngineUrl,
    @Inject(CONFIG) config: Config,
  ) {
    this.trusted = proxiesOf(config.trustProxy);
    this.answerMs = config.waits.doorMs;
  }

  /** Whether a request is a carrier's; the path alone decides. */
  static isFor(url: string | undefined): boolean {
    return url !== undefined && url.startsWith('/carriers/');
  }

  /** Answers one request, whatever it is; never throws. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    try {
      send(response, await this.answer(request));
    } catch (error) {
      send(response, this.answerFault(error));
    } finally {
      this.metrics.doorMs.observe(performance.now() - started);
    }
  }

  private async answer(request: IncomingMessage): Promise<CarrierAnswer> {
    const target = request.url ?? '';
    const at = target.indexOf('?');
    const [, name, door] = DOOR.exec(at < 0 ? target : target.slice(0, at)) ?? [];
    const link =
      name === undefined ? undefined : (this.connectors.named(name) ?? (await this.lookAgain(name)));
    if (!link) return this.refuse('NOT_FOUND', 'There is no such connector.');
    if (request.method !== 'POST' && request.method !== 'GET')
      return this.refuse('MALFORMED', 'Carriers use GET or POST.');
    const body = await readBody(request);
    if (body === null)
      return this.refuse('TOO_LARGE', `A request may have at most ${DOOR_BODY_BYTES} bytes.`);

    const carrier: CarrierRequest = {
      method: request.method,
      publicUrl: this.engineUrl.value + target,
      query: new URLSearchParams(at < 0 ? '' : target.slice(at + 1)),
      headers: request.headers,
      body,
      remoteAddress: addressOf(request, this.trusted),
    };
    if (!link.protocol.isAuthentic(carrier, link.identity, link.settings))
      return this.refuse('UNAUTHENTICATED', 'The proof of this carrier is missing or wrong.');
    return door === 'mo' ? this.hearTexts(link, carrier) : this.hearReports(link, carrier);
  }

  private async hearTexts(link: Link, carrier: CarrierRequest): Promise<CarrierAnswer> {
    const reading = link.protocol.readTexts(carrier, link.settings);
    if (reading.type === 'refused') return this.refuseReading(reading);
    const readable = reading.items.filter((item): item is HeardText => !('error' in item));
    const heard = await within(this.answerMs, this.texts.hear(link.row, link.settings.homeCountry, readable));
    const answers = readable.length === reading.items.length ? heard : weave(reading, heard);
    return link.protocol.answerTexts(answers, reading.single, link.settings);
  }

  private async hearReports(link: Link, carrier: CarrierRequest): Promise<CarrierAnswer> {
    const reading = link.protocol.readReports(carrier, link.settings);
    if (reading.type === 'refused') return this.refuseReading(reading);
    const readable = reading.items.filter((item): item is HeardReport => !('error' in item));
    await within(
      this.answerMs,
      this.reports.hear(link.row, readable, link.settings.reportIds === 'any form'),
    );
    return link.protocol.answerReports(readable.length, link.settings);
  }

  /** Everybody who does not know a connector waits for the same look; "there is none" is only said after one that succeeded. */
  private async lookAgain(name: string): Promise<Link | undefined> {
    if (!this.looking && performance.now() - this.lookedAt < ASK_AGAIN_MS) return undefined;
    this.looking ??= this.connectors
      .refresh()
      .then(() => void (this.lookedAt = performance.now()))
      .finally(() => (this.looking = null));
    await within(this.answerMs, this.looking);
    return this.connectors.named(name);
  }

  private refuse(code: ProblemCode, detail: string): CarrierAnswer {
    this.metrics.refused.inc({ code });
    const details = problem(code, detail);
    return { status: details.status, contentType: 'application/problem+json', body: JSON.stringify(details) };
  }

  private refuseReading({
    status,
    code,
    detail,
  }: Extract<Reading<unknown>, { type: 'refused' }>): CarrierAnswer {
    this.metrics.refused.inc({ code });
    const known = problem(
      status === 413 ? 'TOO_LARGE' : status === 415 ? 'UNSUPPORTED_TYPE' : 'MALFORMED',
      detail,
    );
    return {
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ ...known, status, code }),
    };
  }

  private answerFault(error: unknown): CarrierAnswer {
    if (error instanceof Overloaded)
      return this.refuse('TOO_MANY', 'More texts are waiting than can be stored; come again shortly.');
    if (error instanceof TooSlow || isDatabaseAway(error))
      return this.refuse('UNAVAILABLE', 'Nothing was stored; come again shortly.');
    this.logger.error(error);
    return this.refuse('UNAVAILABLE', 'Nothing was acknowledged; come again shortly.');
  }
}

class TooSlow extends Error {}

/** Gives up waiting, not the work: a text stored after its 503 is a duplicate when the carrier comes again. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/** Puts the answers of readable elements back between those that were not. */
function weave(reading: Extract<Reading<HeardText>, { type: 'items' }>, heard: readonly Heard[]): Heard[] {
  const next = heard.values();
  return reading.items.map((item) => ('error' in item ? item : (next.next().value as Heard)));
}

/** Null when it is too large. What is too large is read to its end, up to a bound, so that the refusal can be heard. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= DOOR_BODY_BYTES) chunks.push(chunk);
      if (bytes > 8 * DOOR_BODY_BYTES) request.destroy();
    });
    request.on('end', () =>
      resolve(
        bytes > DOOR_BODY_BYTES ? null : chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks),
      ),
    );
    request.on('error', reject);
  });
}

const EMPTY = Buffer.alloc(0);

/** The proxies of TRUST_PROXY: addresses, and ranges such as 10.0.0.0/8. */
function proxiesOf(addresses: readonly string[]): BlockList {
  const proxies = new BlockList();
  for (const entry of addresses) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  return proxies;
}

/** The socket's address, or what a proxy we trust says of it. */
function addressOf({ socket, headers }: IncomingMessage, trusted: BlockList): string {
  const direct = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const forwarded = headers['x-forwarded-for'];
  const isTrusted = direct !== '' && trusted.check(direct, isIPv6(direct) ? 'ipv6' : 'ipv4');
  if (!isTrusted || typeof forwarded !== 'string') return direct;
  return forwarded.split(',').at(-1)?.trim() ?? direct;
}

function send(response: ServerResponse, { status, contentType, body }: CarrierAnswer): void {
  if (response.destroyed || response.headersSent) return;
  const headers: Record<string, string | number> = {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
  };
  if (status === 503 || status === 429) headers['retry-after'] = 1;
  response.writeHead(status, headers);
  response.end(body);
}
