import { z } from 'zod';
import { MAX_URL_CHARS, readRules, refusalOfUrl } from '../../platform/outbound-http-rules';
import type { SettingsFault } from '../campaign-kind';
import type { Flow } from '../flow/flow';
import { flowKind } from '../flow/flow-kind';
import type { FlowResources } from '../flow/flow-script';
import { readFlow } from '../flow/read-flow';
import { nameSchema, readWith, windowFields, type WindowSettings } from '../flow/settings-reader';
import { withDefaults } from '../flow/with-defaults';
import { pick } from '../texts-by-language';

/** A conversation as the brand wrote it, and what the names in it stand for. */
export interface ConversationSettings extends FlowResources, WindowSettings {
  readonly flow: Flow;
}

const LIMITS = { names: 20, timeoutMs: { least: 500, most: 5_000 } } as const;

/** "HELLO": the keyword begins a conversation, which goes on text by text until its definition ends it. */
export const conversation = flowKind<ConversationSettings>({
  name: 'conversation',
  readSettings,
  flowsOf: ({ flow }) => [withDefaults(flow)],
  flowOf: ({ flow }) => withDefaults(flow),
  resourcesOf: (settings) => settings,
  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
  goesOnAfterClose: ({ finishAfterClose }) => finishAfterClose === true,
});

const atMost = <T extends object>(some: T): boolean => Object.keys(some).length <= LIMITS.names;
const tooMany = `must have at most ${LIMITS.names} names`;

/** Hosts that only the operator can allow are refused or let through when they are called. */
const url = z
  .string()
  .max(MAX_URL_CHARS)
  .superRefine((text, context) => {
    const refusal = refusalOfUrl(text, readRules([]));
    if (refusal?.startsWith('must be') || refusal?.startsWith('must not hold')) context.addIssue(refusal);
  });

const around = z.strictObject({
  flow: z.custom<Flow>(() => true),
  tables: z.record(nameSchema, z.int().min(1)).refine(atMost, tooMany).optional(),
  webhooks: z
    .record(
      nameSchema,
      z.strictObject({
        url,
        timeoutMs: z.int().min(LIMITS.timeoutMs.least).max(LIMITS.timeoutMs.most).optional(),
      }),
    )
    .refine(atMost, tooMany)
    .optional(),
  queues: z.array(nameSchema).max(LIMITS.names).optional(),
  ...windowFields,
});

function readSettings(raw: unknown) {
  const read = readWith<ConversationSettings>(around, raw);
  const flow = readFlow(typeof raw === 'object' && raw !== null && 'flow' in raw ? raw.flow : undefined);
  const faults: readonly SettingsFault[] = [
    ...('faults' in read ? read.faults : []),
    ...('faults' in flow ? flow.faults.map(within) : []),
  ];
  if ('faults' in read || 'faults' in flow) return { faults };
  return { settings: { ...read.settings, flow: flow.flow } };
}

const within = ({ path, message }: SettingsFault): SettingsFault => ({
  path: path === '' ? 'flow' : `flow.${path}`,
  message,
});
