import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { BrandEntity } from '../catalogue/brands/brand.entity';
import { ShortcodeEntity } from '../catalogue/shortcodes/shortcode.entity';
import type { Language } from '../text/language';
import type { CampaignRule } from './campaign-rule';
import type { CampaignState } from './campaign-state';

/** What a brand plans for its words on a code. */
@Entity('campaigns')
export class CampaignEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'brand_id', type: 'int' })
  brandId!: number;

  @ManyToOne(() => BrandEntity)
  @JoinColumn({ name: 'brand_id' })
  brand!: Relation<BrandEntity>;

  @Column({ name: 'shortcode_id', type: 'int' })
  shortcodeId!: number;

  @ManyToOne(() => ShortcodeEntity)
  @JoinColumn({ name: 'shortcode_id' })
  shortcode!: Relation<ShortcodeEntity>;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', default: 'draft' })
  state!: CampaignState;

  @Column({ name: 'opens_at', type: 'timestamptz' })
  opensAt!: Date;

  @Column({ name: 'closes_at', type: 'timestamptz', nullable: true })
  closesAt!: Date | null;

  @Column({ type: 'text' })
  timezone!: string;

  @Column({ type: 'text' })
  language!: Language;

  @Column({ type: 'jsonb', default: {} })
  settings!: object;

  /** The rules as they were asked for; null where only campaign_keywords knows them. */
  @Column({ type: 'jsonb', nullable: true })
  words!: readonly CampaignRule[] | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt!: Date | null;
}
