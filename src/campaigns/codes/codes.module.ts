import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module';
import { CodeGeneration } from './code-generation.service';
import { CodeImport } from './code-import.service';
import { CodeLotsController } from './code-lots.controller';
import { CodeLots } from './code-lots.service';

/** Unique codes by API. What the engine needs of them is functions: reading, hashing, locking and redeeming. */
@Module({
  imports: [AccessModule],
  controllers: [CodeLotsController],
  providers: [CodeLots, CodeGeneration, CodeImport],
})
export class CodesModule {}
