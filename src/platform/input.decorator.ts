import { applyDecorators } from '@nestjs/common';
import { ValidateBy, ValidateIf } from 'class-validator';
import { DateTime, IANAZone } from 'luxon';
import { knowsCurrency } from './money';
import { readCursor } from './page';
import { isReference } from './reference';

/** The field may be left out, and in a PATCH then stays as it is; null is no way of leaving it out. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** The field may be left out, or null to say "none". */
export const IfNotNull = (): PropertyDecorator =>
  ValidateIf((_, value) => value !== undefined && value !== null);

/** The field has to be there, but may be null to say "none". */
export const UnlessNull = (): PropertyDecorator => ValidateIf((_, value) => value !== null);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
/** Nothing in this trade happened before or is planned beyond; what lies outside is a slip of the pen. */
const YEARS = { first: 1970, last: 2200 } as const;

const isInstant = (value: unknown): boolean => {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  const { isValid, year } = DateTime.fromISO(value, { zone: 'utc' });
  return isValid && year >= YEARS.first && year <= YEARS.last;
};

/** An ISO 8601 instant with its zone. */
export const IsInstant = (): PropertyDecorator =>
  must('isInstant', isInstant, 'must be an ISO 8601 instant with its zone, such as 2026-05-01T08:00:00Z');

/** A time zone of the IANA database. */
export const IsZone = (): PropertyDecorator =>
  must(
    'isZone',
    (value) => typeof value === 'string' && value.length <= 60 && IANAZone.isValidZone(value),
    'must be an IANA time zone, such as Asia/Tehran',
  );

/** The short name a resource goes by in the API; a letter in it keeps it apart from an id. */
export const IsSlug = (): PropertyDecorator =>
  must(
    'isSlug',
    (value) => typeof value === 'string' && /^(?=.*[a-z])[a-z0-9][a-z0-9-]{0,39}$/.test(value),
    'must be 1 to 40 of a-z, 0-9 and -, with a letter in it',
  );

/** How a request names another resource: its id, or its code, number or name. */
export const IsReference = (): PropertyDecorator =>
  must('isReference', isReference, 'must be an id, or the code, number or name of what is meant');

/** Text that is more than blanks, at most `chars` long. */
export const IsWords = (chars: number): PropertyDecorator =>
  must(
    'isWords',
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= chars,
    `must be a text of 1 to ${chars} characters`,
  );

/** A currency we bill in. */
export const IsCurrency = (): PropertyDecorator =>
  must(
    'isCurrency',
    (value) => typeof value === 'string' && knowsCurrency(value),
    'must be a currency we bill in, such as EUR',
  );

export const IsCursor = (): PropertyDecorator =>
  must(
    'isCursor',
    (value) => typeof value === 'string' && readCursor(value) !== null,
    'must be the `next` of an earlier page',
  );

function must(name: string, validate: (value: unknown) => boolean, message: string): PropertyDecorator {
  return applyDecorators(ValidateBy({ name, validator: { validate, defaultMessage: () => message } }));
}
