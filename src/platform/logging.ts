import type { Params } from 'nestjs-pino';
import { maskMsisdn } from './mask';

/** Fields whose value nobody may read in a log. */
const SECRETS = [
  'req.headers.authorization',
  'req.headers.cookie',
  '*.password',
  '*.key',
  '*.outboundKey',
  '*.authToken',
  '*.secret',
  '*.token',
];
/** A run of digits as long as a number with its country code. */
const NUMBER = /(?<![\p{L}\p{N}-])\+?\d{9,15}(?![\p{L}\p{N}-])/gu;

/** Numbers in free text: in messages, in errors, in addresses of requests. */
export const masked = (text: string): string =>
  text.replace(NUMBER, (number) => maskMsisdn(number.replace('+', '')));

/** One structured line per step; numbers masked and secrets out, whoever writes the line. */
export function loggingOptions(level: string): Params {
  return {
    pinoHttp: {
      level,
      redact: { paths: SECRETS, censor: '•••' },
      autoLogging: false,
      quietReqLogger: true,
      hooks: {
        logMethod(args, method) {
          method.apply(
            this,
            args.map((arg: unknown) => (typeof arg === 'string' ? masked(arg) : arg)) as Parameters<
              typeof method
            >,
          );
        },
      },
      serializers: {
        req: (request: { method?: string; url?: string }) => ({
          method: request.method,
          url: masked(request.url ?? ''),
        }),
        err: (error: Error & { code?: unknown }) => ({
          type: error.name,
          code: error.code,
          message: masked(error.message),
          stack: masked(error.stack ?? ''),
        }),
      },
    },
  };
}
