/** Nest's name for the question whether the carriers' links could be opened; answered by the floor that owns them. */
export const LINKS_WELL = Symbol('LINKS_WELL');

export type LinksWell = () => boolean;
