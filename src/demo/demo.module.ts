import { Module } from '@nestjs/common';
import { DemoCatalogue } from './demo.service';

@Module({ providers: [DemoCatalogue], exports: [DemoCatalogue] })
export class DemoModule {}
