import { SetMetadata } from '@nestjs/common';
import type { ApiRole } from './caller.decorator';

export const ROLES_ALLOWED = 'access:roles';

/** Whose keys may call this; without it, everybody's. */
export const Roles = (...roles: readonly ApiRole[]): MethodDecorator & ClassDecorator =>
  SetMetadata(ROLES_ALLOWED, roles);
