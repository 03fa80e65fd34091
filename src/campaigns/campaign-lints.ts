import type { Campaign, List } from '../catalogue/configuration';
import type { InputError } from '../platform/problem';
import { reservedWord } from '../rules/command';
import type { Profile } from '../rules/profile';
import { fold } from '../text/fold';
import { LANGUAGES } from '../text/language';
import { planSegments } from '../text/segments';
import type { LintContext, OfferedService } from './campaign-kind';
import type { CampaignRule } from './campaign-rule';
import { pathOf } from './campaign-rule';
import { expectedAnswers } from './expected-answers';
import type { AnyKind } from './kinds';

/** What publishing asks of a campaign by itself; its leases and its neighbours are asked elsewhere. */
export interface LintedCampaign {
  readonly campaign: Campaign;
  readonly rules: readonly CampaignRule[];
  readonly isDedicated: boolean;
  readonly profile: Profile;
  readonly lists: ReadonlyMap<number, List>;
  /** Campaigns of the same brand on the same code. */
  readonly neighbours?: ReadonlyMap<number, Campaign>;
  /** See {@link LintContext.refusalOf}. */
  readonly refusalOf?: (url: string) => string | null;
  /** Uploaded tables of the brand. */
  readonly tables?: ReadonlyMap<number, { readonly columns: readonly string[] }>;
  /** Paid services of the brand. */
  readonly services?: ReadonlyMap<number, OfferedService>;
}

/** The parts a carrier can be trusted to put together again. */
const MAX_SEGMENTS = 10;

/** What a lint found. */
export interface Linted {
  /** As the kind read them; as they were written where it could not. */
  readonly settings: unknown;
  readonly isReadable: boolean;
  /** Everything that keeps the campaign from being published. */
  readonly errors: readonly InputError[];
  /** What does not keep it, and should be read. */
  readonly advice: readonly string[];
}

/** Reads a draft as its kind does, and looks for everything that is in its way. */
export function lintCampaign(kind: AnyKind | undefined, linted: LintedCampaign): Linted {
  const { campaign } = linted;
  const errors = [
    ...windowErrors(campaign),
    ...ruleErrors(linted),
    ...longTexts(campaign.settings, 'settings'),
  ];
  if (!kind) {
    return {
      settings: campaign.settings,
      isReadable: false,
      advice: [],
      errors: [{ path: 'kind', message: `there is no kind "${campaign.kind}"` }, ...errors],
    };
  }
  const read = kind.readSettings(campaign.settings, LANGUAGES);
  if ('faults' in read) {
    const faults = read.faults.map(({ path, message }) => ({
      path: path === '' ? 'settings' : `settings.${path}`,
      message,
    }));
    return { settings: campaign.settings, isReadable: false, advice: [], errors: [...faults, ...errors] };
  }
  const { settings } = read;
  const context = contextOf(settings, linted);
  return {
    settings: kind.complete?.(settings, context) ?? settings,
    isReadable: true,
    errors: [...kindErrors(kind, settings, context, linted.rules), ...errors],
    advice: kind.advise?.(settings, context) ?? [],
  };
}

const contextOf = (
  settings: unknown,
  { campaign, profile, lists, neighbours, tables, services, refusalOf }: LintedCampaign,
): LintContext => ({
  campaign: { ...campaign, settings },
  profile,
  list: (id) => lists.get(id),
  isReserved: (raw) => reservedWord(profile, fold(raw)) !== undefined,
  neighbour: (id) => neighbours?.get(id),
  table: (id) => tables?.get(id),
  service: (id) => services?.get(id),
  ...(refusalOf ? { refusalOf } : {}),
});

function kindErrors(
  kind: AnyKind,
  settings: unknown,
  context: LintContext,
  rules: readonly CampaignRule[],
): InputError[] {
  const sentences = kind.lint(settings, context);
  const answers = new Set(expectedAnswers(kind, settings).map(fold));
  const heardTwice = rules.flatMap(({ word }, at) =>
    word !== null && answers.has(fold(word))
      ? [{ path: pathOf(rules, at), message: `"${word}" is also an answer that this campaign expects` }]
      : [],
  );
  return [...sentences.map((message) => ({ path: 'settings', message })), ...heardTwice];
}

function windowErrors({ opensAt, closesAt }: Campaign): InputError[] {
  return closesAt && closesAt <= opensAt
    ? [{ path: 'closesAt', message: 'must be after the campaign opens' }]
    : [];
}

function ruleErrors({ rules, isDedicated }: LintedCampaign): InputError[] {
  if (rules.length === 0)
    return [{ path: 'keywords', message: 'must have at least one: nothing would lead to this campaign' }];
  const hasCatchAll = rules.some(({ word }) => word === null);
  if (!hasCatchAll || isDedicated) return [];
  return [
    { path: 'catchAll', message: 'is for dedicated codes: on a shared one no brand answers for the others' },
  ];
}

/** Every text in the settings, wherever a kind keeps it. */
function longTexts(value: unknown, path: string): InputError[] {
  if (typeof value === 'string') {
    const { segments } = planSegments(value);
    return segments > MAX_SEGMENTS
      ? [{ path, message: `takes ${segments} segments; ${MAX_SEGMENTS} are the most` }]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    longTexts(inner, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`),
  );
}
