import type { Configuration, Shortcode } from '../catalogue/configuration';
import { KnownClaims, type Claims } from '../campaigns/claim';
import type { CodeNote, QuestionState } from '../campaigns/effect';
import type { Kinds } from '../campaigns/kinds';
import type { Profile } from '../rules/profile';
import type { Standing } from '../subscribers/standing';
import type { Language } from '../text/language';
import { shownClaim, shownQuestion } from './withheld';

/** A yes we wait for. */
export interface Confirmation {
  readonly listId: number;
  readonly shortcodeId: number;
  readonly campaignId: number | null;
  readonly language: Language;
  readonly shown: string;
  readonly askedAt: Date;
  readonly until: Date;
}

/** A question that is open between one person and one brand on one code; brand 0 is the code itself. */
export interface Conversation {
  readonly shortcodeId: number;
  readonly brandId: number;
  readonly campaignId: number | null;
  readonly question: string;
  readonly state: QuestionState;
  readonly askedAt: Date;
  readonly until: Date;
}

export type CodeMemory = CodeNote;

/** One person as a decision may see them. */
export interface Person {
  readonly language: Language | null;
  readonly blocked: boolean;
  readonly memory: CodeMemory;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly confirmations: readonly Confirmation[];
  readonly conversations: readonly Conversation[];
}

export const STRANGER: Person = {
  language: null,
  blocked: false,
  memory: {},
  standings: new Map(),
  confirmations: [],
  conversations: [],
};

/** Everything a decision may depend on, loaded before deciding. */
export interface Snapshot {
  readonly configuration: Configuration;
  readonly kinds: Kinds;
  readonly shortcode: Shortcode;
  readonly profile: Profile;
  readonly person: Person;
  /** What sent the text: only handsets are answered. */
  readonly sender: 'handset' | 'machine';
  readonly operatorId: number | null;
  readonly claims: Claims;
  /** 128 bits in hex that stand for this text alone. Made when asked for: most texts need none. */
  luck(): string;
  /** See `codeHash` of the unique codes, with the engine's own key. */
  codeHash(brandId: number, code: string): string;
}

/** A person as they are kept beside a decision, so that it can be made again: only what was read, nothing that says who. */
export interface Facts {
  readonly sender?: 'machine';
  readonly operatorId?: number;
  readonly language?: Language;
  readonly blocked?: true;
  readonly memory?: CodeMemory;
  readonly standings?: readonly (readonly [scope: string, standing: Standing])[];
  readonly confirmations?: readonly Confirmation[];
  readonly conversations?: readonly Conversation[];
  /** Claims that were looked at, by their keys. */
  readonly claims?: readonly (readonly [key: string, value: unknown])[];
}

/** Null for a handset that was never heard of: the commonest fact of all. Runs for every text, so fields are set, not spread. */
export function factsOf({ person, sender, operatorId, claims }: Snapshot): Facts | null {
  const facts: { -readonly [F in keyof Facts]: Facts[F] } = {};
  if (sender === 'machine') facts.sender = sender;
  if (operatorId !== null) facts.operatorId = operatorId;
  if (person.language !== null) facts.language = person.language;
  if (person.blocked) facts.blocked = true;
  if (hasFields(person.memory)) facts.memory = person.memory;
  if (person.standings.size > 0) facts.standings = [...person.standings];
  if (person.confirmations.length > 0) facts.confirmations = person.confirmations;
  if (person.conversations.length > 0) facts.conversations = person.conversations.map(shownQuestion);
  if (claims.read.length > 0) facts.claims = claims.read.map(shownClaim);
  return hasFields(facts) ? facts : null;
}

/** What a decision had claimed, to be looked at again. */
export const claimsFrom = (facts: Facts | null): Claims => new KnownClaims(facts?.claims);

/** Reads facts back from JSON. */
export function personFrom(facts: Facts | null): Person {
  if (!facts) return STRANGER;
  return {
    language: facts.language ?? null,
    blocked: facts.blocked ?? false,
    memory: memoryFrom(facts.memory),
    standings: new Map(
      (facts.standings ?? []).map(([scope, standing]) => [
        scope,
        { ...standing, saidAt: new Date(standing.saidAt) },
      ]),
    ),
    confirmations: (facts.confirmations ?? []).map((row) => ({
      ...row,
      askedAt: new Date(row.askedAt),
      until: new Date(row.until),
    })),
    conversations: (facts.conversations ?? []).map((row) => ({
      ...row,
      askedAt: new Date(row.askedAt),
      until: new Date(row.until),
    })),
  };
}

const INSTANTS = [
  'lastBrandAt',
  'windowAt',
  'unknownAt',
  'stoppedAt',
] as const satisfies readonly (keyof CodeMemory)[];

function memoryFrom(raw: CodeMemory | undefined): CodeMemory {
  const instants = INSTANTS.filter((field) => raw?.[field] !== undefined).map((field) => [
    field,
    new Date(raw?.[field] ?? 0),
  ]);
  return { ...raw, ...(Object.fromEntries(instants) as CodeMemory) };
}

function hasFields(object: object): boolean {
  for (const _ in object) return true;
  return false;
}
