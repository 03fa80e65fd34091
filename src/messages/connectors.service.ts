import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Configuration, ConnectorRow } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import type { Connector, ConnectorIdentity, Protocol } from '../connectors/connector';
import { PROTOCOLS } from '../connectors/protocols.token';
import { ENGINE_URL } from '../platform/engine-url.token';
import { ReportIntake } from './report-intake.service';
import { TextIntake } from './text-intake.service';

/** A link as its row says, ready to be used. */
export interface Link {
  readonly row: ConnectorRow;
  readonly identity: ConnectorIdentity;
  readonly protocol: Protocol;
  readonly settings: CommonSettings;
  readonly connector: Connector;
}

export interface CommonSettings {
  readonly tps?: number;
  readonly homeCountry?: string;
  readonly timeoutMs?: number;
  readonly reportIds?: 'exact' | 'any form';
}

/** Opens the links of the catalogue, and opens them anew when their rows change. */
@Injectable()
export class Connectors implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Connectors');
  private links = new Map<number, Link>();
  private byName = new Map<string, Link>();
  private version = -1;
  private failed = 0;

  constructor(
    private readonly configurations: ConfigurationService,
    private readonly texts: TextIntake,
    private readonly reports: ReportIntake,
    @Inject(PROTOCOLS) private readonly protocols: ReadonlyMap<string, Protocol>,
    @Inject(ENGINE_URL) private readonly engineUrl: { value: string },
  ) {}

  named(name: string): Link | undefined {
    return this.byName.get(name);
  }

  get(id: number): Link | undefined {
    return this.links.get(id);
  }

  get all(): readonly Link[] {
    return [...this.links.values()];
  }

  /** Whether every enabled link could be opened. */
  get areWell(): boolean {
    return this.version >= 0 && this.failed === 0;
  }

  /** Brings the links in step with the catalogue. */
  async refresh(): Promise<void> {
    const configuration = await this.configurations.refresh();
    if (configuration.version !== this.version) this.reopen(configuration);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.links.values()].map(({ connector }) => connector.close()));
  }

  private reopen(configuration: Configuration): void {
    this.version = configuration.version;
    const links = new Map<number, Link>();
    this.failed = 0;
    for (const row of configuration.connectors.values()) {
      if (!row.enabled) continue;
      const known = this.links.get(row.id);
      const link = known && isSame(known.row, row) ? known : this.open(row);
      if (link) links.set(row.id, link);
      else this.failed++;
    }
    for (const [id, link] of this.links)
      if (links.get(id) !== link)
        void link.connector.close().catch((error: unknown) => this.logger.error(error));
    this.links = links;
    this.byName = new Map([...links.values()].map((link) => [link.row.name, link]));
  }

  private open(row: ConnectorRow): Link | null {
    const protocol = this.protocols.get(row.protocol);
    const read = protocol?.readSettings(row.settings);
    if (!protocol || !read || 'errors' in read) {
      this.logger.error(
        {
          connector: row.name,
          protocol: row.protocol,
          faults: read && 'errors' in read ? read.errors : undefined,
        },
        'cannot be opened',
      );
      return null;
    }
    const settings = read.settings as CommonSettings;
    const { engineUrl } = this;
    const identity: ConnectorIdentity = {
      id: row.id,
      name: row.name,
      keyHash: row.keyHash,
      // Asked when it is used: a port that the system chose is known only once the engine listens.
      get publicUrl() {
        return engineUrl.value;
      },
    };
    const connector = protocol.open(identity, read.settings, {
      hearTexts: (texts) => this.texts.hear(row, settings.homeCountry, texts),
      hearReports: (reports) => this.reports.hear(row, reports, settings.reportIds === 'any form'),
    });
    return { row, identity, protocol, settings, connector };
  }
}

function isSame(a: ConnectorRow, b: ConnectorRow): boolean {
  return (
    a.protocol === b.protocol &&
    a.name === b.name &&
    a.keyHash === b.keyHash &&
    JSON.stringify(a.settings) === JSON.stringify(b.settings)
  );
}
