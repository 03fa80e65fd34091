import { Module } from '@nestjs/common';
import { Database } from '../../platform/database.service';
import { CallbackPost } from './callback-post.service';
import { CallbackStore } from './callback.store';
import { CamaraController } from './camara/camara.controller';
import { ConditionController } from './condition.controller';
import { seededRandom } from './faults';
import { SimulatedNetwork } from './network.service';
import { NetworkStore } from './network.store';
import { SimulatedOperator } from './operator.service';
import { OperatorStore } from './operator.store';
import { ReportPost } from './report-post.service';
import { SIMULATOR_POOL, SIMULATOR_RANDOM } from './simulator-pool';
import { SimulatorController } from './simulator.controller';

export { SIMULATOR_POOL, SIMULATOR_RANDOM };

/** Any constant: the same faults fall in the same places from one start to the next. */
const SEED = 20_260_501;

/** The simulated network with its handsets, and the operator that bills them. The database and the clock are the platform's, and global. */
@Module({
  controllers: [SimulatorController, ConditionController, CamaraController],
  providers: [
    { provide: SIMULATOR_POOL, useFactory: (database: Database) => database.hot.pool, inject: [Database] },
    { provide: SIMULATOR_RANDOM, useFactory: () => seededRandom(SEED) },
    NetworkStore,
    ReportPost,
    SimulatedNetwork,
    OperatorStore,
    CallbackStore,
    CallbackPost,
    SimulatedOperator,
  ],
  exports: [SimulatedNetwork, SimulatedOperator, CallbackPost],
})
export class SimulatorModule {}
