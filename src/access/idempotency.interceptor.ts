import {
  HttpException,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { catchError, from, mergeMap, of, type Observable } from 'rxjs';
import { Database } from '../platform/database.service';
import { sha256 } from '../platform/identity.service';
import { Problem } from '../platform/problem';
import { invalid } from '../platform/validation.pipe';
import { keepBy } from './answer-once.decorator';
import { callerOf } from './caller.decorator';
import { claim, keepAnswer, release, type Request as Repeatable } from './idempotency.store';

const HEADER = 'idempotency-key';
const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * The same Idempotency-Key gives the same answer; what the request did is done once. A handler that commits keeps its answer in
 * that very transaction (see AnswerOnce), so that no crash can fall between the two; the rest is kept here, after the handler.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const repeatable = repeatableOf(request);
    if (!repeatable) return next.handle();
    const claimed = await claim(this.database.sql, repeatable);
    switch (claimed.type) {
      case 'ours':
        keepBy(request, (sql, body) => keepAnswer(sql, repeatable, response.statusCode, body));
        return this.answerOnce(repeatable, response, next);
      case 'answered':
        response.status(claimed.status).setHeader('idempotency-replayed', 'true');
        return of(claimed.answer);
      case 'running':
        throw new Problem('IDEMPOTENCY_IN_PROGRESS', 'Ask again when the first request is answered.');
      case 'other request':
        throw new Problem('IDEMPOTENCY_MISMATCH', 'This Idempotency-Key came with another request before.');
    }
  }

  private answerOnce(repeatable: Repeatable, response: Response, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      mergeMap(async (body: unknown) => {
        await keepAnswer(this.database.sql, repeatable, response.statusCode, body);
        return body;
      }),
      catchError((error: unknown) => from(this.afterFailure(repeatable, error))),
    );
  }

  /** A refusal did nothing. After anything else we cannot know, so the claim stands until it lapses. */
  private async afterFailure(repeatable: Repeatable, error: unknown): Promise<never> {
    const status =
      error instanceof Problem ? error.status : error instanceof HttpException ? error.getStatus() : 500;
    if (status < 500) await release(this.database.sql, repeatable);
    throw error;
  }
}

function repeatableOf(request: Request): Repeatable | null {
  const key = request.headers[HEADER];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalid([
      { path: 'Idempotency-Key', message: 'must be 1 to 200 printable characters without blanks' },
    ]);
  }
  const requestHash = sha256(`${request.method} ${request.originalUrl}\n${JSON.stringify(request.body)}`);
  return { apiKeyId: callerOf(request).apiKeyId, key, requestHash };
}
