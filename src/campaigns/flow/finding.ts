/** Why a flow may not be published (error), or should not be (warning): one plain sentence, and the step it is about. */
export interface Finding {
  /** Null where it is about the flow as a whole. */
  readonly step: string | null;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface FlowCheckContext {
  /** What every text may name beside the answers, each with the longest value it can have. */
  readonly values: Readonly<Record<string, string>>;
  /** Whether an answer would never arrive, because the rules hear it first; `isHeardFirst` knows. */
  isReserved(raw: string): boolean;
  /** Whether a word is a keyword of the code: the open question would hear it, the keyword would not. */
  isKeyword(raw: string): boolean;
  isTable(name: string): boolean;
  isWebhook(name: string): boolean;
  isQueue(name: string): boolean;
}

export const error = (step: string | null, message: string): Finding => ({
  step,
  severity: 'error',
  message,
});
export const warning = (step: string | null, message: string): Finding => ({
  step,
  severity: 'warning',
  message,
});
