import { LANGUAGES, isLanguage, type Language } from '../../text/language';
import { planSegments } from '../../text/segments';
import { storable } from '../../text/storable';
import { wordsOf, type Service } from '../services/service';
import { dayAt, dueAt, isDay, type Day } from './calendar';

export const CONTENT_LIMITS = {
  bodyChars: 1_000,
  /** Content and its frame together. */
  segments: 10,
  /** Nobody plans further ahead; what lies beyond is a slip of the pen. */
  daysAhead: 800,
  items: 1_000,
} as const;

/** What somebody wants sent on a day. */
export interface GivenLine {
  readonly line: number;
  readonly day: string;
  /** The service's first language when empty. */
  readonly language: string;
  readonly body: string;
}

/** An item that can be kept. */
export interface NewItem {
  readonly line: number;
  readonly day: Day;
  readonly language: Language;
  readonly body: string;
  /** Its hour has come: it may be added, but what was there may have left. */
  readonly hasBegun: boolean;
}

export type ReadLine =
  | { readonly type: 'item'; readonly item: NewItem }
  | { readonly type: 'rejected'; readonly line: number; readonly detail: string };

const DAY_MS = 86_400_000;

/** Reads one line as content of a service, or says what is wrong with it. */
export function readLine(service: Service, { line, ...given }: GivenLine, now: Date): ReadLine {
  const rejected = (detail: string): ReadLine => ({ type: 'rejected', line, detail });
  const day = given.day.trim();
  const language = given.language.trim() === '' ? service.settings.languages[0] : given.language.trim();
  const body = storable(given.body.trim()).text;
  if (!isDay(day)) return rejected('the day must be a day such as 2026-05-01');
  if (!isLanguage(language)) return rejected(`the language must be one of ${LANGUAGES.join(', ')}`);
  if (!service.settings.languages.includes(language))
    return rejected(`the service is not sent in ${language}`);
  if (body === '') return rejected('there is no text');
  if (body.length > CONTENT_LIMITS.bodyChars)
    return rejected(`the text must have at most ${CONTENT_LIMITS.bodyChars} characters`);
  if (day < dayAt(now, service)) return rejected('the day is past');
  if (dueAt(day, service).getTime() > now.getTime() + CONTENT_LIMITS.daysAhead * DAY_MS)
    return rejected(`the day is more than ${CONTENT_LIMITS.daysAhead} days ahead`);
  const { segments } = planSegments(longest(service, language, body));
  if (segments > CONTENT_LIMITS.segments)
    return rejected(`the message takes ${segments} segments; ${CONTENT_LIMITS.segments} are the most`);
  return { type: 'item', item: { line, day, language, body, hasBegun: dueAt(day, service) <= now } };
}

/** With a price as long as any. */
const longest = (service: Service, language: Language, body: string): string =>
  wordsOf(service, 'content', language, { content: body, price: '999,999,999 XXXXXXXXXXXXX' });

/** Keeps the first line for each day and language; the others are named. */
export function withoutRepeats(lines: readonly ReadLine[]): readonly ReadLine[] {
  const first = new Map<string, number>();
  return lines.map((read): ReadLine => {
    if (read.type === 'rejected') return read;
    const { line, day, language } = read.item;
    const key = `${day} ${language}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    return before === undefined
      ? read
      : { type: 'rejected', line, detail: `the same day and language as in line ${before}` };
  });
}
