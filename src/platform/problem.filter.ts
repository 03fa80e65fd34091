import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { codeForStatus, Problem, problem, type ProblemDetails } from './problem';

/** Whatever goes wrong leaves as RFC 9457; only our own bugs are logged, and none of their text leaves. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const details = this.detailsOf(error);
    if (details.status >= 500 && !('checks' in details)) this.logger.error(error);
    if (details.status === 503) response.setHeader('retry-after', '1');
    if (response.headersSent) return void response.end();
    response.status(details.status).type('application/problem+json').send(JSON.stringify(details));
  }

  private detailsOf(error: unknown): ProblemDetails {
    if (error instanceof Problem) return error.toJson();
    if (error instanceof HttpException) return ofHttp(error);
    if (isTooLarge(error)) return problem('TOO_LARGE', 'The body is larger than this door allows.');
    if (isBodyFault(error)) return problem('MALFORMED', error.message);
    if (isDatabaseAway(error)) return problem('UNAVAILABLE', 'The database cannot be reached.');
    return problem('INTERNAL');
  }
}

/** A health check that fails says which part is unwell. */
function ofHttp(error: HttpException): ProblemDetails {
  const answer = error.getResponse();
  const checks = typeof answer === 'object' && 'details' in answer ? { checks: answer.details } : {};
  return problem(codeForStatus(error.getStatus()), error.message, checks);
}

const statusOf = (error: unknown): unknown => (error as { status?: unknown } | null)?.status;
const isTooLarge = (error: unknown): boolean => statusOf(error) === 413;
const isBodyFault = (error: unknown): error is Error => {
  const status = statusOf(error);
  return error instanceof Error && typeof status === 'number' && status >= 400 && status < 500;
};

/** PostgreSQL going away: classes 08, 53 and 57, or a socket that broke. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && /^(08|53|57)|^55000$|^ECONN|^EPIPE|^ENOTFOUND|^ETIMEDOUT/.test(code))
    return true;
  return (
    typeof message === 'string' &&
    /Connection terminated|connection timeout|Query runner already released|Query read timeout|timeout exceeded when trying to connect/i.test(
      message,
    )
  );
}
