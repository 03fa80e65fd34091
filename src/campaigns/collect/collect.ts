import { z } from 'zod';
import { LANGUAGES } from '../../text/language';
import { render } from '../../text/template';
import type { SettingsFault } from '../campaign-kind';
import type { Accept } from '../flow/accept';
import { FLOW_LIMITS, type Flow, type Option, type Step } from '../flow/flow';
import { FLOW_DEFAULTS } from '../flow/flow-default-texts';
import { flowKind } from '../flow/flow-kind';
import type { PlayNotes } from '../flow/flow-script';
import { acceptSchema, optionSchema } from '../flow/read-flow';
import {
  nameSchema,
  readWith,
  textsSchema,
  windowFields,
  type WindowSettings,
} from '../flow/settings-reader';
import { pick, type TextsByLanguage } from '../texts-by-language';
import { COLLECT_TEXTS, KNOWN, RETRY_NUMBER, THANKS } from './collect-texts';

/** What a brand wants to know of a person, and what for: every answer goes to their profile with its purpose. */
export interface CollectSettings extends WindowSettings {
  readonly ask: readonly Asked[];
  /** What the answers are kept for, unless one says otherwise. */
  readonly purpose: string;
  /** Whether what the brand knows already is not asked again. */
  readonly skipKnown: boolean;
  readonly intro?: TextsByLanguage | undefined;
  readonly thanks?: TextsByLanguage | undefined;
  readonly known?: TextsByLanguage | undefined;
  readonly late?: TextsByLanguage | undefined;
  readonly tooManyTries?: TextsByLanguage | undefined;
  readonly ttlMinutes: number;
  readonly maxTries: number;
  readonly whenInterrupted?: 'interrupt' | 'park' | 'refuse' | undefined;
}

/** One attribute of the profile. With options it is a choice, without them it is what `accept` takes. */
interface Asked {
  readonly attribute: string;
  readonly accept?: Accept | undefined;
  readonly options?: readonly Option[] | undefined;
  readonly texts?: TextsByLanguage | undefined;
  readonly retry?: TextsByLanguage | undefined;
  readonly purpose?: string | undefined;
  readonly sensitive?: boolean | undefined;
}

const MOST_ASKED = 20;
const LAST = 'last';
const INTRO = 'intro';

/** "REGISTER": asks for what the brand needs, puts right what can be put right, and asks again for what cannot. */
export const collect = flowKind<CollectSettings>({
  name: 'collect',
  readSettings,
  flowsOf: (settings) => [collectFlow(settings, {})],
  flowOf: collectFlow,
  // Only what is looked at: a claim that nobody reads is missing when the decision is made again.
  claims: ({ campaign, settings }) =>
    settings.skipKnown ? [{ type: 'attributes', brandId: campaign.brandId }] : [],
  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
  goesOnAfterClose: ({ finishAfterClose }) => finishAfterClose === true,

  open(turn) {
    const { settings, campaign, language } = turn;
    if (!settings.skipKnown) return { type: 'open', notes: {} };
    const known = turn.claims.get({ type: 'attributes', brandId: campaign.brandId });
    const skip = settings.ask
      .map(({ attribute }) => attribute)
      .filter((attribute) => Object.hasOwn(known, attribute));
    if (skip.length < settings.ask.length) return { type: 'open', notes: skip.length > 0 ? { skip } : {} };
    const template = pick({ ...KNOWN, ...settings.known }, language, campaign.language) ?? '';
    const values = { brand: turn.brandName, code: turn.shortcode.number, charged: turn.text('notCharged') };
    return { type: 'shut', because: 'has told all of it before', text: render(template, values) };
  },
});

