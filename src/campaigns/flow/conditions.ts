import { ageAt } from './age';
import type { Condition } from './flow';
import type { AnswerValue } from './reading';

export type Answers = Readonly<Record<string, AnswerValue>>;

/** What was saved under a name; nothing for a name every object has. */
export function answerNamed(answers: Answers, name: string): AnswerValue | undefined {
  return Object.hasOwn(answers, name) ? answers[name] : undefined;
}

/** Whether a condition holds for what has been saved so far. */
export function holds(
  condition: Condition,
  answers: Answers,
  today: { readonly now: Date; readonly zone: string },
): boolean {
  switch (condition.type) {
    case 'and':
      return condition.conditions.every((inner) => holds(inner, answers, today));
    case 'or':
      return condition.conditions.some((inner) => holds(inner, answers, today));
    case 'not':
      return !holds(condition.condition, answers, today);
    case 'eq':
      return saved(answers, condition.name).includes(condition.value);
    case 'in':
      return saved(answers, condition.name).some((value) => condition.values.includes(value));
    case 'lt':
      return saved(answers, condition.name).some((value) => isLess(value, condition.value));
    case 'gt':
      return saved(answers, condition.name).some((value) => isLess(condition.value, value));
    case 'has':
      return saved(answers, condition.name).length > 0;
    case 'aged':
      return saved(answers, condition.name).some(
        (born) => typeof born === 'string' && (ageAt(born, today.now, today.zone) ?? -1) >= condition.years,
      );
  }
}

/** The names a condition looks at. */
export function namesIn(condition: Condition): readonly string[] {
  if ('conditions' in condition) return condition.conditions.flatMap(namesIn);
  return 'condition' in condition ? namesIn(condition.condition) : [condition.name];
}

function saved(answers: Answers, name: string): readonly (string | number)[] {
  const value = answerNamed(answers, name);
  if (value === undefined) return [];
  return typeof value === 'string' || typeof value === 'number' ? [value] : value;
}

/** Numbers with numbers and texts with texts (ISO dates sort as they are); anything else is not comparable. */
function isLess(a: string | number, b: string | number): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return typeof a === 'string' && typeof b === 'string' && a < b;
}
