import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { startAnsweringServer, type AnsweringServer, type Manners } from '../support/answering-server';
import type { ToldRequest } from '../support/brand-server';
import { drained, loadOn, type Bench } from './figures';
import { runLoad, type Percentiles, type Shape } from './load';
import { medianOf, percentilesOf } from './percentiles';
import { publish } from './plays';
import { ASKED } from './population';
import { markOf } from './rows';

/** One brand's replies while another's server hangs (KW-13): texts to both arrive in turn, and each is asked what to answer. */
export interface BrandsFigures {
  readonly textsPerSecond: number;
  readonly rounds: readonly BrandsRound[];
  /** Of the rounds' ratios. */
  readonly ratio: number;
  /** Calls that were open to the hanging server at one moment. */
  readonly mostOpen: number;
}

/** The same load twice, in turns first. */
export interface BrandsRound {
  readonly without: Answered;
  readonly hanging: Answered;
  /** Of the second brand's p95: while the first one's server hangs, against while it answers. */
  readonly ratio: number;
}

interface Answered {
  readonly replyMs: Percentiles;
  readonly texts: number;
  /** Of the second brand's people: who heard after some seconds that no answer came. Above 0 the machine was too busy. */
  readonly unanswered: number;
}

/** A hundred people a second for each of the two: a busy evening, and far from what the machine can do. */
const LOAD = { type: 'open', connections: 64, perSecond: 200 } as const satisfies Shape;
const WARM_SECONDS = 2;
const BRANDS = { hanging: 1, quick: 2 } as const;
const POLL_MS = 100;
const SETTLE_MS = 5 * 60_000;

/** What OUTBOUND_ALLOW must hold, so that an engine may call the servers of the bench. */
export const SERVERS_ALLOWED = '127.0.0.0/8';

export async function measureBrands(
  bench: Bench,
  seconds: number,
  rounds: number,
  say: (line: string) => void,
): Promise<BrandsFigures> {
  const [first, second] = await Promise.all([
    startAnsweringServer(answering),
    startAnsweringServer(answering),
  ]);
  try {
    await publishAsking(bench.place.sql, BRANDS.hanging, ASKED.hanging, first.url);
    await publishAsking(bench.place.sql, BRANDS.quick, ASKED.quick, second.url);
    await measureAnswered(bench, first, answering, WARM_SECONDS);
    const taken: BrandsRound[] = [];
    for (let at = 0; at < rounds; at++) {
      say(`Round ${at + 1} of ${rounds}: a brand’s server answers, and hangs …`);
      taken.push(await measureRound(bench, first, seconds, at % 2 === 1));
    }
    const ratio = medianOf(taken.map((round) => round.ratio));
    return { textsPerSecond: LOAD.perSecond, rounds: taken, ratio, mostOpen: first.mostOpen() };
  } finally {
    await Promise.all([first.close(), second.close()]);
  }
}

/** The manners in turns, so that whatever the machine does by the hour falls on both. */
async function measureRound(
  bench: Bench,
  server: AnsweringServer,
  seconds: number,
  hangsFirst: boolean,
): Promise<BrandsRound> {
  const figureOf = (hangs: boolean) => measureAnswered(bench, server, hangs ? 'hangs' : answering, seconds);
  const before = await figureOf(hangsFirst);
  const after = await figureOf(!hangsFirst);
  const [without, hanging] = hangsFirst ? [after, before] : [before, after];
  return { without, hanging, ratio: hanging.replyMs.p95 / without.replyMs.p95 };
}

/** What was asked is in the answer, so that each reply is found with its text. */
function answering({ event }: ToldRequest): Manners {
  return { answer: { reply: `You have ${String(event.data['argument'])} points.` } };
}

function publishAsking(sql: Client, brand: number, word: string, url: string): Promise<void> {
  return publish(sql, { brand, word, name: `asks ${word}`, kind: 'webhook', settings: { url } });
}

async function measureAnswered(
  bench: Bench,
  server: AnsweringServer,
  manners: Parameters<AnsweringServer['behaves']>[0],
  seconds: number,
): Promise<Answered> {
  const { sql } = bench.place;
  await sql.query('checkpoint');
  const mark = await markOf(sql);
  server.behaves(manners);
  const load = await runLoad(loadOn(bench, 'brands', LOAD, seconds));
  server.behaves(answering);
  await settled(bench);
  const { rows } = await sql.query<{ ms: number | null }>(
    `select extract(epoch from d.at - t.sent_at)::float8 * 1000 as ms
     from texts t left join (outbound o join deliveries d on d.outbound_id = o.id)
       on o.body = 'You have ' || split_part(t.body, ' ', 2) || ' points.' and o.created_at >= to_timestamp($3 / 1000.0)
         and o.brand_id = $4
     where t.id > $1 and t.body like $2 || ' %'`,
    [mark.textId, ASKED.quick, load.fromMs, BRANDS.quick],
  );
  const heardMs = rows.flatMap(({ ms }) => ms ?? []);
  return { replyMs: percentilesOf(heardMs), texts: rows.length, unanswered: rows.length - heardMs.length };
}

/** Resolves when nobody waits for anything, and the server that hung has been told what it missed. Throws when that never comes. */
async function settled(bench: Bench): Promise<void> {
  const { sql } = bench.place;
  for (const untilMs = Date.now() + SETTLE_MS; Date.now() < untilMs; await sleep(POLL_MS)) {
    const { rows } = await sql.query<{ open: number }>(
      `with hurried as (update calls set due_at = now() where state in ('waiting', 'late') and due_at > now() and lease is null)
       select count(*)::int as open from calls where state in ('waiting', 'late')`,
    );
    if (rows[0]?.open === 0) return drained(bench);
  }
  throw new Error(`A brand’s server was still not told after ${SETTLE_MS} ms.`);
}
