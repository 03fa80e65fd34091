/**
 * Texts with variables. The whole grammar: `{name}`, `{name|fallback}`, and `{{` and `}}` for the braces themselves. A value is
 * put in as it is and never read again, so nobody's name can be a template.
 */
type Part =
  | { readonly type: 'text'; readonly text: string }
  | Placeholder
  | { readonly type: 'fault'; readonly text: string; readonly fault: string };

interface Placeholder {
  readonly type: 'placeholder';
  readonly name: string;
  readonly fallback: string;
}

const NEXT = /\{\{|\}\}|\{([^{}]*)\}|\{|\}/g;
const NAME = /^[A-Za-z][A-Za-z0-9_.]{0,39}$/;

/** The text with its values. A missing or empty value gives the fallback; without one, the doubled blank closes up. */
export function render(template: string, values: Readonly<Record<string, string>>): string {
  let text = '';
  let isAfterBlank = true; // one of the template's own, or its beginning: a value keeps every blank it has
  let isAfterGap = false;
  for (const part of known(template)) {
    const isValue = part.type === 'placeholder';
    const words: string = isValue ? valueOf(values, part) : closedUp(part.text, isAfterGap && isAfterBlank);
    text += words;
    if (words !== '') isAfterBlank = !isValue && words.endsWith(' ');
    isAfterGap = isValue && words === '';
  }
  return isAfterGap && isAfterBlank ? text.slice(0, -1) : text;
}

/** The names a template asks for, each once, in the order they first appear. */
export function placeholders(template: string): readonly string[] {
  const names = read(template).flatMap((part) => (part.type === 'placeholder' ? [part.name] : []));
  return [...new Set(names)];
}

/** What is wrong with a template, in sentences for its author; empty when it can be used. */
export function checkTemplate(template: string, known: readonly string[]): readonly string[] {
  const faults = read(template).flatMap((part) => faultOf(part, known));
  return [...new Set(faults)];
}

/** Templates are few, and some are rendered for every text: taken apart once, they stay so. */
const MOST_KNOWN = 1_000;
const apart = new Map<string, readonly Part[]>();

function known(template: string): readonly Part[] {
  const before = apart.get(template);
  if (before) return before;
  const parts = read(template);
  if (apart.size >= MOST_KNOWN) apart.clear();
  apart.set(template, parts);
  return parts;
}

function faultOf(part: Part, known: readonly string[]): readonly string[] {
  if (part.type === 'fault') return [part.fault];
  if (part.type === 'text' || known.includes(part.name)) return [];
  return [`{${part.name}} is not a value this text can use`];
}

function closedUp(text: string, isAfterGap: boolean): string {
  return isAfterGap && text.startsWith(' ') ? text.slice(1) : text;
}

function valueOf(values: Readonly<Record<string, string>>, { name, fallback }: Placeholder): string {
  return (Object.hasOwn(values, name) ? values[name] : undefined) || fallback;
}

function read(template: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const found of template.matchAll(NEXT)) {
    if (found.index > at) parts.push({ type: 'text', text: template.slice(at, found.index) });
    parts.push(partOf(found[0], found[1]));
    at = found.index + found[0].length;
  }
  if (at < template.length) parts.push({ type: 'text', text: template.slice(at) });
  return parts;
}

function partOf(raw: string, inside: string | undefined): Part {
  if (raw === '{{' || raw === '}}') return { type: 'text', text: raw.charAt(0) };
  if (inside === undefined) {
    const fault =
      raw === '{'
        ? 'a { is never closed; write {{ for the brace itself'
        : 'a } closes nothing; write }} for the brace itself';
    return { type: 'fault', text: raw, fault };
  }
  const bar = inside.indexOf('|');
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim();
  if (NAME.test(name)) return { type: 'placeholder', name, fallback: bar < 0 ? '' : inside.slice(bar + 1) };
  const fault =
    name === '' ? `${raw} has no name` : `${raw} is not a name: letters, digits, _ and . only, 40 at most`;
  return { type: 'fault', text: raw, fault };
}
