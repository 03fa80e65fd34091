import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A keyword that a published campaign answers to, perhaps only through one operator or for one audience. */
@Entity('campaign_keywords')
@Unique(['campaignId', 'keywordId', 'operatorId', 'includeListId', 'excludeListId'])
export class CampaignKeywordEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'campaign_id', type: 'int' })
  campaignId!: number;

  /** Null: the catch-all. */
  @Column({ name: 'keyword_id', type: 'int', nullable: true })
  keywordId!: number | null;

  @Column({ name: 'operator_id', type: 'int', nullable: true })
  operatorId!: number | null;

  @Column({ name: 'include_list_id', type: 'int', nullable: true })
  includeListId!: number | null;

  @Column({ name: 'exclude_list_id', type: 'int', nullable: true })
  excludeListId!: number | null;
}
