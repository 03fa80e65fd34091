import { plain } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { enqueue, type NewOutbound } from '../messages/outbox.store';
import { confirmEndOf } from './next-step';
import { servedLanguage, wordsOf } from './services/service';
import type { Turned } from './turn-all';

type Saying = Turned['sayings'][number];

/** What is said about money waits for a switched-off handset over a long weekend, and no longer. */
const TTL_MS = 72 * 3_600_000;

/**
 * Queues what people are to be told, free of charge, unless their newest word is a no. A goodbye to who left by another door than
 * a text is the answer to their own wish, as STOP's confirmation is.
 * @returns the links it leaves by
 */
export async function enqueueSayings(tx: Tx, sayings: readonly Saying[]): Promise<ReadonlySet<number>> {
  if (sayings.length === 0) return new Set();
  const asAnswer = ({ subscription }: Saying): boolean => subscription.state === 'unsubscribed';
  const refusing = await whoSaidNo(
    tx,
    sayings.filter((saying) => !asAnswer(saying)),
  );
  const leaving = sayings.filter((saying) => asAnswer(saying) || !refusing.has(saying.subscription.id));
  await enqueue(
    tx,
    leaving.map((saying) => toOutbound(saying, asAnswer(saying) ? 'reply' : 'service')),
  );
  return new Set(leaving.map(({ subscription }) => subscription.connectorId));
}

function toOutbound(
  { act, subscription, service, at }: Saying,
  messageClass: 'reply' | 'service',
): NewOutbound {
  const { subscriberId, connectorId, shortcodeId } = subscription;
  const isQuestion = act.text === 'askReminder';
  return {
    ...{ textId: null, ordinal: null, linkId: null, campaignId: null },
    ...{ subscriberId, connectorId, shortcodeId },
    brandId: service.brandId,
    listId: service.listId,
    class: messageClass,
    body: wordsOf(service, act.text, servedLanguage(service, subscription), act.values),
    createdAt: at,
    expiresAt: isQuestion ? confirmEndOf(subscription, service) : new Date(at.getTime() + TTL_MS),
  };
}

const SAID_NO = `
select w.id from unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[]) as w(id, subscriber_id, list_id, brand_id, shortcode_id)
where (
  select c.status from consent_states c where c.subscriber_id = w.subscriber_id and c.status <> 'asked'
    and c.scope in ('all', 'code:' || w.shortcode_id, 'brand:' || w.brand_id || ':' || w.shortcode_id, 'list:' || w.list_id)
  order by c.said_at desc, c.status desc limit 1
) = 'out'`;

/** Subscriptions of people who said no to the list, or to something that contains it, after whatever they said yes to. */
async function whoSaidNo(tx: Tx, sayings: readonly Saying[]): Promise<ReadonlySet<number>> {
  const asked = [...new Map(sayings.map((saying) => [saying.subscription.id, saying])).values()];
  if (asked.length === 0) return new Set();
  const rows = await tx.sql.query<{ id: number }>({
    name: 'subscriptions-said-no',
    text: SAID_NO,
    values: [
      plain(asked.map(({ subscription }) => subscription.id)),
      plain(asked.map(({ subscription }) => subscription.subscriberId)),
      plain(asked.map(({ service }) => service.listId)),
      plain(asked.map(({ service }) => service.brandId)),
      plain(asked.map(({ service }) => service.shortcodeId)),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}
