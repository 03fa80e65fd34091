import { z } from 'zod';
import { readSettingsWith } from '../../../connectors/settings';
import { CODE_TABLES } from '../../../connectors/simulator/operator-codes';
import { COMMON_GATEWAY_SETTINGS } from '../gateway-type';

const schema = z.strictObject({
  ...COMMON_GATEWAY_SETTINGS,
  /** In whose words the operator refuses. */
  codes: z.enum(CODE_TABLES).default('telia'),
  /** Whether the answer is the outcome, or only the promise of one. */
  answers: z.enum(['at once', 'later']).default('at once'),
  /** The highest price it takes at once. */
  mostMinor: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'must be whole minor units, as a string')
    .optional(),
  timeoutMs: z.int().min(100).max(30_000).default(10_000),
});

export type SimulatedSettings = z.infer<typeof schema>;

export const readSimulatedSettings = (raw: unknown) => readSettingsWith<SimulatedSettings>(schema, raw);