function collectFlow(settings: CollectSettings, { skip }: PlayNotes): Flow {
  const left = settings.ask.filter(({ attribute }) => !Array.isArray(skip) || !skip.includes(attribute));
  const start = left[0] ? stepOf(left[0]) : LAST;
  const steps: Record<string, Step> = {
    ...(settings.intro ? { [INTRO]: { type: 'say', texts: settings.intro, next: start } } : {}),
    [LAST]: { type: 'end', outcome: 'completed', texts: settings.thanks ?? THANKS },
  };
  for (const [at, asked] of left.entries()) {
    const following = left[at + 1];
    steps[stepOf(asked)] = questionFor(asked, settings.purpose, following ? stepOf(following) : LAST);
  }
  return {
    flow: 1,
    languages: languagesOf(settings),
    first: settings.intro ? INTRO : start,
    steps,
    ttlMinutes: settings.ttlMinutes,
    maxTries: settings.maxTries,
    tooManyTries: { texts: settings.tooManyTries ?? FLOW_DEFAULTS.tooManyTries },
    late: settings.late ?? FLOW_DEFAULTS.late,
    whenInterrupted: settings.whenInterrupted,
  };
}

const stepOf = ({ attribute }: Asked): string => `ask_${attribute}`;

function questionFor({ attribute, accept, options, ...asked }: Asked, purpose: string, next: string): Step {
  const own = accept && defaultsFor(accept);
  const texts = asked.texts ?? own?.ask ?? {};
  const question = {
    texts,
    save: attribute,
    sensitive: asked.sensitive,
    purpose: asked.purpose ?? purpose,
    retryTexts: asked.retry ?? own?.retry ?? texts,
    next,
  };
  if (options) return { ...question, type: 'choose', options };
  return { ...question, type: 'ask', accept: accept ?? { type: 'text' } };
}

function defaultsFor({ type }: Accept): { ask?: TextsByLanguage; retry?: TextsByLanguage } {
  if (type === 'number') return { retry: RETRY_NUMBER };
  return isExplained(type) ? COLLECT_TEXTS[type] : {};
}

const isExplained = (type: Accept['type']): type is keyof typeof COLLECT_TEXTS => type in COLLECT_TEXTS;

/** Every language in which the brand has said something; all of ours when it said nothing itself. */
function languagesOf({ ask, intro, thanks }: CollectSettings): Flow['languages'] {
  const own = [
    ...ask.flatMap(({ texts }) => texts ?? []),
    ...(intro ? [intro] : []),
    ...(thanks ? [thanks] : []),
  ];
  if (own.length === 0) return LANGUAGES;
  return LANGUAGES.filter((language) => own.some((texts) => texts[language] !== undefined));
}

const asked = z.strictObject({
  attribute: nameSchema,
  accept: acceptSchema.optional(),
  options: z
    .array(optionSchema.omit({ next: true }))
    .min(2)
    .max(FLOW_LIMITS.options)
    .optional(),
  texts: textsSchema.optional(),
  retry: textsSchema.optional(),
  purpose: z.string().min(1).max(100).optional(),
  sensitive: z.boolean().optional(),
});

const schema = z.strictObject({
  ask: z.array(asked).min(1).max(MOST_ASKED),
  purpose: z.string().min(1).max(100),
  skipKnown: z.boolean().default(false),
  intro: textsSchema.optional(),
  thanks: textsSchema.optional(),
  known: textsSchema.optional(),
  late: textsSchema.optional(),
  tooManyTries: textsSchema.optional(),
  ttlMinutes: z.int().min(1).max(FLOW_LIMITS.ttlMinutes).default(60),
  maxTries: z.int().min(1).max(FLOW_LIMITS.maxTries).default(3),
  whenInterrupted: z.enum(['interrupt', 'park', 'refuse']).optional(),
  ...windowFields,
});

function readSettings(raw: unknown) {
  const read = readWith<CollectSettings>(schema, raw);
  if ('faults' in read) return read;
  const { ask } = read.settings;
  const faults = ask.flatMap((one, at): SettingsFault[] => {
    const path = `ask[${at}]`;
    const isAgain = ask.findIndex(({ attribute }) => attribute === one.attribute) < at;
    const needsTexts = one.accept === undefined || !isExplained(one.accept.type);
    return [
      ...(isAgain ? [{ path: `${path}.attribute`, message: 'is asked for before' }] : []),
      ...((one.accept === undefined) === (one.options === undefined)
        ? [{ path, message: 'must have accept or options' }]
        : []),
      ...(needsTexts && one.texts === undefined
        ? [{ path: `${path}.texts`, message: 'must be there: nobody else knows how to ask for it' }]
        : []),
    ];
  });
  return faults.length > 0 ? { faults } : read;
}
