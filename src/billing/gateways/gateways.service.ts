import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '../../platform/database.service';
import { ENGINE_URL, type EngineUrl } from '../../platform/engine-url.token';
import type { ChargeGateway, ChargeNotice } from '../charge-gateway';
import { activeGatewayIds, gatewayById, type GatewayRow } from './gateway-rows.store';
import { readGatewaySecrets } from './gateway-secrets.store';
import type { GatewayType } from './gateway-type';
import { GATEWAY_TYPES } from './gateway-types.token';

/** A change of a gateway holds in every process after this long. */
const AGE_MS = 1_000;

interface Open {
  /** Everything that it was opened with. */
  readonly made: string;
  readonly gateway: ChargeGateway;
  readonly checkedAtMs: number;
}

/** Takes what gateways learn by themselves. */
export type HearAll = (gatewayId: number, notices: readonly ChargeNotice[]) => Promise<void>;

/** The open gateways: each is opened when it is first asked for, and anew when its row changes. */
@Injectable()
export class ChargeGateways implements BeforeApplicationShutdown {
  private readonly logger = new Logger('ChargeGateways');
  private readonly open = new Map<number, Open>();
  private readonly opening = new Map<number, Promise<ChargeGateway>>();
  private hear: HearAll | null = null;

  constructor(
    private readonly database: Database,
    @Inject(GATEWAY_TYPES) private readonly types: ReadonlyMap<string, GatewayType>,
    @Inject(ENGINE_URL) private readonly engineUrl: EngineUrl,
  ) {}

  /** @throws when there is no such gateway, or its settings cannot be read by the engine as it is now */
  async get(gatewayId: number): Promise<ChargeGateway> {
    const known = this.open.get(gatewayId);
    if (known && performance.now() - known.checkedAtMs < AGE_MS) return known.gateway;
    const underWay = this.opening.get(gatewayId);
    if (underWay) return underWay;
    const opening = this.look(gatewayId).finally(() => this.opening.delete(gatewayId));
    this.opening.set(gatewayId, opening);
    return opening;
  }

  /** Whoever takes the news of all gateways from now on. */
  listen(hear: HearAll): void {
    this.hear = hear;
  }

  /** Opens every active gateway, so that what it learns by itself is heard before anybody charges through it. */
  async openAll(): Promise<void> {
    for (const id of await activeGatewayIds(this.database.sql))
      await this.get(id).catch((error: unknown) =>
        this.logger.error(error, `gateway ${id} cannot be opened`),
      );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.open.values()].map(({ gateway }) => gateway.close()));
  }

  private async look(gatewayId: number): Promise<ChargeGateway> {
    const { sql } = this.database;
    const row = await gatewayById(sql, gatewayId);
    if (!row) throw new Error(`there is no charge gateway ${gatewayId}`);
    const raw = { ...row.settings, ...(await readGatewaySecrets(sql, gatewayId)) };
    const made = JSON.stringify([row.name, row.type, row.keyHash, raw]);
    const known = this.open.get(gatewayId);
    const gateway = known?.made === made ? known.gateway : this.opened(row, raw);
    this.open.set(gatewayId, { made, gateway, checkedAtMs: performance.now() });
    if (known && known.gateway !== gateway)
      void known.gateway.close().catch((error: unknown) => this.logger.error(error));
    return gateway;
  }

  private opened(row: GatewayRow, raw: unknown): ChargeGateway {
    const type = this.types.get(row.type);
    const read = type?.readSettings(raw);
    if (!type || !read || 'errors' in read) {
      const faults = read && 'errors' in read ? JSON.stringify(read.errors) : `no such type "${row.type}"`;
      throw new Error(`the charge gateway "${row.name}" cannot be opened: ${faults}`);
    }
    const { engineUrl } = this;
    const identity = {
      id: row.id,
      name: row.name,
      operatorId: row.operatorId,
      keyHash: row.keyHash,
      // Asked when it is used: a port that the system chose is known only once the engine listens.
      get publicUrl() {
        return engineUrl.value;
      },
    };
    return type.open(identity, read.settings, async (notices) => {
      if (!this.hear) throw new Error('nobody in this process charges');
      await this.hear(row.id, notices);
    });
  }
}
