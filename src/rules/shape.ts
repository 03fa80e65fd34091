/** What is wrong with a value, and where: `words[3].act`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export type Check = (value: unknown, path: string) => readonly Fault[];

/** Enough to see what is wrong; a thousand faults of one kind help nobody. */
const MOST_FAULTS = 50;

export function text(chars: number, fits: (value: string) => boolean = () => true, what = 'a text'): Check {
  return (value, path) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= chars && fits(value)
      ? []
      : [{ path, message: `must be ${what} of 1 to ${chars} characters` }];
}

export function oneOf(allowed: readonly unknown[]): Check {
  return (value, path) =>
    allowed.includes(value) ? [] : [{ path, message: `must be one of ${allowed.map(String).join(', ')}` }];
}

export function wholeNumber(least: number, most: number): Check {
  return (value, path) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? []
      : [{ path, message: `must be a whole number from ${least} to ${most}` }];
}

export function listOf(check: Check, least: number, most: number): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      return [{ path, message: `must be a list of ${least} to ${most}` }];
    }
    return value.flatMap((item, at) => check(item, `${path}[${at}]`)).slice(0, MOST_FAULTS);
  };
}

/** An object with these fields and no others; `optional` ones may be missing, but never null. */
export function shape(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [{ path, message: 'must be an object' }];
    }
    const fields = value as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(fields)
      .filter((name) => !Object.hasOwn(required, name) && !Object.hasOwn(optional, name))
      .map((name) => ({ path: inside(path, name), message: 'is not a field of this object' }));
    const wrong = Object.entries({ ...required, ...optional }).flatMap(([name, check]) =>
      Object.hasOwn(fields, name) || Object.hasOwn(required, name)
        ? check(fields[name], inside(path, name))
        : [],
    );
    return [...unknown, ...wrong].slice(0, MOST_FAULTS);
  };
}

function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
