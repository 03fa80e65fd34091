import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { IfGiven, IsReference, IsSlug } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';
import type { Reference } from '../../platform/reference';

const EXAMPLE = {
  layout: { type: 'delimited', delimiter: ';' },
  columnNames: true,
  columns: {
    operatorTxnId: 'TXN',
    partnerRef: 'REF',
    msisdn: 'MSISDN',
    chargedAt: 'TIME',
    amount: 'AMOUNT',
    status: 'ST',
  },
  msisdn: { type: 'plain', country: 'IR' },
  time: { format: 'yyyy/MM/dd HH:mm:ss', calendar: 'jalali', zone: 'Asia/Tehran' },
  amount: { unit: 'minor', currency: 'IRR' },
  trailer: { mark: 'TOTAL', count: 2, sum: 3 },
  statuses: { S: 'charged', F: 'refused', R: 'refunded' },
  fileName: { pattern: 'mci_{date}_{sequence}.csv' },
};

export class NewFileProfileDto {
  @ApiProperty({ type: String, example: 'mci', description: 'Whose files: code or id' })
  @IsReference()
  operator!: Reference;

  @ApiProperty({ example: 'mci-daily', description: 'A name that exists already gets a new version' })
  @IsSlug()
  name!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, example: EXAMPLE })
  @IsObject()
  settings!: Record<string, unknown>;
}

export class FileProfilesQuery extends PageQuery {
  @ApiProperty({ required: false, example: 'mci-daily', description: 'Versions of this name alone' })
  @IfGiven()
  @IsSlug()
  name?: string;
}

export class FileProfileDto {
  @ApiProperty({ example: 4 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ example: 'mci-daily' })
  name!: string;

  @ApiProperty({ example: 2, description: 'A version is never changed; files are read by the newest' })
  version!: number;

  @ApiProperty({ type: 'object', additionalProperties: true, example: EXAMPLE })
  settings!: object;

  @ApiProperty({ example: 'administrator' })
  createdBy!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class FileProfilesDto {
  @ApiProperty({ type: [FileProfileDto] })
  items!: readonly FileProfileDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
