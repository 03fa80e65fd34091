import type { Database } from '../../src/platform/database.service';
import type { Dice } from '../faults/dice';

/** Somebody, or something, that joined a service. */
export interface Joiner {
  readonly msisdn: string;
  readonly channel: 'text' | 'web';
  readonly campaignId: number | null;
  readonly device: string | null;
  /** Before the look. */
  readonly askedMinutesAgo: number;
  readonly answerMs: number;
  readonly isMachine: boolean;
  /** How soon after the yes they said STOP; null: not at all. */
  readonly stopsAfterMs?: number;
}

const HOUR_MINUTES = 58;
const LEAST_ANSWER_MS = 2_500;

/** A bell curve, by the sum of twelve throws. */
const bell = (dice: Dice): number =>
  Array.from({ length: 12 }, () => dice.next()).reduce((sum, one) => sum + one, 0) - 6;

/** People read before they answer: mostly between ten seconds and a minute, some much longer. */
const thinksMs = (dice: Dice): number =>
  Math.round(Math.min(400_000, LEAST_ANSWER_MS + Math.exp(Math.log(20_000) + 0.9 * bell(dice))));

const aNumber = (dice: Dice, prefix = '989', digits = 9): string =>
  prefix + String(dice.between(0, 10 ** digits - 1)).padStart(digits, '0');

const minutesAgo = (dice: Dice): number => 8 + dice.next() * (HOUR_MINUTES - 8);

/** People: their numbers lie anywhere, and some share an operator's gateway. */
export const people = (dice: Dice, count: number): Joiner[] =>
  Array.from({ length: count }, (): Joiner => {
    const isOnWeb = dice.chance(0.4);
    return {
      ...{
        msisdn: aNumber(dice),
        askedMinutesAgo: minutesAgo(dice),
        answerMs: thinksMs(dice),
        isMachine: false,
      },
      channel: isOnWeb ? 'web' : 'text',
      campaignId: isOnWeb ? null : dice.between(1, 3),
      device: isOnWeb
        ? dice.chance(0.5)
          ? `session:${dice.next()}`
          : `address:${dice.between(1, 40)}`
        : null,
    };
  });

const machines = (
  count: number,
  make: (at: number) => Partial<Joiner> & Pick<Joiner, 'msisdn'>,
  dice: Dice,
) =>
  Array.from({ length: count }, (_, at): Joiner => ({
    ...{ channel: 'text', campaignId: 1, device: null, isMachine: true },
    ...{ askedMinutesAgo: minutesAgo(dice), answerMs: thinksMs(dice) },
    ...make(at),
  }));

/** Ways in which nobody joins, each enough to be seen through. */
export const MACHINES = {
  /** Cards bought in a row, each with a patient hand on it. */
  'a rack of cards': (dice: Dice, count: number) => {
    const block = aNumber(dice, '989', 6);
    return machines(count, (at) => ({ msisdn: block + String(at).padStart(3, '0') }), dice);
  },
  /** Malware on handsets anywhere, which confirms before the question could be read. */
  'an app that says yes': (dice: Dice, count: number) =>
    machines(count, () => ({ msisdn: aNumber(dice), answerMs: dice.between(150, 1_900) }), dice),
  /** The same, with a pause that is always the same. */
  'an app that waits a little': (dice: Dice, count: number) =>
    machines(
      count,
      () => ({ msisdn: aNumber(dice), campaignId: 9, answerMs: 7_000 + dice.between(20, 450) }),
      dice,
    ),
  /** One browser that types in number after number. */
  'one browser': (dice: Dice, count: number) =>
    machines(
      count,
      () => ({ msisdn: aNumber(dice), channel: 'web', campaignId: null, device: 'session:one browser' }),
      dice,
    ),
} as const;

/** Writes them as joining would leave them: asked, confirmed, and about to be charged. @returns who is who, by subscription */
export async function join(
  database: Database,
  serviceId: number,
  joiners: readonly Joiner[],
  now: Date,
): Promise<ReadonlyMap<number, Joiner>> {
  const byNumber = new Map(joiners.map((joiner) => [joiner.msisdn, joiner]));
  const all = [...byNumber.values()];
  const askedAt = all.map(({ askedMinutesAgo }) => new Date(now.getTime() - askedMinutesAgo * 60_000));
  const saidYesAt = all.map(({ answerMs }, at) => new Date((askedAt[at] ?? now).getTime() + answerMs));
  const rows = await database.sql.query<{ id: number; msisdn: string }>({
    text: `with given as (
             select * from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])
               as g(msisdn, channel, campaign_id, device, asked_at, confirmed_at, stopped_at)),
           born as (
             insert into subscribers (sender_hash, lane, msisdn, created_at)
             select gen_random_uuid(), 0, msisdn, asked_at from given returning id, msisdn),
           opened as (
             insert into subscriptions (service_id, subscriber_id, shortcode_id, connector_id, operator_id, language, channel, state,
               tariff_id, shown, joined_at, asked_at, campaign_id, device, ended_at, end_reason)
             select v.id, b.id, v.shortcode_id, 1, o.id, 'en', g.channel,
               case when g.stopped_at is null then 'active' else 'unsubscribed' end, t.id, 'shown', g.asked_at, g.asked_at,
               g.campaign_id, g.device, g.stopped_at, case when g.stopped_at is not null then 'stopped' end
             from given g join born b using (msisdn) join services v on v.id = $1 join tariffs t on t.service_id = v.id
               cross join (select id from operators order by id limit 1) o
             returning id, subscriber_id),
           told as (
             insert into subscription_events (subscription_id, event, from_state, to_state, channel, at)
             select o.id, 'confirmed', 'pending', 'active', g.channel, g.confirmed_at
             from opened o join born b on b.id = o.subscriber_id join given g using (msisdn))
           select o.id, b.msisdn from opened o join born b on b.id = o.subscriber_id`,
    values: [
      serviceId,
      all.map(({ msisdn }) => msisdn),
      all.map(({ channel }) => channel),
      all.map(({ campaignId }) => campaignId),
      all.map(({ device }) => device),
      askedAt,
      saidYesAt,
      all.map(({ stopsAfterMs }, at) =>
        stopsAfterMs === undefined ? null : new Date((saidYesAt[at] ?? now).getTime() + stopsAfterMs),
      ),
    ],
  });
  return new Map(
    rows.flatMap(({ id, msisdn }) => {
      const joiner = byNumber.get(msisdn);
      return joiner ? [[id, joiner] as const] : [];
    }),
  );
}
