import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import type { ProfileId } from '../../rules/profile';
import type { Language } from '../../text/language';
import { BrandEntity } from '../brands/brand.entity';
import type { Shortcode } from '../configuration';

/** A short number people text to. */
@Entity('shortcodes')
export class ShortcodeEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ type: 'text', unique: true })
  number!: string;

  @Column({ type: 'text' })
  kind!: Shortcode['kind'];

  @Column({ type: 'text' })
  profile!: ProfileId;

  @Column({ type: 'text' })
  language!: Language;

  @Column({ type: 'text' })
  zone!: string;

  /** The owner of a dedicated code. */
  @Column({ name: 'brand_id', type: 'int', nullable: true })
  brandId!: number | null;

  @ManyToOne(() => BrandEntity)
  @JoinColumn({ name: 'brand_id' })
  brand!: Relation<BrandEntity> | null;

  @Column({ type: 'text', default: 'service' })
  class!: Shortcode['class'];

  @Column({ type: 'jsonb', nullable: true })
  tariff!: { minor: string; currency: string } | null;

  @Column({ name: 'stop_policy', type: 'text', nullable: true })
  stopPolicy!: Shortcode['stopPolicy'];

  @Column({ name: 'intent_policy', type: 'text', nullable: true })
  intentPolicy!: Shortcode['intentPolicy'];

  @Column({ name: 'unknown_policy', type: 'text', default: 'universal' })
  unknownPolicy!: Shortcode['unknownPolicy'];

  @Column({ name: 'context_hours', type: 'int', default: 12 })
  contextHours!: number;

  @Column({ name: 'quarantine_days', type: 'int', default: 30 })
  quarantineDays!: number;

  @Column({ name: 'carrier_confirms_stop', type: 'boolean', default: false })
  carrierConfirmsStop!: boolean;

  @Column({ type: 'jsonb', default: {} })
  texts!: Record<string, Record<string, string>>;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
