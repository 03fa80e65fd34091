import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module';
import { BrandEntity } from './brands/brand.entity';
import { BrandsController } from './brands/brands.controller';
import { BrandsService } from './brands/brands.service';
import { ConnectorEntity } from './connectors/connector.entity';
import { ConnectorsController } from './connectors/connectors.controller';
import { ConnectorsService } from './connectors/connectors.service';
import { KeywordEntity } from './keywords/keyword.entity';
import { KeywordsController } from './keywords/keywords.controller';
import { KeywordsService } from './keywords/keywords.service';
import { LeaseReader } from './keywords/lease-reader.service';
import { OperatorEntity } from './operators/operator.entity';
import { OperatorsController } from './operators/operators.controller';
import { OperatorsService } from './operators/operators.service';
import { ProfileVersionEntity } from './profiles/profile-version.entity';
import { ProfilesController } from './profiles/profiles.controller';
import { ProfilesService } from './profiles/profiles.service';
import { ShortcodeRouteEntity } from './shortcodes/shortcode-route.entity';
import { ShortcodeRoutesService } from './shortcodes/shortcode-routes.service';
import { ShortcodeEntity } from './shortcodes/shortcode.entity';
import { ShortcodesController } from './shortcodes/shortcodes.controller';
import { ShortcodesService } from './shortcodes/shortcodes.service';

const ENTITIES = [
  BrandEntity,
  ConnectorEntity,
  KeywordEntity,
  OperatorEntity,
  ProfileVersionEntity,
  ShortcodeEntity,
  ShortcodeRouteEntity,
];

/** The catalogue's share of the management API. It brings the guard along: without it these routes would stand open. */
@Module({
  imports: [AccessModule, TypeOrmModule.forFeature(ENTITIES)],
  controllers: [
    BrandsController,
    ConnectorsController,
    KeywordsController,
    OperatorsController,
    ProfilesController,
    ShortcodesController,
  ],
  providers: [
    BrandsService,
    ConnectorsService,
    KeywordsService,
    LeaseReader,
    OperatorsService,
    ProfilesService,
    ShortcodeRoutesService,
    ShortcodesService,
  ],
})
export class CatalogueApiModule {}
