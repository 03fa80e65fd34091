import type { Configuration, ConnectorRow, List, Shortcode } from '../catalogue/configuration';
import { problem, type ProblemDetails } from '../platform/problem';
import { brandNamed, connectorNamed, shortcodeNamed } from '../subscribers/named';
import { normaliseMsisdn } from '../text/msisdn';
import { mayStart, type Intention, type Recipient } from './may-start';
import type { NewOutbound } from './outbox.store';
import type { NewMessageDto } from './send.dto';

/** One element of a request, and what is wrong with it where it cannot be read. */
export type Asked = { readonly wish: NewMessageDto } | { readonly problem: ProblemDetails };

/** A message that is understood: everything it names exists and may be used by its sender. */
export interface Meant {
  readonly wish: NewMessageDto;
  readonly intention: Intention;
  readonly shortcode: Shortcode;
  readonly msisdn: string;
  /** The one asked for; else the recipient's own network decides. */
  readonly connectorId: number | null;
}

/** A message that may leave, and the link it leaves by. */
export interface Leaving {
  readonly meant: Meant;
  readonly connectorId: number;
}

export interface SendContext {
  readonly configuration: Configuration;
  /** Pairs "brand id:shortcode id" that have to do with each other on shared codes. */
  readonly relations: ReadonlySet<string>;
  /** The brand that asks; null for staff, who may send for any. */
  readonly brandId: number | null;
  readonly now: Date;
}

/** Not worth sending later than this, when nobody says: a password is asked for anew after ten minutes. */
const USUAL_TTL_SECONDS = 86_400;
const OTP_TTL_SECONDS = 600;

/** What a wish means, or the first thing in it that means nothing. */
export function understand(
  wish: NewMessageDto,
  context: SendContext,
): Meant | { readonly problem: ProblemDetails } {
  const { configuration, brandId, now } = context;
  const brand = brandNamed(configuration, wish.brand);
  if (!brand || (brandId !== null && brand.id !== brandId)) {
    return { problem: problem('NOT_FOUND', `There is no brand ${wish.brand}.`) };
  }
  const shortcode = shortcodeNamed(configuration, wish.from);
  if (!shortcode || !isTheirs(shortcode, brand.id, context))
    return fault('from', 'is not a code of this brand');
  const list = listOf(wish, configuration, brand.id, shortcode.id);
  if (list === undefined) return fault('list', 'is not a list of this brand on this code');
  const connector = connectorOf(wish, configuration, shortcode.id);
  if (connector === undefined) return fault('connector', 'is no live route of this code');
  const msisdn = normaliseMsisdn(wish.to, configuration.profileOf(shortcode, now).country);
  if (msisdn === null) return fault('to', 'is not a telephone number');
  const intention = {
    brandId: brand.id,
    shortcodeId: shortcode.id,
    listId: list?.id ?? null,
    class: wish.class,
  };
  return { wish, intention, shortcode, msisdn, connectorId: connector?.id ?? null };
}

const NOBODY: Recipient & { readonly operator: null } = {
  blocked: false,
  operator: null,
  standings: new Map(),
  suppressions: [],
};

/** Whether it may leave, and by which link. Somebody we never met has said nothing. */
export function judge(
  meant: Meant,
  recipient: (Recipient & { readonly operator: string | null }) | undefined,
  { configuration, now }: SendContext,
): Leaving | { readonly problem: ProblemDetails } {
  const known = recipient ?? NOBODY;
  const verdict = mayStart(known, meant.intention, configuration.profileOf(meant.shortcode, now));
  switch (verdict.type) {
    case 'opted out':
      return { problem: problem('RECIPIENT_OPTED_OUT', `They said no at ${verdict.saidAt.toISOString()}.`) };
    case 'suppressed':
      return {
        problem: problem('SUPPRESSED', `They are on the list "${verdict.by}".`, { registry: verdict.by }),
      };
    case 'may': {
      const connectorId =
        meant.connectorId ?? configuration.connectorFor(meant.shortcode.id, known.operator)?.id;
      return connectorId === undefined ? fault('from', 'has no live route') : { meant, connectorId };
    }
  }
}

export function toOutbound({ meant, connectorId }: Leaving, subscriberId: number, now: Date): NewOutbound {
  const { wish, intention } = meant;
  const ttlSeconds = wish.ttlSeconds ?? (wish.class === 'otp' ? OTP_TTL_SECONDS : USUAL_TTL_SECONDS);
  return {
    textId: null,
    ordinal: null,
    subscriberId,
    connectorId,
    shortcodeId: intention.shortcodeId,
    brandId: intention.brandId,
    campaignId: null,
    listId: intention.listId,
    class: wish.class,
    body: wish.text,
    linkId: null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + ttlSeconds * 1_000),
  };
}

/** A dedicated code has one owner; on a shared one a brand has a word, a list or a campaign. */
function isTheirs(
  { id, kind, brandId: ownerId }: Shortcode,
  brandId: number,
  { relations }: SendContext,
): boolean {
  return kind === 'dedicated' ? ownerId === brandId : relations.has(`${brandId}:${id}`);
}

/** Null when none is named, undefined when it is not theirs. */
function listOf(
  { list: id }: NewMessageDto,
  { lists }: Configuration,
  brandId: number,
  shortcodeId: number,
): List | null | undefined {
  if (id === undefined) return null;
  const list = lists.get(id);
  return list?.brandId === brandId && list.shortcodeId === shortcodeId ? list : undefined;
}

/** Null when none is named, undefined when it is no live route of the code. */
function connectorOf(
  wish: NewMessageDto,
  configuration: Configuration,
  shortcodeId: number,
): ConnectorRow | null | undefined {
  if (wish.connector === undefined) return null;
  const connector = connectorNamed(configuration, wish.connector);
  const isLive = configuration.routes.some(
    (route) =>
      route.shortcodeId === shortcodeId && route.connectorId === connector?.id && route.state === 'live',
  );
  return connector?.enabled && isLive ? connector : undefined;
}

function fault(path: string, message: string): { readonly problem: ProblemDetails } {
  return { problem: problem('VALIDATION_FAILED', `${path} ${message}.`, { errors: [{ path, message }] }) };
}
