import type { Effect } from '../campaigns/effect';
import { hasLeftSince, leaving } from '../campaigns/subscribe/leaving';
import { isLive, MOST_MISTYPED, type SubscriptionCard } from '../campaigns/subscribe/subscription-card';
import { says } from '../campaigns/subscribe/token';
import { consent } from '../campaigns/subscribe/wording';
import { Problem } from '../platform/problem';
import type { Standing } from '../subscribers/standing';
import type { Service } from '../subscriptions/services/service';
import { parse } from '../text/said';
import { confirmEnd } from './opt-in';

/** A password that somebody typed away from the handset it was sent to. */
export interface Typed {
  readonly card: SubscriptionCard;
  readonly service: Service;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly code: string;
  readonly now: Date;
}

/** What the answer changes, and what whoever typed it is told when it was not the right one. Both hold: a wrong try is kept. */
export interface Judged {
  readonly effects: readonly Effect[];
  readonly problem: Problem | null;
}

/** Whether the number's owner has said yes. Only the password of this very subscription counts, a few times and in time. */
export function judge(typed: Typed): Judged {
  const { card, service, standings, code, now } = typed;
  if (card.state !== 'pending') return refused(`It is ${card.state} already.`, card.state);
  const isLeft = !isLive(card, standings, service) || hasLeftSince(standings, card, new Date(card.joinedAt));
  if (isLeft) return refused('The person has said STOP since.', 'stopped');
  if (card.token === null) return refused('It is confirmed by a text of the person alone.', 'by text');
  if (now >= confirmEnd(new Date(card.joinedAt), service))
    return refused('The password came too late.', 'too late', [
      consent(service, 'expired', card.language),
      becomes(service, 'lapsed'),
    ]);
  if (service.state !== 'approved') return refused('The service is not open.', 'not open', noMore(typed));
  if (!says(parse(code), card.token)) return wrong(typed);
  return {
    problem: null,
    effects: [
      consent(service, 'opt_in', card.language, card.shown),
      becomes(service, 'confirmed'),
      ...leaving(service, card),
    ],
  };
}

function wrong(typed: Typed): Judged {
  const { card, service } = typed;
  const left = MOST_MISTYPED - card.mistyped - 1;
  const mistyped = becomes(service, 'mistyped');
  if (left <= 0)
    return refused('The password was wrong too often.', 'too many tries', [mistyped, ...noMore(typed)]);
  const message = 'is not the password that was sent';
  const more = { errors: [{ path: 'code', message }], triesLeft: left };
  return { effects: [mistyped], problem: new Problem('VALIDATION_FAILED', `code ${message}.`, more) };
}

const noMore = ({ service, card }: Typed): readonly Effect[] => [
  consent(service, 'declined', card.language),
  becomes(service, 'declined'),
];

const refused = (detail: string, why: string, effects: readonly Effect[] = []): Judged => ({
  effects,
  problem: new Problem('CONFLICT', detail, { why }),
});

const becomes = ({ id }: Service, event: Extract<Effect, { type: 'subscription' }>['event']): Effect => ({
  type: 'subscription',
  serviceId: id,
  event,
});
