import { agentFor, exchange, type CarrierCall } from './carrier-call.client';
import type { Connector, Outcome, OutboundText } from './connector';
import { each, type Exchange } from './http-outcomes';
import { InFlight } from './in-flight';
import { withoutSecrets } from './secrets';

/** What one request carries: never nothing. */
export type SomeTexts = readonly [OutboundText, ...OutboundText[]];

/** How one HTTP dialect sends: which request carries some texts, and what an answer says of each. */
export interface LinkSpeech {
  readonly url: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** Texts per request. */
  readonly batch: number;
  /** Struck out of whatever the carrier says, in every form in which it could have seen them. */
  readonly secrets: readonly string[];
  callFor(texts: SomeTexts): CarrierCall;
  read(answer: Extract<Exchange, { type: 'answered' }>, texts: SomeTexts): readonly Outcome[];
}

/** A link over HTTP: at most `concurrency` requests at a time, begun in the order of the texts, each made once. */
export function openCarrierLink(speech: LinkSpeech): Connector {
  const agent = agentFor(speech.url, speech.concurrency);
  const inFlight = new InFlight();
  const send = async (texts: SomeTexts): Promise<readonly Outcome[]> => {
    const result = await exchange(speech.callFor(texts), agent, speech.timeoutMs);
    const outcomes = result.type === 'answered' ? speech.read(result, texts) : each(texts.length, result);
    return outcomes.map((outcome) => withoutSecretsIn(outcome, speech.secrets));
  };
  return {
    async submit(texts) {
      if (inFlight.isClosed) return each(texts.length, { type: 'unreachable', reason: 'the link is closed' });
      return inFlight.run(async () => (await Promise.all(slices(texts, speech.batch).map(send))).flat());
    },
    async close() {
      await inFlight.close();
      agent.destroy();
    },
  };
}

function slices(texts: readonly OutboundText[], size: number): SomeTexts[] {
  const cut: SomeTexts[] = [];
  for (let at = 0; at < texts.length; at += size) {
    const [first, ...others] = texts.slice(at, at + size);
    if (first !== undefined) cut.push([first, ...others]);
  }
  return cut;
}

const strike: {
  readonly [T in Outcome['type']]: (
    outcome: Extract<Outcome, { type: T }>,
    secrets: readonly string[],
  ) => Outcome;
} = {
  accepted: (outcome) => outcome,
  throttled: (outcome) => outcome,
  refused: ({ code, reason }, secrets) => ({
    type: 'refused',
    code: withoutSecrets(code, secrets),
    reason: withoutSecrets(reason, secrets),
  }),
  unreachable: ({ reason }, secrets) => ({ type: 'unreachable', reason: withoutSecrets(reason, secrets) }),
  unknown: ({ reason }, secrets) => ({ type: 'unknown', reason: withoutSecrets(reason, secrets) }),
};

function withoutSecretsIn<T extends Outcome['type']>(
  outcome: Extract<Outcome, { type: T }>,
  secrets: readonly string[],
): Outcome {
  return strike[outcome.type as T](outcome, secrets);
}
