import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { API_ROLES, Caller, type ApiCaller } from '../../access/caller.decorator';
import { Roles } from '../../access/roles.decorator';
import { PageQuery } from '../../platform/page.dto';
import { BrandChangesDto, BrandDto, BrandsDto, NewBrandDto } from './brand.dto';
import { BrandsService } from './brands.service';

@ApiTags('catalogue')
@Controller('api/v1/brands')
export class BrandsController {
  constructor(private readonly brands: BrandsService) {}

  @Post()
  @Roles('administrator')
  @ApiOperation({ summary: 'Adds a brand' })
  @ApiCreatedResponse({ type: BrandDto })
  create(@Body() brand: NewBrandDto): Promise<BrandDto> {
    return this.brands.create(brand);
  }

  @Get()
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'Brands; for a brand’s own key, itself' })
  @ApiOkResponse({ type: BrandsDto })
  list(@Caller() caller: ApiCaller, @Query() query: PageQuery): Promise<BrandsDto> {
    return this.brands.list(caller, query);
  }

  @Get(':brand')
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'One of them, by id or code' })
  @ApiOkResponse({ type: BrandDto })
  one(@Caller() caller: ApiCaller, @Param('brand') brand: string): Promise<BrandDto> {
    return this.brands.one(caller, brand);
  }

  @Patch(':brand')
  @Roles('administrator')
  @ApiOperation({ summary: 'Changes its name or contact' })
  @ApiOkResponse({ type: BrandDto })
  change(
    @Caller() caller: ApiCaller,
    @Param('brand') brand: string,
    @Body() changes: BrandChangesDto,
  ): Promise<BrandDto> {
    return this.brands.change(caller, brand, changes);
  }
}
