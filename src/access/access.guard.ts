import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Problem } from '../platform/problem';
import { PUBLIC } from '../platform/public.decorator';
import { AccessService } from './access.service';
import { setCaller, type ApiRole } from './caller.decorator';
import { ROLES_ALLOWED, USUAL_ROLES } from './roles.decorator';

const BEARER = /^Bearer +(\S{1,200}) *$/i;

/** Where the management API lives; what is served elsewhere (health, the simulated network) has rules of its own. */
const GUARDED = /^\/*api\//;

/** Every route of the management API asks for a key, unless it says that it is public: what is forgotten stays shut. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: AccessService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!isGuarded(context) || this.about<boolean>(PUBLIC, context)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.access.callerWith(BEARER.exec(request.headers.authorization ?? '')?.[1]);
    if (!caller) {
      request.res?.setHeader('www-authenticate', 'Bearer');
      throw new Problem('UNAUTHENTICATED', 'Send a valid API key as "Authorization: Bearer …".');
    }
    const allowed = this.about<readonly ApiRole[]>(ROLES_ALLOWED, context) ?? USUAL_ROLES;
    if (!allowed.includes(caller.role)) {
      throw new Problem('FORBIDDEN', `This is for keys of the role ${allowed.join(' or ')}.`);
    }
    setCaller(request, caller);
    return true;
  }

  private about<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

/** By the path that is declared: the URL as it was written could be spelled in ways that Express still routes. */
function isGuarded(context: ExecutionContext): boolean {
  const above = pathsOf(context.getClass());
  return pathsOf(context.getHandler()).some((path) =>
    above.some((prefix) => GUARDED.test(`${prefix}/${path}`)),
  );
}

function pathsOf(declared: object): readonly string[] {
  return [Reflect.getMetadata(PATH_METADATA, declared) as string | readonly string[]].flat();
}
