import type { Brand, Configuration, ConnectorRow, Shortcode } from '../catalogue/configuration';
import { readReference, type Reference } from '../platform/reference';

/** The brand a request names, by its code or its id. */
export function brandNamed({ brands }: Configuration, reference: Reference): Brand | undefined {
  const { name, id } = readReference(reference);
  return [...brands.values()].find(({ code }) => code === name) ?? (id === null ? undefined : brands.get(id));
}

/** The code a request names. Its number comes first: 2050 is a number before it is an id. */
export function shortcodeNamed(
  { shortcodesByNumber, shortcodes }: Configuration,
  reference: Reference,
): Shortcode | undefined {
  const { name, id } = readReference(reference);
  return shortcodesByNumber.get(name) ?? (id === null ? undefined : shortcodes.get(id));
}

/** The connector a request names, by its name or its id. */
export function connectorNamed(
  { connectorsByName, connectors }: Configuration,
  reference: Reference,
): ConnectorRow | undefined {
  const { name, id } = readReference(reference);
  return connectorsByName.get(name) ?? (id === null ? undefined : connectors.get(id));
}
