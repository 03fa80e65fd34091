import { ValidateBy } from 'class-validator';
import { DateTime } from 'luxon';

const DAY = /^\d{4}-\d\d-\d\d$/;
const YEARS = { first: 1970, last: 2200 } as const;

/** A day of the calendar, such as 2026-05-01; whose clock it is by is the operator's matter. */
export const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'string' || !DAY.test(value)) return false;
        const { isValid, year } = DateTime.fromISO(value, { zone: 'utc' });
        return isValid && year >= YEARS.first && year <= YEARS.last;
      },
      defaultMessage: () => 'must be a day, such as 2026-05-01',
    },
  });
