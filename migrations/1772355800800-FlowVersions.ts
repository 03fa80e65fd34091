import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Definitions of conversations as they were published: whoever began with one goes on with it, whatever is edited meanwhile. */
export class FlowVersions1772355800800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VERSIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table flow_versions');
  }
}

// A row says what its digest says and never changes, so replays of older configurations may read it too.
const VERSIONS = `
create table flow_versions (
  campaign_id  integer not null references campaigns (id) on delete cascade,
  digest       text not null,
  definition   jsonb not null,
  published_at timestamptz not null,
  primary key (campaign_id, digest)
);
`;
