import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { idIn } from '../../subscribers/path';
import { serviceIdIn } from '../services/service-path';
import { MigrationDto, NewMigrationDto } from './migration.dto';
import { Migrations } from './migrations.service';

@ApiTags('services')
@Controller('api/v1/services/:id/migrations')
export class MigrationsController {
  constructor(private readonly migrations: Migrations) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    summary: 'Has everybody who subscribes to a service asked whether they want another one instead',
    description:
      'Each is told its price and terms once. Who says yes has the new service and no longer the old one, in the same moment, and first pays when what they have paid for ends; everybody else stays where they are.',
  })
  @ApiCreatedResponse({ type: MigrationDto })
  @ApiConflictResponse({ description: 'They are being asked already (why)' })
  begin(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { to }: NewMigrationDto,
  ): Promise<MigrationDto> {
    return this.migrations.begin(caller, serviceIdIn(id), to);
  }

  @Get(':migration')
  @ApiOperation({ summary: 'How far it has come: who was asked, who moved, who stayed and why' })
  @ApiOkResponse({ type: MigrationDto })
  one(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('migration') migration: string,
  ): Promise<MigrationDto> {
    return this.migrations.get(caller, serviceIdIn(id), idIn(migration, 'migration'));
  }

  @Post(':migration/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks nobody else; who has been asked may still answer' })
  @ApiOkResponse({ type: MigrationDto })
  @ApiConflictResponse({ description: 'Nobody is being asked any more (why)' })
  cancel(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('migration') migration: string,
  ): Promise<MigrationDto> {
    return this.migrations.cancel(caller, serviceIdIn(id), idIn(migration, 'migration'));
  }
}
