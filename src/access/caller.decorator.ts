import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Whose keys there are: those who run it all, those who look after money, those who look after people, and a brand's own. */
export const API_ROLES = ['administrator', 'finance', 'care', 'brand'] as const;

export type ApiRole = (typeof API_ROLES)[number];

/** Who calls the management API, known by the key they sent. */
export interface ApiCaller {
  readonly apiKeyId: number;
  readonly name: string;
  readonly role: ApiRole;
  /** The only brand whose rows this caller sees; null for everybody else, who sees all that their role may see. */
  readonly brandId: number | null;
}

const callers = new WeakMap<Request, ApiCaller>();

/** Remembers whose request it is; the guard's to call. */
export function setCaller(request: Request, caller: ApiCaller): void {
  callers.set(request, caller);
}

/** Whose request it is. Throws on a route that the guard let pass without a key. */
export function callerOf(request: Request): ApiCaller {
  const caller = callers.get(request);
  if (!caller) throw new Error('this route knows no caller: it is public');
  return caller;
}

/** The caller, as a parameter of a route. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<Request>()),
);
