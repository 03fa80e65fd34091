import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Free words that may have meant STOP, waiting for a person to judge them; and the policy that sends them there. */
export class StopReviews1772355800300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REVIEWS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(NO_REVIEWS);
  }
}

const REVIEWS = `
create table stop_reviews (
  id            bigint generated always as identity primary key,
  subscriber_id bigint not null,
  shortcode_id  int not null,
  brand_id      int,
  text_id       bigint,
  tier          text not null,
  why           text not null,
  phrase        text not null,
  said_at       timestamptz not null,
  opened_at     timestamptz not null,
  verdict       text check (verdict in ('stop', 'keep')),
  reason        text,
  decided_by    text,
  api_key_id    int,
  decided_at    timestamptz,
  check ((verdict is null) = (reason is null) and (verdict is null) = (decided_by is null) and (verdict is null) = (decided_at is null))
);
-- One question about one person on one code at a time.
create unique index stop_reviews_open on stop_reviews (subscriber_id, shortcode_id) where verdict is null;
create index stop_reviews_waiting on stop_reviews (id) where verdict is null;
create index stop_reviews_of_brand on stop_reviews (brand_id, id) where brand_id is not null;

alter table shortcodes drop constraint shortcodes_intent_policy_check;
alter table shortcodes add constraint shortcodes_intent_policy_check check (intent_policy in ('optOut', 'confirm', 'review'));
`;

// Whoever waited for a judgement stays opted out. A code that asked for one asks the person instead.
const NO_REVIEWS = `
drop table stop_reviews;
alter table shortcodes drop constraint shortcodes_intent_policy_check;
update shortcodes set intent_policy = 'confirm' where intent_policy = 'review';
alter table shortcodes add constraint shortcodes_intent_policy_check check (intent_policy in ('optOut', 'confirm'));
`;
