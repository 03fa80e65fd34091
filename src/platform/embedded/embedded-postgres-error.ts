/** Why the embedded PostgreSQL cannot run, in one sentence a newcomer can act on. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
