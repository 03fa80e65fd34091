import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Language } from '../../text/language';
import type { KeywordMode } from '../configuration';

/** A word on a code, leased to a brand for a time; an alias shares the lease of its keyword. */
@Entity('keywords')
export class KeywordEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'shortcode_id', type: 'int' })
  shortcodeId!: number;

  @Column({ name: 'brand_id', type: 'int' })
  brandId!: number;

  @Column({ name: 'alias_of', type: 'int', nullable: true })
  aliasOf!: number | null;

  @Column({ type: 'text' })
  word!: string;

  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text', nullable: true })
  language!: Language | null;

  @Column({ type: 'text', default: 'first' })
  mode!: KeywordMode;

  @Column({ name: 'leased_from', type: 'timestamptz' })
  leasedFrom!: Date;

  @Column({ name: 'leased_until', type: 'timestamptz', nullable: true })
  leasedUntil!: Date | null;

  /** When its quarantine ends. */
  @Column({ name: 'free_from', type: 'timestamptz', nullable: true })
  freeFrom!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
