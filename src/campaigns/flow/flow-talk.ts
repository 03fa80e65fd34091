import { hash } from 'node:crypto';
import { fold } from '../../text/fold';
import type { Language } from '../../text/language';
import type { Turn } from '../campaign-kind';
import type { Claim } from '../claim';
import type { Flow } from './flow';
import { FLOW_LIMITS, stepNamed } from './flow';
import type { FlowResources } from './flow-script';
import type { FlowContext, FlowState, FlowTurn, Moved, WantResult } from './flow-state';
import { filledIn } from './flow-texts';
import { resume } from './interpreter';

/** A turn of a conversation with its lookups answered. */
export type Talked =
  | { readonly type: 'talked'; readonly moved: Moved }
  /** A row has to be read before it can go on; as far as it came. */
  | { readonly type: 'reading'; readonly claim: Claim; readonly moved: Moved }
  | { readonly type: 'unmoved' };

/** Letters and digits that cannot be mistaken for one another. */
const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_CHARS = 8;

/** What a person asks for a ticket by: forty bits of the text's own luck. */
export function trackingCode(turn: Turn): string {
  const bytes = Buffer.from(hash('sha256', `ticket ${turn.luck()}`), 'hex');
  return [...bytes.subarray(0, CODE_CHARS)]
    .map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length] ?? '')
    .join('');
}

export function contextOf(turn: Turn, flow: Flow, ticket: string): FlowContext {
  return {
    language: languageFor(turn, flow.languages),
    fallback: turn.campaign.language,
    country: turn.profile.id,
    zone: turn.campaign.timezone,
    now: turn.now,
    values: {
      brand: turn.brandName,
      code: turn.shortcode.number,
      charged: turn.text('notCharged'),
      ...(handsOver(flow) ? { ticket } : {}),
    },
  };
}

/** The person's language where the conversation has it, else the campaign's: never half a text in each. */
export const languageFor = ({ language, campaign }: Turn, languages: readonly Language[]): Language =>
  languages.includes(language) ? language : campaign.language;

export const handsOver = (flow: Flow): boolean =>
  Object.values(flow.steps).some(({ type }) => type === 'handOver');

export const looksUp = (flow: Flow): boolean =>
  Object.values(flow.steps).some(({ type }) => type === 'lookup');

/** Goes on through every lookup whose row is known; what was said and saved on the way is one turn. */
export function lookedUp(
  turn: Turn,
  flow: Flow,
  first: FlowTurn,
  context: FlowContext,
  resources: FlowResources,
): Talked {
  if (first.type !== 'moved') return { type: 'unmoved' };
  let moved = first;
  for (let lookups = 0; lookups < FLOW_LIMITS.turns && moved.state; lookups++) {
    const row = lookUp(turn, flow, moved.state, context, resources);
    if (!row) break;
    if ('claim' in row) return { type: 'reading', claim: row.claim, moved };
    const next = resume(flow, moved.state, row.result, context);
    if (next.type !== 'moved') break;
    moved = joined(moved, next);
  }
  return { type: 'talked', moved };
}

/** The row a conversation rests at, or the claim it is read by; nothing when it rests at something else. */
export function lookUp(
  turn: Turn,
  flow: Flow,
  state: FlowState,
  context: FlowContext,
  { tables = {} }: FlowResources,
): { readonly claim: Claim } | { readonly result: WantResult } | undefined {
  const step = stepNamed(flow, state.step);
  if (step?.type !== 'lookup') return undefined;
  const tableId = Object.hasOwn(tables, step.table) ? tables[step.table] : undefined;
  if (tableId === undefined) return { result: { type: 'notFound' } };
  const key = fold(filledIn(step.key, state.answers, context).slice(0, FLOW_LIMITS.valueChars));
  const claim = { type: 'row', tableId, key } as const;
  if (!turn.claims.has(claim)) return { claim };
  const row = turn.claims.get(claim);
  if (!row) return { result: { type: 'notFound' } };
  return { result: { type: 'found', value: cellOf(row, step.save) } };
}

/** The column that is called as the answer is saved, else the one called "value", else the first. */
function cellOf(row: Readonly<Record<string, string>>, name: string): string {
  const column = [name, 'value'].find((some) => Object.hasOwn(row, some));
  return (column === undefined ? Object.values(row)[0] : row[column]) ?? '';
}

/** Two moves of one turn: told together, kept as the later one left it. */
function joined(before: Moved, after: Moved): Moved {
  const says = [...before.says, ...after.says];
  const room = FLOW_LIMITS.messagesPerTurn;
  const fitting = says.length <= room ? says : [...says.slice(0, room - 1), says.slice(room - 1).join('\n')];
  return { ...after, says: fitting, saved: { ...before.saved, ...after.saved }, event: before.event };
}
