import type { CallbackPost } from '../../connectors/simulator/callback-post.service';
import type { SimulatedOperator } from '../../connectors/simulator/operator.service';
import type { Clock } from '../../platform/clock.service';
import type { Database } from '../../platform/database.service';
import type { Doorbell } from '../../platform/doorbell';
import { camara } from './camara/camara.client';
import { createMo } from './carried/mo.service';
import { createMt } from './carried/mt.service';
import type { GatewayType } from './gateway-type';
import { createOperatorDriven } from './operator-driven/operator-driven.client';
import { createSimulatedTypes } from './simulated/simulated.service';

/** What ways to be paid stand on. */
export interface GatewayGround {
  readonly operator: SimulatedOperator;
  readonly post: CallbackPost;
  readonly database: Database;
  readonly doorbell: Doorbell;
  readonly clock: Clock;
}

/** Every way to be paid, by its name. */
export function createGatewayTypes(ground: GatewayGround): ReadonlyMap<string, GatewayType> {
  const types: readonly GatewayType[] = [
    ...createSimulatedTypes(ground.operator, ground.post),
    camara,
    createMt(ground),
    createMo(ground.database, ground.clock),
    createOperatorDriven(ground.database),
  ];
  return new Map(types.map((type) => [type.name, type]));
}
