import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Profile } from '../../rules/profile';

/** A version of a rule profile that colleagues proposed. */
@Entity('profile_versions')
@Unique(['profile', 'version'])
export class ProfileVersionEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ type: 'text' })
  profile!: string;

  @Column({ type: 'int' })
  version!: number;

  @Column({ name: 'effective_from', type: 'timestamptz' })
  effectiveFrom!: Date;

  @Column({ type: 'jsonb' })
  data!: Profile;

  @Column({ type: 'text', default: 'proposed' })
  state!: 'proposed' | 'approved' | 'refused';

  @Column({ name: 'proposed_by', type: 'text' })
  proposedBy!: string;

  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
