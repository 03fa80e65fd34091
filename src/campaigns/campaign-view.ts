import type { CampaignRule } from './campaign-rule';
import type { CampaignDto, ShownAudienceDto } from './campaign.dto';
import type { CampaignEntity } from './campaign.entity';

/** A campaign as the API shows it. */
export function shownCampaign(
  row: CampaignEntity,
  rules: readonly CampaignRule[],
  operators: ReadonlyMap<number, string>,
): CampaignDto {
  const audience = ({ operatorId, includeListId, excludeListId }: CampaignRule): ShownAudienceDto => ({
    operator: operatorId === null ? null : (operators.get(operatorId) ?? null),
    includeList: includeListId,
    excludeList: excludeListId,
  });
  const catchAll = rules.find(({ word }) => word === null);
  const { id, name, kind, state, opensAt, closesAt, timezone, language, settings, createdAt, publishedAt } =
    row;
  return {
    id,
    brand: row.brand.code,
    shortcode: row.shortcode.number,
    name,
    kind,
    state,
    keywords: rules.flatMap((rule) => (rule.word === null ? [] : [{ word: rule.word, ...audience(rule) }])),
    catchAll: catchAll ? audience(catchAll) : null,
    opensAt,
    closesAt,
    timezone,
    language,
    settings,
    createdAt,
    publishedAt,
  };
}
