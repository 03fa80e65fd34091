import {
  Injectable,
  ValidationPipe,
  type ArgumentMetadata,
  type PipeTransform,
  type Type,
  type ValidationError,
} from '@nestjs/common';
import { findUnusable, joinPath } from './input-check';
import { Problem, type InputError } from './problem';

/** What a door that takes one or many was given, and whether it was one. */
export interface OneOrMany<T> {
  readonly items: readonly T[];
  readonly single: boolean;
}

/** Enough to see what is wrong; a thousand faults of one kind help nobody. */
const MOST_ERRORS = 100;

/** The pipe of the management API: known fields only, read into their DTO; every fault by its path, as VALIDATION_FAILED. */
export function validationPipe(): PipeTransform {
  return new InputPipe();
}

/** For a body that is one element or an array of them: each is checked like a body of its own, under the path `[3].word`. */
export function oneOrMany<T extends object>(element: Type<T>, most: number): Type<PipeTransform> {
  @Injectable()
  class OneOrManyPipe implements PipeTransform {
    async transform(body: unknown): Promise<OneOrMany<T>> {
      const single = !Array.isArray(body);
      const items = await readEach<T>(element, single ? [body] : (body as unknown[]), {
        least: 1,
        most,
        single,
      });
      return { items, single };
    }
  }
  return OneOrManyPipe;
}

/** For a body that is an array, perhaps empty. */
export function listOfMany<T extends object>(element: Type<T>, most: number): Type<PipeTransform> {
  @Injectable()
  class ListPipe implements PipeTransform {
    async transform(body: unknown): Promise<readonly T[]> {
      if (!Array.isArray(body)) throw invalid([{ path: '', message: 'must be an array' }]);
      return readEach<T>(element, body, { least: 0, most, single: false });
    }
  }
  return ListPipe;
}

async function readEach<T extends object>(
  element: Type<T>,
  raw: readonly unknown[],
  { least, most, single }: { readonly least: number; readonly most: number; readonly single: boolean },
): Promise<T[]> {
  if (raw.length < least || raw.length > most)
    throw invalid([{ path: '', message: `must have ${least} to ${most} elements` }]);
  const pipe = new InputPipe();
  const items: T[] = [];
  const errors: InputError[] = [];
  for (const [at, one] of raw.entries()) {
    try {
      items.push((await pipe.transform(one, { type: 'body', metatype: element })) as T);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const path = single ? '' : `[${at}]`;
      errors.push(
        ...(error.more.errors ?? []).map((fault) => ({ ...fault, path: joinPath(path, fault.path) })),
      );
    }
  }
  if (errors.length > 0) throw invalid(errors);
  return items;
}

/** The whole list of faults as one answer. */
export function invalid(errors: readonly InputError[]): Problem {
  const shown = errors.slice(0, MOST_ERRORS);
  return new Problem('VALIDATION_FAILED', sentence(shown), { errors: shown });
}

@Injectable()
class InputPipe implements PipeTransform {
  private readonly pipe = new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    transform: true,
    exceptionFactory: (errors) => invalid(errors.flatMap((error) => flat(error, ''))),
  });

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const unusable = findUnusable(value);
    if (unusable) throw invalid([unusable]);
    if (isDto(metadata) && (typeof value !== 'object' || value === null || Array.isArray(value))) {
      throw invalid([{ path: '', message: 'must be an object' }]);
    }
    return this.pipe.transform(value, metadata) as Promise<unknown>;
  }
}

const PLAIN: readonly unknown[] = [String, Boolean, Number, Array, Object];
const isDto = ({ metatype, type }: ArgumentMetadata): boolean =>
  type !== 'custom' && metatype !== undefined && !PLAIN.includes(metatype);

function flat({ property, constraints, children = [] }: ValidationError, above: string): InputError[] {
  const path = joinPath(above, /^\d+$/.test(property) ? `[${property}]` : property);
  const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({
    path,
    message: plain(rule, message, property),
  }));
  return [...own, ...children.flatMap((child) => flat(child, path))];
}

/** class-validator begins its messages with the field's name, which the path already gives. */
function plain(rule: string, message: string, property: string): string {
  if (rule === 'whitelistValidation') return 'is not a field of this request';
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}

function sentence(errors: readonly InputError[]): string {
  const [first] = errors;
  if (!first) return 'The input is not valid.';
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : '';
  return `${first.path === '' ? 'The input' : first.path} ${first.message}${more}.`;
}
