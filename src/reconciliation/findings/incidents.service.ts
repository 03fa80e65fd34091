import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { acknowledge, findIncident, readIncidents, type Incident } from './incidents.store';
import { readLimits, writeLimits, type Limits } from './limits.store';

/** Days that were too far apart, and the sums by which that is judged. */
@Injectable()
export class Incidents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  list(after: number, limit: number): Promise<Incident[]> {
    return readIncidents(this.database.sql, after, limit);
  }

  async one(id: number): Promise<Incident> {
    const incident = await findIncident(this.database.sql, id);
    if (!incident) throw new Problem('NOT_FOUND', `There is no incident ${id}.`);
    return incident;
  }

  async acknowledge(caller: ApiCaller, id: number): Promise<Incident> {
    await acknowledge(this.database.sql, id, caller.name, this.clock.now());
    return this.one(id);
  }

  limits(): Promise<Limits[]> {
    return readLimits(this.database.sql);
  }

  async setLimits(caller: ApiCaller, limits: Limits): Promise<void> {
    await writeLimits(this.database.sql, limits, { actor: caller.name, at: this.clock.now() });
  }
}
