import { SetMetadata } from '@nestjs/common';
import type { ApiRole } from './caller.decorator';

export const ROLES_ALLOWED = 'access:roles';

/** Who may call what names nobody. Finance and care are let in by name only: what is forgotten stays shut to them. */
export const USUAL_ROLES: readonly ApiRole[] = ['administrator', 'brand'];

/** Whose keys may call this; without it, those of the {@link USUAL_ROLES}. */
export const Roles = (...roles: readonly ApiRole[]): MethodDecorator & ClassDecorator =>
  SetMetadata(ROLES_ALLOWED, roles);
