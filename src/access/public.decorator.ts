import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'access:public';

/** No key is asked for here: health, metrics, the simulated network. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);
