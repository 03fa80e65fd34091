import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module';
import { LookupTablesController } from './lookup-tables.controller';
import { LookupTables } from './lookup-tables.service';

/** The tables that look-up campaigns answer from. */
@Module({ imports: [AccessModule], controllers: [LookupTablesController], providers: [LookupTables] })
export class LookupModule {}
