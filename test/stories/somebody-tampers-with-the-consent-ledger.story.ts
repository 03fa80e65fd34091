import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { sqlOn } from '../../src/platform/database.service';
import type { Anchor } from '../../src/subscribers/anchor';
import type { FaultType } from '../../src/subscribers/chain-check';
import { ConsentAnchors } from '../../src/subscribers/consent-anchor.service';
import { verifyConsents, type Verification } from '../../src/subscribers/verification.service';
import { createWorld, type World } from '../support/world';

/** Of a superuser, whom no trigger stops. */
type Tampering = readonly string[];

describe('somebody tampers with the consent ledger', () => {
  let world: World;
  let pool: Pool;
  let exported: Anchor[];
  /** A lane with a chain of at least four rows, all of them sealed. */
  let lane: number;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    pool = new Pool({ connectionString: world.databaseUrl, max: 1 });
    await world.settle();
    for (const [at, text] of ['NEWS', 'STOP', 'NEWS', 'STOP NEWS', 'NOTIZIE'].entries()) {
      await world.subscriber('393334000001').texts('48400', text);
      await world.subscriber('966512000001').texts('70070', text === 'NOTIZIE' ? 'أخبار' : text);
      world.clock.advance(60_000);
      if (at % 2 === 0) await world.app.get(ConsentAnchors).seal();
    }
    await world.app.get(ConsentAnchors).seal();
    exported = ((await world.api.get('/consents/anchors?limit=200')).body as { items: Anchor[] }).items;
    const [row] = await world.database.sql.query<{ lane: number }>({
      text: 'select lane from consent_heads order by seq desc, lane limit 1',
    });
    lane = row?.lane ?? 0;
  });
  afterAll(async () => {
    await pool.end();
    await world.close();
  });

  /** What verification says of the ledger after the tampering, which is taken back. */
  async function verifiedAfter(
    statements: Tampering,
    anchors: readonly Anchor[] = [],
  ): Promise<Verification> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('set local session_replication_role = replica');
      for (const statement of statements) await client.query(statement.replaceAll('$lane', String(lane)));
      return await verifyConsents(sqlOn(client), anchors);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  const anchorCount = async (): Promise<number> => {
    const [row] = await world.database.sql.query<{ count: number }>({
      text: 'select count(*)::int as count from consent_anchors',
    });
    return row?.count ?? 0;
  };
  const faultsAfter = async (statements: Tampering, anchors?: readonly Anchor[]): Promise<FaultType[]> => [
    ...(await verifiedAfter(statements, anchors)).faults.keys(),
  ];

  test('OPT-08 an untouched ledger is whole, also against the anchors kept outside', async () => {
    const { rows, anchors, exportedAnchors, faults } = await verifiedAfter([], exported);
    expect([...faults]).toEqual([]);
    expect(rows).toBeGreaterThanOrEqual(10);
    expect(anchors).toBe(exported.length);
    expect(exportedAnchors).toBeGreaterThanOrEqual(3);
  });

  test('SEC-05 the database itself refuses to change, delete or truncate a row', async () => {
    const attempt = (text: string) => world.database.sql.run({ text });
    await expect(attempt(`update consents set event = 'opt_in'`)).rejects.toThrow('append-only');
    await expect(
      attempt(`update consents set words = 'NEWS please' where words is not null`),
    ).rejects.toThrow('append-only');
    await expect(attempt('delete from consents')).rejects.toThrow('append-only');
    await expect(attempt('truncate consents')).rejects.toThrow('append-only');
  });

  test.each<[string, Tampering, FaultType]>([
    ['a changed word', [`update consents set words = 'JOIN' where lane = $lane and seq = 2`], 'words'],
    [
      'a changed disclosure',
      [`update consents set shown = shown || '.' where lane = $lane and shown is not null`],
      'shown',
    ],
    [
      'changed evidence',
      [`update consents set evidence = '{"textId": 1}' where lane = $lane and seq = 1`],
      'evidence',
    ],
    ['a turned event', [`update consents set event = 'opt_in' where lane = $lane and seq = 2`], 'link'],
    [
      'an earlier hour',
      [`update consents set said_at = said_at - interval '1 hour' where lane = $lane and seq = 2`],
      'link',
    ],
    [
      'another person',
      [`update consents set person = gen_random_uuid() where lane = $lane and seq = 2`],
      'link',
    ],
    [
      "a row given to another person's subscriber",
      [
        `update consents set subscriber_id = (select max(id) from subscribers s where s.id <> subscriber_id) where lane = $lane and seq = 2`,
      ],
      'columns',
    ],
    [
      'a row moved to another list',
      [`update consents set list_id = 1 where lane = $lane and seq = 1`],
      'columns',
    ],
    ['a deleted row', [`delete from consents where lane = $lane and seq = 2`], 'gap'],
    [
      'two rows reordered',
      [
        `update consents set seq = 1000 where lane = $lane and seq = 2`,
        `update consents set seq = 2 where lane = $lane and seq = 3`,
        `update consents set seq = 3 where lane = $lane and seq = 1000`,
      ],
      'link',
    ],
    [
      'a cut tail',
      [
        `delete from consents where lane = $lane and seq = (select seq from consent_heads where lane = $lane)`,
      ],
      'head',
    ],
    ['a head put back', [`update consent_heads set seq = seq - 1 where lane = $lane`], 'head'],
    ['a changed anchor', [`update consent_anchors set at = at - interval '1 day' where id = 1`], 'anchor'],
    ['a deleted anchor', [`delete from consent_anchors where id = 2`], 'anchor'],
  ])('SEC-05 %s is found', async (_, statements, fault) => {
    expect(await faultsAfter(statements)).toContain(fault);
  });

  const cutTail: Tampering = [
    `delete from consents where lane = $lane and seq > 2`,
    `update consent_heads set seq = 2, hash = (select hash from consents where lane = $lane and seq = 2) where lane = $lane`,
  ];

  test('SEC-05 a tail cut with its head moved back is found by our anchors', async () => {
    const { faults } = await verifiedAfter(cutTail);
    expect(faults.get('sealed')?.first).toMatchObject({ lane });
    expect(faults.has('head')).toBe(false);
  });

  test('SEC-05 a tail cut with head and anchors is found by the anchors kept outside, and by nothing else', async () => {
    const everything = [...cutTail, 'delete from consent_anchors'];
    expect(await faultsAfter(everything)).toEqual([]);
    expect((await faultsAfter(everything, exported)).sort()).toEqual(['exported', 'sealed']);
  });

  test('SEC-05 an anchor file that was doctored itself is found', async () => {
    const doctored = exported.map((anchor, at) =>
      at === 0 ? { ...anchor, at: '2020-01-01T00:00:00.000Z' } : anchor,
    );
    expect(await faultsAfter([], doctored)).toEqual(['exported']);
  });

  test('words and evidence may be erased, and the chain stands', async () => {
    const erased = await faultsAfter(
      [`update consents set words = null, shown = null, evidence = null where lane = $lane`],
      exported,
    );
    expect(erased).toEqual([]);
  });

  test('nothing new is sealed twice, and whoever comes second leaves it', async () => {
    const anchors = world.app.get(ConsentAnchors);
    expect(await anchors.seal()).toBeNull();
    const before = await anchorCount();
    await world.subscriber('393334000002').texts('48400', 'NEWS');
    const sealed = await Promise.all([anchors.seal(), anchors.seal()]);
    // The engine's own round, once a minute, may have been the first of three.
    expect(sealed.filter((anchor) => anchor !== null).length).toBeLessThanOrEqual(1);
    expect(await anchorCount()).toBe(before + 1);
  });

  test('OPT-08 the pack of one number has all six fields of each opt-in and verifies without us', async () => {
    await world.app.get(ConsentAnchors).seal();
    const { body } = await world.api.get('/consents/393334000001/evidence?limit=200');
    const pack = body as Pack;
    const joins = pack.items.filter(({ hashed }) => hashed['event'] === 'opt_in');
    expect(joins.length).toBeGreaterThanOrEqual(2);
    for (const { proof } of joins) {
      expect(proof).toMatchObject({
        campaign: 'Notizie da Caffè Aurora',
        number: '393334000001',
        method: 'text',
      });
      expect(proof['disclosure']).toContain('NEWS');
      expect(Date.parse(String(proof['at']))).not.toBeNaN();
      expect((proof['identifiers'] as { textId: number }).textId).toBeGreaterThan(0);
    }
    for (const item of pack.items) {
      expect(linkOf(item.previousHash, item.hashed)).toBe(item.hash);
      expect(item.words === null ? null : sha256(item.words)).toBe(
        item.words === null ? null : item.hashed['wordsDigest'],
      );
      const anchor = pack.anchors.find(({ id }) => id === item.sealedBy);
      const head = item.links?.reduce((hash, link) => linkOf(hash, link), item.hash);
      expect(anchor?.heads.find((sealed) => sealed.lane === item.hashed['lane'])?.hash).toBe(head);
    }
  });
});

interface Pack {
  readonly items: readonly {
    readonly hashed: Readonly<Record<string, unknown>>;
    readonly hash: string;
    readonly previousHash: string;
    readonly words: string | null;
    readonly proof: Readonly<Record<string, unknown>>;
    readonly sealedBy: number | null;
    readonly links: readonly Readonly<Record<string, unknown>>[] | null;
  }[];
  readonly anchors: readonly Anchor[];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The link as `howToVerify` describes it, written anew from that description. */
function linkOf(previousHash: string, hashed: Readonly<Record<string, unknown>>): string {
  const framed = Object.values(hashed).map((value) =>
    value === null ? '-:' : `${String(value).length}:${String(value)}`,
  );
  return createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(framed.join('')).digest('hex');
}
