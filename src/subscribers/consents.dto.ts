import { ApiProperty } from '@nestjs/swagger';
import type { HashedEntry, Proof } from './evidence';
import type { SealedHead } from './anchor';

export class AnchorDto {
  @ApiProperty({ example: 41 })
  id!: number;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  at!: string;

  @ApiProperty({
    example: [{ lane: 0, seq: 12, hash: '9f86d0…' }],
    description: 'Where each of the 64 chains stood',
  })
  heads!: readonly SealedHead[];

  @ApiProperty({ example: '2c26b4…', description: 'Hex; empty for the first' })
  previous!: string;

  @ApiProperty({ example: 'fcde2b…' })
  hash!: string;
}

export class AnchorsDto {
  @ApiProperty({ type: [AnchorDto] })
  items!: readonly AnchorDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class EvidenceEntryDto {
  @ApiProperty({
    example: { lane: 12, seq: 4, person: '5f0c…', scope: 'list:3', event: 'opt_in', channel: 'text' },
    description: 'What the hash is made of',
  })
  hashed!: HashedEntry;

  @ApiProperty({ example: 'fcde2b…' })
  hash!: string;

  @ApiProperty({ example: '2c26b4…' })
  previousHash!: string;

  @ApiProperty({ type: String, nullable: true, example: 'عضویت', description: 'Exactly as it was said' })
  words!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'به «خبر» خوش آمدید. …',
    description: 'Exactly as it was shown then',
  })
  shown!: string | null;

  @ApiProperty({ type: Object, nullable: true, example: { textId: 8841, connectorId: 1 } })
  evidence!: unknown;

  @ApiProperty({
    example: {
      disclosure: 'به «خبر» خوش آمدید. …',
      campaign: 'خبر',
      number: '989121234567',
      method: 'text',
      identifiers: { textId: 8841 },
      at: '2026-05-01T08:00:00.000Z',
    },
  })
  proof!: Proof;

  @ApiProperty({ type: Number, nullable: true, example: 41 })
  sealedBy!: number | null;

  @ApiProperty({ type: [Object], nullable: true, example: [], description: 'For administrators' })
  links!: readonly HashedEntry[] | null;
}

export class EvidencePackDto {
  @ApiProperty({ type: String, nullable: true, example: '989121234567' })
  msisdn!: string | null;

  @ApiProperty({ example: '5f0c8d1e-…', description: 'The keyed hash by which the ledger knows this person' })
  person!: string;

  @ApiProperty({ type: [EvidenceEntryDto] })
  items!: readonly EvidenceEntryDto[];

  @ApiProperty({ type: [AnchorDto] })
  anchors!: readonly AnchorDto[];

  @ApiProperty({ type: [String], example: ['entry.hash = SHA-256(…)'] })
  howToVerify!: readonly string[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
