import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module';
import { CouponImport } from './coupon-import.service';
import { CouponTill } from './coupon-till.service';
import { CouponsController } from './coupons.controller';

/** Coupons by API: a pool is filled, a till redeems. */
@Module({
  imports: [AccessModule],
  controllers: [CouponsController],
  providers: [CouponImport, CouponTill],
})
export class CouponModule {}
