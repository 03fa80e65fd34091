import type { IncomingHttpHeaders } from 'node:http';
import type { MessageClass } from '../rules/message-class';

export type { MessageClass };

/** A text on its way to a handset. */
export interface OutboundText {
  /** Ours, and the same on every resend: a carrier that deduplicates by it sends one message. */
  readonly id: string;
  /** The short code it leaves from, digits only. */
  readonly from: string;
  /** The handset's number, E.164 digits without the plus. */
  readonly to: string;
  readonly text: string;
  readonly class: MessageClass;
  /** What the carrier gave with the text this answers, echoed as it came. */
  readonly linkId?: string;
  readonly expiresAt?: Date;
}

/**
 * What became of one attempt. The dispatcher decides what to do about it; a connector only tells the truth.
 * `unknown` means the carrier may have it.
 */
export type Outcome =
  | { readonly type: 'accepted'; readonly remoteId: string }
  | { readonly type: 'refused'; readonly code: string; readonly reason: string }
  | { readonly type: 'throttled'; readonly retryAfterMs: number }
  | { readonly type: 'unreachable'; readonly reason: string }
  | { readonly type: 'unknown'; readonly reason: string };

/** A text as a carrier handed it over, before we know what it is to us. */
export interface HeardText {
  /** The carrier's own id; without one, duplicates are found by content. */
  readonly remoteId?: string;
  readonly from: string;
  readonly to: string;
  /** Already decoded; for a part sent as bytes, empty (see `concat.bytes`). */
  readonly text: string;
  readonly sentAt?: Date;
  readonly linkId?: string;
  readonly operator?: string;
  readonly concat?: HeardPart;
  /** What arrived, when decoding it lost something (NUL, lone surrogates, broken UTF-8). */
  readonly originalBytes?: Buffer;
}

export interface HeardPart {
  readonly ref: number;
  /** Bits of the reference: two long texts with the same value and different widths are two texts. */
  readonly width: 8 | 16;
  /** From 1. */
  readonly part: number;
  readonly total: number;
  /** UCS-2 big-endian bytes of the part, when the carrier sends bytes: joined before they are decoded. */
  readonly bytes?: Buffer;
}

export type ReportState = 'delivered' | 'failed' | 'expired' | 'rejected' | 'enroute' | 'unknown';

/** A delivery report as a carrier handed it over. */
export interface HeardReport {
  readonly remoteId?: string;
  /** Our own id, where the dialect echoes it (Kannel's dlr-url, a callback URL): it is matched first. */
  readonly echoedId?: string;
  readonly state: ReportState;
  readonly at?: Date;
  readonly error?: string;
  /** What arrived, kept for ever. */
  readonly raw: string;
}

/** One element of a request that could not be read. Its neighbours are accepted all the same. */
export interface Unreadable {
  readonly error: { readonly code: string; readonly detail: string };
}

/** A request of a carrier, as raw as the network gave it. */
export interface CarrierRequest {
  readonly method: string;
  /** As the carrier addressed it, PUBLIC_URL included: what signatures are made over. */
  readonly publicUrl: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly remoteAddress: string;
}

/** What a dialect read out of a request: items in order, or a refusal of the whole request. */
export type Reading<T> =
  | { readonly type: 'items'; readonly items: readonly (T | Unreadable)[]; readonly single: boolean }
  | {
      readonly type: 'refused';
      readonly status: 400 | 413 | 415 | 422;
      readonly code: string;
      readonly detail: string;
    };

/** What the inbox says of each text, in the order of the reading. */
export type Heard = { readonly id: string; readonly duplicate: boolean } | Unreadable;

export interface CarrierAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What a connector is given to speak with: its settings, and where to hand over what arrives by itself (SMPP, the simulator). */
export interface Ear {
  hearTexts(texts: readonly HeardText[]): Promise<readonly Heard[]>;
  hearReports(reports: readonly HeardReport[]): Promise<void>;
}

/**
 * One open carrier link.
 *
 * 1. submit() MUST answer one outcome per text, in order, and resolve for everything the carrier can cause; it throws only for our bugs.
 * 2. submit() MUST give up within 30 seconds and MAY NOT retry; retrying is the dispatcher's.
 * 3. A connector MAY NOT touch Parola's tables, or know what a campaign is.
 * 4. close() stops new work, waits for the submits in flight, then resolves.
 * 5. A failure before the first byte left is `unreachable`; after it, without an answer, `unknown`.
 * 6. A secret MAY NOT appear in an outcome, a log line or an error.
 */
export interface Connector {
  submit(texts: readonly OutboundText[]): Promise<readonly Outcome[]>;
  close(): Promise<void>;
}

/**
 * A dialect: how one family of carriers speaks. Adding one is adding a folder and a line in `protocols.ts`.
 *
 * 1. readSettings() MUST name every fault by its path, and refuse unknown fields.
 * 2. isAuthentic() compares secrets in constant time.
 * 3. readTexts() and readReports() are pure and never throw: a bad element is `Unreadable`, a bad request is `refused`.
 * 4. answerTexts() is called only after the texts are committed.
 */
export interface Protocol<S = unknown> {
  readonly name: string;
  /** Settings that hold secrets, by top-level name: masked wherever settings are shown. */
  readonly secretSettings: readonly string[];
  readSettings(
    raw: unknown,
  ): { readonly settings: S } | { readonly errors: readonly { path: string; message: string }[] };
  isAuthentic(request: CarrierRequest, connector: ConnectorIdentity, settings: S): boolean;
  readTexts(request: CarrierRequest, settings: S): Reading<HeardText>;
  readReports(request: CarrierRequest, settings: S): Reading<HeardReport>;
  answerTexts(heard: readonly Heard[], single: boolean, settings: S): CarrierAnswer;
  answerReports(count: number, settings: S): CarrierAnswer;
  open(connector: ConnectorIdentity, settings: S, ear: Ear): Connector;
}

export interface ConnectorIdentity {
  readonly id: number;
  readonly name: string;
  /** SHA-256 of the connector's own key, hex: what `Authorization: Bearer` is checked against. */
  readonly keyHash: string;
  /** Where this engine is reached from outside, for callback URLs. */
  readonly publicUrl: string;
}
