import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { AccessService } from './access.service';
import { ApiKeysController } from './api-keys.controller';

/** Keys of the management API, and the guard before every route that is not public. */
@Global()
@Module({
  controllers: [ApiKeysController],
  providers: [AccessService, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [AccessService],
})
export class AccessModule {}
