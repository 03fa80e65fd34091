import type { Language } from '../../text/language';
import { planSegments } from '../../text/segments';
import { render } from '../../text/template';
import type { Accept } from './accept';
import { EMAIL_CHARS } from './email-answer';
import { type ChooseStep, type Flow, FLOW_LIMITS, type Step } from './flow';
import { ANSWER_CHARS } from './text-answer';

/** A letter outside the GSM alphabet: whatever a person writes may turn the whole text into UCS-2. */
const WIDE = 'ی';
const LONGEST_NUMBER = '-999999.999999999';
/** E.164: fifteen digits. */
const LONGEST_PHONE = '+123456789012345';
/** Values made of values: as many set steps in a row are followed. */
const ROUNDS = 3;

/** For every name a text of a flow may use, a value than which nobody's is longer in this language. */
export function longestValues(
  flow: Flow,
  language: Language,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const steps = Object.values(flow.steps);
  let values: Record<string, string> = { ...given };
  for (let round = 0; round < ROUNDS; round++) {
    const before = values;
    const possible = steps.flatMap((step) => savedBy(step, language, before));
    values = { ...given };
    for (const [name, value] of possible) values[name] = longer(values[name], value);
  }
  return values;
}

type Named = readonly [name: string, value: string];

function savedBy(step: Step, language: Language, values: Readonly<Record<string, string>>): readonly Named[] {
  if (step.type === 'set') {
    return Object.entries(step.values).map(([name, value]): Named => [
      name,
      render(String(value), values).slice(0, FLOW_LIMITS.valueChars),
    ]);
  }
  if (!('save' in step)) return [];
  if (step.type === 'ask') return [[step.save, longestAnswer(step.accept)]];
  if (step.type === 'choose') return longestChoice(step, language).map((label): Named => [step.save, label]);
  return [[step.save, WIDE.repeat(FLOW_LIMITS.valueChars)]];
}

function longestAnswer(accept: Accept): string {
  switch (accept.type) {
    case 'text':
      return WIDE.repeat(accept.maxChars ?? ANSWER_CHARS.text);
    case 'name':
      return WIDE.repeat(ANSWER_CHARS.name);
    case 'email':
      return 'x'.repeat(EMAIL_CHARS.all);
    case 'postcode':
      return '12345-6789';
    case 'nationalId':
      return 'RSSMRA85T10A562S';
    case 'number':
      return LONGEST_NUMBER;
    case 'date':
      return '2026-12-31';
    case 'time':
      return '23:59';
    case 'phone':
      return LONGEST_PHONE;
    case 'words':
    case 'pattern':
      return WIDE.repeat(ANSWER_CHARS.text);
  }
}

function longestChoice({ options, multiple }: ChooseStep, language: Language): readonly string[] {
  const labels = options.map(({ labels: own, value }) => own[language] ?? value);
  return multiple ? [labels.join('، ')] : labels;
}

/** By what it adds to a text: a letter outside the GSM alphabet costs more than twice as much as one inside. */
function longer(one: string | undefined, other: string): string {
  return one !== undefined && cost(one) >= cost(other) ? one : other;
}

function cost(value: string): number {
  const { encoding, units } = planSegments(value);
  return encoding === 'GSM7' ? units : (units * 160) / 70;
}
