import {
  Injectable,
  ValidationPipe,
  type ArgumentMetadata,
  type PipeTransform,
  type Type,
  type ValidationError,
} from '@nestjs/common';
import { findUnstorable, joinPath } from './input-check';
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
    private readonly pipe = new InputPipe();

    async transform(body: unknown, { type }: ArgumentMetadata): Promise<OneOrMany<T>> {
      const raw: readonly unknown[] = Array.isArray(body) ? body : [body];
      if (raw.length < 1 || raw.length > most) throw invalid([{ path: '', message: `must be one or an array of 1 to ${most}` }]);
      const items: T[] = [];
      const errors: InputError[] = [];
      for (const [at, one] of raw.entries()) {
        const read = await this.read(one, type, Array.isArray(body) ? `[${at}]` : '');
        if (Array.isArray(read)) errors.push(...read);
        else items.push(read as T);
      }
      if (errors.length > 0) throw invalid(errors);
      return { items, single: !Array.isArray(body) };
    }

    private async read(one: unknown, type: ArgumentMetadata['type'], path: string): Promise<T | InputError[]> {
      try {
        return (await this.pipe.transform(one, { type, metatype: element })) as T;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return (error.more.errors ?? []).map((fault) => ({ ...fault, path: joinPath(path, fault.path) }));
      }
    }
  }
  return OneOrManyPipe;
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
    transform: true,
    exceptionFactory: (errors) => invalid(errors.flatMap((error) => flat(error, ''))),
  });

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const unstorable = findUnstorable(value);
    if (unstorable) throw invalid([unstorable]);
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
  const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({ path, message: plain(rule, message, property) }));
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
