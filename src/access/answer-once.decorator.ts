import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Sql } from '../platform/database.service';

/** Writes a request's answer beside what it did, in the same transaction: whoever repeats the request gets it again. */
export type AnswerOnce = (sql: Sql, body: unknown) => Promise<void>;

const ANSWER = Symbol('answer once');

type Keeping = Request & { [ANSWER]?: AnswerOnce };

/** For the interceptor: this request came with a key, and this keeps its answer. */
export function keepBy(request: Request, keep: AnswerOnce): void {
  (request as Keeping)[ANSWER] = keep;
}

/** How a handler keeps its answer; without an Idempotency-Key there is nothing to keep. */
export const AnswerOnceBy = createParamDecorator((_: unknown, context: ExecutionContext): AnswerOnce => {
  return context.switchToHttp().getRequest<Keeping>()[ANSWER] ?? (async () => undefined);
});
