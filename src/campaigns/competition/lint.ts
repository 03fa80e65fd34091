import type { Campaign } from '../../catalogue/configuration';
import type { LintContext } from '../campaign-kind';
import type { CompetitionSettings } from './settings';
import { hasPrizes } from './winning';

/** Why a competition may not be published yet, one sentence each. */
export function lintCompetition(settings: CompetitionSettings, { campaign }: LintContext): readonly string[] {
  const { mode, prizes, codes } = settings;
  return [
    ...(campaign.closesAt === null ? ['A competition must have a closing time.'] : []),
    ...(hasPrizes(mode) && prizes.length === 0 ? ['There is nothing to win: it has no prizes.'] : []),
    ...(!hasPrizes(mode) && prizes.length > 0
      ? [`Prizes are not won on the spot in the mode "${mode.type}": take them out.`]
      : []),
    ...(mode.type === 'codeMatch' && !codes
      ? ['The codes say who wins, but the competition takes no codes.']
      : []),
    ...unnamedPrizes(settings, campaign),
    ...momentsOutside(settings, campaign),
    ...textsMissing(settings, campaign),
  ];
}

function unnamedPrizes({ prizes }: CompetitionSettings, { language }: Campaign): string[] {
  return prizes
    .filter(({ name }) => name[language] === undefined)
    .map(({ key }) => `The prize "${key}" has no name in ${language}, the campaign's language.`);
}

function momentsOutside({ mode, prizes }: CompetitionSettings, { opensAt, closesAt }: Campaign): string[] {
  if (mode.type !== 'winningMoments') return [];
  const outside = mode.moments.filter(
    (moment) => new Date(moment) < opensAt || (closesAt !== null && new Date(moment) >= closesAt),
  );
  const stock = prizes.reduce((sum, prize) => sum + prize.stock, 0);
  return [
    ...outside.map((moment) => `The winning moment ${moment} lies outside the competition.`),
    ...(mode.moments.length > stock
      ? [`There are ${mode.moments.length} winning moments, but only ${stock} prizes.`]
      : []),
  ];
}

function textsMissing({ texts }: CompetitionSettings, { language }: Campaign): string[] {
  return Object.entries(texts)
    .filter(([, byLanguage]) => byLanguage[language] === undefined)
    .map(([name]) => `The text "${name}" is not there in ${language}, the campaign's language.`);
}
