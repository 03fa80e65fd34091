/** Every fault an API caller can meet: its stable code, its HTTP status and its title (RFC 9457). */
const PROBLEMS = {
  VALIDATION_FAILED: [422, 'The input is not valid'],
  MALFORMED: [400, 'The request cannot be read'],
  UNAUTHENTICATED: [401, 'A valid key is needed'],
  FORBIDDEN: [403, 'This key may not do that'],
  NOT_FOUND: [404, 'There is no such thing'],
  CONFLICT: [409, 'That clashes with something that exists'],
  KEYWORD_TAKEN: [409, 'The keyword belongs to somebody else'],
  KEYWORD_RESERVED: [422, 'The keyword is reserved'],
  KEYWORD_INVALID: [422, 'That cannot be a keyword'],
  CAMPAIGN_NOT_PUBLISHABLE: [422, 'The campaign cannot be published yet'],
  PRICE_NOT_APPROVED: [422, 'The operator has not approved this price'],
  FOUR_EYES: [409, 'Somebody else has to approve this'],
  RECIPIENT_OPTED_OUT: [422, 'The recipient has opted out'],
  SUPPRESSED: [422, 'The recipient is on a suppression list'],
  IDEMPOTENCY_MISMATCH: [422, 'The key was used for another request'],
  IDEMPOTENCY_IN_PROGRESS: [409, 'The first request with this key is not finished'],
  TOO_LARGE: [413, 'The request is too large'],
  TOO_MANY: [429, 'Too many requests'],
  UNSUPPORTED_TYPE: [415, 'That content type is not understood'],
  UNAVAILABLE: [503, 'Not available right now'],
  INTERNAL: [500, 'Something went wrong here'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface InputError {
  readonly path: string;
  readonly message: string;
}

/** RFC 9457 problem details, with our stable code. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly InputError[];
  readonly [extension: string]: unknown;
}

/** What an API caller caused. Thrown in controllers and services only; rendered by the problem filter. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly more: { readonly errors?: readonly InputError[]; readonly [extension: string]: unknown } = {},
  ) {
    super(detail ?? PROBLEMS[code][1]);
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }

  toJson(): ProblemDetails {
    return problem(this.code, this.detail, this.more);
  }
}

export function problem(
  code: ProblemCode,
  detail?: string,
  more: Readonly<Record<string, unknown>> = {},
): ProblemDetails {
  const [status, title] = PROBLEMS[code];
  const type = `https://parola.example/problems/${code.toLowerCase().replaceAll('_', '-')}`;
  return { type, title, status, code, ...(detail === undefined ? {} : { detail }), ...more };
}

/** The code that stands for a status Nest or Express threw by itself. */
export function codeForStatus(status: number): ProblemCode {
  const found = (Object.keys(PROBLEMS) as ProblemCode[]).find((code) => PROBLEMS[code][0] === status);
  return found ?? (status >= 500 ? 'INTERNAL' : 'MALFORMED');
}
