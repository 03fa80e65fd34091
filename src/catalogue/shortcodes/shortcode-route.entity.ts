import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import type { Route } from '../configuration';
import { ConnectorEntity } from '../connectors/connector.entity';
import { OperatorEntity } from '../operators/operator.entity';

/** Where a code is provisioned, each in a state of its own. */
@Entity('shortcode_routes')
@Unique(['shortcodeId', 'connectorId'])
export class ShortcodeRouteEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'shortcode_id', type: 'int' })
  shortcodeId!: number;

  @Column({ name: 'connector_id', type: 'int' })
  connectorId!: number;

  @ManyToOne(() => ConnectorEntity)
  @JoinColumn({ name: 'connector_id' })
  connector!: Relation<ConnectorEntity>;

  @Column({ name: 'operator_id', type: 'int', nullable: true })
  operatorId!: number | null;

  @ManyToOne(() => OperatorEntity)
  @JoinColumn({ name: 'operator_id' })
  operator!: Relation<OperatorEntity> | null;

  @Column({ type: 'text', default: 'live' })
  state!: Route['state'];

  @Column({ type: 'int', nullable: true })
  tps!: number | null;
}
