import type { Campaign } from '../../catalogue/configuration';
import type { LintContext } from '../campaign-kind';
import { pick } from '../texts-by-language';
import { readMenuSettings, type MenuSettings } from './menu-settings';

/** Where every choice leads, and whether it ever comes back to the menu itself. */
export function lintMenu({ options }: MenuSettings, context: LintContext): string[] {
  const { campaign } = context;
  return options.flatMap((option, at) => {
    const missing =
      option.labels[campaign.language] === undefined &&
      pick(option.labels, campaign.language, campaign.language) !== undefined
        ? [`Choice ${at + 1} has no label in ${campaign.language}, the campaign's language.`]
        : [];
    return [...missing, ...targetFaults(at + 1, option.campaign, context)];
  });
}

function targetFaults(choice: number, id: number, { campaign, neighbour }: LintContext): string[] {
  if (id === campaign.id) return [`Choice ${choice} leads to this menu itself.`];
  const target = neighbour?.(id);
  if (!target)
    return [`Choice ${choice} leads to campaign ${id}, which is none of this brand's on this code.`];
  if (target.state !== 'published')
    return [`Choice ${choice} leads to "${target.name}", which is ${target.state}: publish it first.`];
  if (target.closesAt && target.closesAt <= campaign.opensAt)
    return [`Choice ${choice} leads to "${target.name}", which ends before this menu opens.`];
  const way = wayBack(target, campaign.id, neighbour, new Set());
  return way
    ? [`Choice ${choice} leads back to this menu: ${way.map(({ name }) => `"${name}"`).join(', ')}.`]
    : [];
}

/** The menus between a campaign and the one it comes back to; null when it does not. */
function wayBack(
  from: Campaign,
  home: number,
  neighbour: LintContext['neighbour'],
  seen: Set<number>,
): readonly Campaign[] | null {
  seen.add(from.id);
  for (const id of targetsOf(from)) {
    if (id === home) return [from];
    const next = seen.has(id) ? undefined : neighbour?.(id);
    const way = next && wayBack(next, home, neighbour, seen);
    if (way) return [from, ...way];
  }
  return null;
}

function targetsOf({ kind, settings }: Campaign): readonly number[] {
  const read = kind === 'menu' ? readMenuSettings(settings) : null;
  return read && 'settings' in read ? read.settings.options.map(({ campaign }) => campaign) : [];
}
