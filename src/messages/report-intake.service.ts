import { Injectable } from '@nestjs/common';
import type { ConnectorRow } from '../catalogue/configuration';
import type { HeardReport } from '../connectors/connector';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Metrics } from '../platform/metrics.service';
import { storeReports } from './report.store';

/** Delivery reports are kept as they came, before anybody looks what they are about. */
@Injectable()
export class ReportIntake {
  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** Resolves once the reports are committed. */
  async hear(connector: ConnectorRow, reports: readonly HeardReport[], anyForm: boolean): Promise<void> {
    if (reports.length === 0) return;
    await storeReports(this.database.hot.sql, connector.id, reports, anyForm, this.clock.now());
    for (const { state } of reports) this.metrics.reports.inc({ state });
    this.doorbell.ring('reports', connector.id);
  }
}
