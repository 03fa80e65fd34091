import { Problem } from '../../platform/problem';
import { readReference } from '../../platform/reference';

/** The id of a service or a tariff as it stands in a path; what no such id can be is nothing there is. */
export function serviceIdIn(raw: string, what = 'service'): number {
  const { id } = readReference(raw);
  if (id === null) throw new Problem('NOT_FOUND', `There is no such ${what}.`);
  return id;
}
