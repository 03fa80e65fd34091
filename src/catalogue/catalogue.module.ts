import { Global, Module } from '@nestjs/common';
import { ConfigurationService } from './configuration.service';

/** The configuration that everybody decides by, in every role of a process. Its API is a module of its own. */
@Global()
@Module({ providers: [ConfigurationService], exports: [ConfigurationService] })
export class CatalogueModule {}
