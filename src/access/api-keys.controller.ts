import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { PageQuery } from '../platform/page.dto';
import { Problem } from '../platform/problem';
import { readReference } from '../platform/reference';
import { AccessService } from './access.service';
import { ApiKeysDto, NewApiKeyDto, ShownApiKeyDto } from './api-key.dto';
import { Roles } from './roles.decorator';

@ApiTags('access')
@Roles('administrator')
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(private readonly access: AccessService) {}

  @Post()
  @ApiOperation({ summary: 'Makes a key, and shows it this once' })
  @ApiCreatedResponse({ type: ShownApiKeyDto })
  create(@Body() key: NewApiKeyDto): Promise<ShownApiKeyDto> {
    return this.access.create(key);
  }

  @Get()
  @ApiOperation({ summary: 'Every key there is or was' })
  @ApiOkResponse({ type: ApiKeysDto })
  list(@Query() query: PageQuery): Promise<ApiKeysDto> {
    return this.access.list(query);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revokes a key; it stops working everywhere within two seconds' })
  @ApiNoContentResponse()
  async revoke(@Param('id') id: string): Promise<void> {
    const read = readReference(id).id;
    if (read === null) throw new Problem('NOT_FOUND', 'There is no such key.');
    await this.access.revoke(read);
  }
}
