import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Problem } from '../platform/problem';
import { AccessService } from './access.service';
import { setCaller, type ApiRole } from './caller.decorator';
import { PUBLIC } from './public.decorator';
import { ROLES_ALLOWED } from './roles.decorator';

const BEARER = /^Bearer +(\S{1,200}) *$/i;

/** Every route asks for a key, unless it says that it is public: what is forgotten stays shut. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: AccessService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.about<boolean>(PUBLIC, context)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.access.callerWith(BEARER.exec(request.headers.authorization ?? '')?.[1]);
    if (!caller) {
      request.res?.setHeader('www-authenticate', 'Bearer');
      throw new Problem('UNAUTHENTICATED', 'Send a valid API key as "Authorization: Bearer …".');
    }
    const allowed = this.about<readonly ApiRole[]>(ROLES_ALLOWED, context);
    if (allowed && !allowed.includes(caller.role)) {
      throw new Problem('FORBIDDEN', `This is for keys of the role ${allowed.join(' or ')}.`);
    }
    setCaller(request, caller);
    return true;
  }

  private about<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}
