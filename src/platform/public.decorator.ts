import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'parola:public';

/** For routes that need no API key. */
export const Public = (): ReturnType<typeof SetMetadata> => SetMetadata(PUBLIC, true);
