import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { OperatorEntity } from '../operators/operator.entity';

/** A link to a carrier. */
@Entity('connectors')
export class ConnectorEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ type: 'text', unique: true })
  name!: string;

  @Column({ type: 'text' })
  protocol!: string;

  @Column({ name: 'operator_id', type: 'int', nullable: true })
  operatorId!: number | null;

  @ManyToOne(() => OperatorEntity)
  @JoinColumn({ name: 'operator_id' })
  operator!: Relation<OperatorEntity> | null;

  @Column({ type: 'jsonb', default: {} })
  settings!: object;

  /** SHA-256 of the connector's own key, hex. */
  @Column({ name: 'key_hash', type: 'text' })
  keyHash!: string;

  @Column({ type: 'boolean', default: true })
  enabled!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
