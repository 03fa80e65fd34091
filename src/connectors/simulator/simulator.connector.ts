import { z } from 'zod';
import type { Protocol } from '../connector';
import { each } from '../http-outcomes';
import { bearerOf, isKey } from '../secrets';
import { answerHttpReports, answerHttpTexts } from '../http/http-answers';
import { readHttpReports } from '../http/http-reports';
import { readHttpTexts } from '../http/http-texts';
import { InFlight } from '../in-flight';
import { COMMON_SETTINGS, readSettingsWith } from '../settings';
import type { SimulatedNetwork } from './network.service';

const MOST_OPERATORS = 200;

// The network can be told to report in hex, and its reports should be understood without another switch.
const schema = z.strictObject({
  ...COMMON_SETTINGS,
  reportIds: COMMON_SETTINGS.reportIds.default('any form'),
  /** Whose the handsets are, by how their numbers begin; the network tells it with each of their texts. */
  operators: z
    .record(
      z.string().regex(/^[0-9]{1,15}$/, 'must be the first digits of numbers'),
      z.string().min(1).max(40),
    )
    .refine(
      (operators) => Object.keys(operators).length <= MOST_OPERATORS,
      `may have ${MOST_OPERATORS} at most`,
    )
    .default({}),
});

export type SimulatorSettings = z.infer<typeof schema>;

/**
 * The link to the simulated network. Its handsets reach the engine through the ear; at the carriers' door it
 * understands the generic dialect, so that whatever speaks that can play a handset too.
 */
export function createSimulator(network: SimulatedNetwork): Protocol<SimulatorSettings> {
  return {
    name: 'simulator',
    secretSettings: [],
    readSettings: (raw) => readSettingsWith<SimulatorSettings>(schema, raw),
    isAuthentic: (request, connector) => isKey(bearerOf(request), connector.keyHash),
    readTexts: readHttpTexts,
    readReports: readHttpReports,
    answerTexts: answerHttpTexts,
    answerReports: answerHttpReports,
    open({ id }, { timeoutMs, operators }, ear) {
      const inFlight = new InFlight();
      const detach = network.attach(id, ear, operators);
      return {
        async submit(texts) {
          if (inFlight.isClosed)
            return each(texts.length, { type: 'unreachable', reason: 'the link is closed' });
          const late = each(texts.length, { type: 'unknown', reason: 'no answer in time' });
          return inFlight.run(() => within(timeoutMs, network.submit(id, texts), late));
        },
        async close() {
          await inFlight.close();
          await detach();
        },
      };
    },
  };
}

/** What a promise brings, or `otherwise` when it has brought nothing in time. */
async function within<T>(timeoutMs: number, work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(() => resolve(otherwise), timeoutMs)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
