import { ConfigurationService } from '../../src/catalogue/configuration.service';
import { Clock } from '../../src/platform/clock.service';
import { Database } from '../../src/platform/database.service';
import { Doorbell } from '../../src/platform/doorbell';
import { MigrationAsking } from '../../src/subscriptions/moving/migration-asking.service';
import type { MigrationDto } from '../../src/subscriptions/moving/migration.dto';
import { GIVE_UP_MS } from './waiting';
import type { World } from './world';

/** What a brand and the engine do to have the subscribers of a service asked whether they want another. */
export function migrating(world: World) {
  const { app, api } = world;

  /** A worker as another process would run it, beside the world's own. */
  const aWorker = () =>
    new MigrationAsking(app.get(Database), app.get(ConfigurationService), app.get(Doorbell), app.get(Clock));

  const shown = async (fromId: number, id: number): Promise<MigrationDto> =>
    (await api.get(`/services/${fromId}/migrations/${id}`).expect(200)).body as MigrationDto;

  return {
    aWorker,
    shown,

    begins: async (from: number, to: number): Promise<MigrationDto> =>
      (await api.post(`/services/${from}/migrations`, { to }).expect(201)).body as MigrationDto,

    /** Everybody whose turn it is has been asked. */
    asks: async ({ from, id }: Pick<MigrationDto, 'from' | 'id'>): Promise<MigrationDto> => {
      const worker = aWorker();
      const giveUpAt = Date.now() + GIVE_UP_MS;
      for (;;) {
        const looked = await worker.round();
        await world.settle();
        const now = await shown(from, id);
        if (looked === 0 && (now.state !== 'asking' || now.waiting > 0)) return now;
        if (Date.now() > giveUpAt) throw new Error(`the asking does not end: ${JSON.stringify(now)}`);
      }
    },
  };
}
