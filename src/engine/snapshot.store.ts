import { plain, words } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import type { Standing } from '../subscribers/standing';
import type { Language } from '../text/language';
import { BatchPerson, conversationKey } from './batch-person';
import type { CodeMemory, Confirmation, Conversation } from './snapshot';

/** Whose texts are in the batch: their hash, lane and, for people we never met, their number. */
export interface Sender {
  readonly senderHash: string;
  readonly lane: number;
  readonly msisdn: string | null;
  readonly operator: string | null;
}

/** Everybody in the batch as the database knows them: three statements, whatever the batch. People we never met are entered. */
export async function loadPeople(
  tx: Tx,
  senders: ReadonlyMap<string, Sender>,
  now: Date,
): Promise<Map<string, BatchPerson>> {
  const people = new Map<string, BatchPerson>();
  const hashes = [...senders.keys()];
  await readPeople(tx, hashes, people);
  if (people.size < senders.size) {
    const unknown = hashes.filter((hash) => !people.has(hash)).sort();
    await enterPeople(
      tx,
      unknown.map((hash) => senders.get(hash)).filter((sender) => sender !== undefined),
      now,
    );
    await readPeople(tx, unknown, people);
  }
  await readStandings(tx, people);
  return people;
}

/** People by their id: for timers, which know nothing else. */
export async function readPeopleById(tx: Tx, ids: readonly number[]): Promise<Map<number, BatchPerson>> {
  const hashes = await tx.sql.query<{ sender_hash: string }>({
    name: 'people-hashes',
    text: 'select sender_hash from subscribers where id = any($1::bigint[]) and ended_at is null',
    values: [ids],
  });
  const people = new Map<string, BatchPerson>();
  await readPeople(
    tx,
    hashes.map(({ sender_hash }) => sender_hash),
    people,
  );
  await readStandings(tx, people);
  return new Map([...people.values()].map((person) => [person.id, person]));
}

interface PersonRow {
  readonly id: number;
  readonly sender_hash: string;
  readonly lane: number;
  readonly msisdn: string | null;
  readonly language: Language | null;
  readonly operator: string | null;
  readonly blocked: boolean;
  readonly shortcode_id: number | null;
  readonly last_brand_id: number | null;
  readonly last_brand_at: Date | null;
  readonly spoken: Language | null;
  readonly window_at: Date | null;
  readonly window_texts: number;
  readonly passive_replies: number;
  readonly unknown_at: Date | null;
  readonly stopped_at: Date | null;
}

const PEOPLE = `
select s.id, s.sender_hash, s.lane, s.msisdn, s.language, s.operator, s.blocked, c.shortcode_id, c.last_brand_id, c.last_brand_at,
       c.language as spoken, c.window_at, c.window_texts, c.passive_replies, c.unknown_at, c.stopped_at
from subscribers s left join lateral (select * from subscriber_codes where subscriber_id = s.id offset 0) c on true
where s.sender_hash = any($1::uuid[]) and s.ended_at is null`;

async function readPeople(
  tx: Tx,
  hashes: readonly string[],
  people: Map<string, BatchPerson>,
): Promise<void> {
  for (const row of await tx.sql.query<PersonRow>({
    name: 'people',
    text: PEOPLE,
    values: [words(hashes)],
  })) {
    let person = people.get(row.sender_hash);
    if (!person) {
      person = new BatchPerson(row.id, row.sender_hash, row.lane);
      person.msisdn = row.msisdn;
      person.language = row.language;
      person.blocked = row.blocked;
      person.operator = row.operator;
      people.set(row.sender_hash, person);
    }
    if (row.shortcode_id !== null) person.memories.set(row.shortcode_id, memoryOf(row));
  }
}

/** Absent rather than null: what was never written is not a fact. Set, not spread: this runs for every text. */
function memoryOf(row: PersonRow): CodeMemory {
  const memory: { -readonly [F in keyof CodeMemory]: CodeMemory[F] } = {};
  if (row.last_brand_id !== null) memory.lastBrandId = row.last_brand_id;
  if (row.last_brand_at !== null) memory.lastBrandAt = row.last_brand_at;
  if (row.spoken !== null) memory.language = row.spoken;
  if (row.window_at !== null) {
    memory.windowAt = row.window_at;
    memory.windowTexts = row.window_texts;
  }
  if (row.passive_replies > 0) memory.passiveReplies = row.passive_replies;
  if (row.unknown_at !== null) memory.unknownAt = row.unknown_at;
  if (row.stopped_at !== null) memory.stoppedAt = row.stopped_at;
  return memory;
}

async function enterPeople(tx: Tx, senders: readonly Sender[], now: Date): Promise<void> {
  await tx.sql.run({
    name: 'people-enter',
    text: `insert into subscribers (sender_hash, lane, msisdn, operator, created_at)
           select *, $5::timestamptz from unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[])
           on conflict (sender_hash) where ended_at is null do nothing`,
    values: [
      senders.map(({ senderHash }) => senderHash),
      senders.map(({ lane }) => lane),
      senders.map(({ msisdn }) => msisdn),
      senders.map(({ operator }) => operator),
      now,
    ],
  });
}

/** One statement for the three small tables: for most people all of them are empty. */
const STANDINGS = `
select subscriber_id, 'standing' as type, row_to_json(c) as row from consent_states c where subscriber_id = any($1::bigint[])
union all
select subscriber_id, 'confirmation', row_to_json(c) from confirmations c where subscriber_id = any($1::bigint[])
union all
select subscriber_id, 'conversation', row_to_json(c) from conversations c where subscriber_id = any($1::bigint[])`;

type Raw = Readonly<Record<string, unknown>>;

async function readStandings(tx: Tx, people: ReadonlyMap<string, BatchPerson>): Promise<void> {
  const byId = new Map([...people.values()].map((person) => [person.id, person]));
  const rows = await tx.sql.query<{ subscriber_id: number; type: keyof typeof readers; row: Raw }>({
    name: 'standings',
    text: STANDINGS,
    values: [plain([...byId.keys()])],
  });
  for (const { subscriber_id, type, row } of rows) {
    const person = byId.get(subscriber_id);
    if (person) readers[type](person, row);
  }
}

const readers = {
  standing: (person: BatchPerson, row: Raw): void => {
    person.standings.set(String(row['scope']), {
      status: row['status'] as Standing['status'],
      saidAt: new Date(String(row['said_at'])),
      listId: row['list_id'] as number | null,
      shortcodeId: row['shortcode_id'] as number | null,
    });
  },
  confirmation: (person: BatchPerson, row: Raw): void => {
    const confirmation: Confirmation = {
      listId: Number(row['list_id']),
      shortcodeId: Number(row['shortcode_id']),
      campaignId: row['campaign_id'] as number | null,
      language: row['language'] as Language,
      shown: String(row['shown']),
      askedAt: new Date(String(row['asked_at'])),
      until: new Date(String(row['until'])),
    };
    person.confirmations.set(confirmation.listId, confirmation);
  },
  conversation: (person: BatchPerson, row: Raw): void => {
    const conversation: Conversation = {
      shortcodeId: Number(row['shortcode_id']),
      brandId: Number(row['brand_id']),
      campaignId: row['campaign_id'] as number | null,
      question: String(row['question']),
      state: row['state'] as Conversation['state'],
      askedAt: new Date(String(row['asked_at'])),
      until: new Date(String(row['until'])),
    };
    person.conversations.set(conversationKey(conversation.shortcodeId, conversation.brandId), conversation);
  },
} as const;
