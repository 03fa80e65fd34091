import { Module } from '@nestjs/common';
import { ConfigurationService } from './configuration.service';

/** Operators, brands, shortcodes, keywords: who owns which word on which number, when. */
@Module({ providers: [ConfigurationService], exports: [ConfigurationService] })
export class CatalogueModule {}
