import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { Public } from './public.decorator';
import { Database } from './database.service';
import { Doorbell } from './doorbell';
import { Metrics } from './metrics.service';
import { LINKS_WELL, type LinksWell } from './links-well.token';

/** For the orchestrator and for Prometheus; no key is needed. */
@ApiExcludeController()
@Public()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly metrics: Metrics,
    @Inject(LINKS_WELL) private readonly linksWell: LinksWell,
  ) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @HealthCheck({ noCache: true })
  async ready(): Promise<HealthCheckResult> {
    return this.health.check([
      () =>
        this.check(
          'database',
          async () => (await this.database.sql.query({ text: 'select 1' })).length === 1,
        ),
      () =>
        this.check(
          'migrations',
          async () => !(await this.database.dataSource.showMigrations().catch(() => true)),
        ),
      () => this.check('doorbell', async () => this.doorbell.isWell()),
      () => this.check('connectors', async () => this.linksWell()),
    ]);
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async prometheus(): Promise<string> {
    return this.metrics.registry.metrics();
  }

  private async check(name: string, isWell: () => Promise<boolean>) {
    const indicator = this.indicators.check(name);
    try {
      return (await isWell()) ? indicator.up() : indicator.down();
    } catch (error) {
      if (error instanceof ServiceUnavailableException) throw error;
      return indicator.down({ reason: 'not reached' });
    }
  }
}
