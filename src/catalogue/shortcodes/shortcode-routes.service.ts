import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database.service';
import type { InputError } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { findId, idInPath } from '../reference.store';
import type { RouteDto, RoutesDto } from './shortcode-route.dto';
import { ShortcodeRouteEntity } from './shortcode-route.entity';

/** Through which links, and at which operators, a code is reached. */
@Injectable()
export class ShortcodeRoutesService {
  constructor(private readonly database: Database) {}

  async of(shortcode: string): Promise<RoutesDto> {
    const shortcodeId = await idInPath(this.database.sql, 'shortcode', shortcode, null);
    return this.read(this.database.dataSource, shortcodeId);
  }

  /** These and no others. */
  async replace(shortcode: string, routes: readonly RouteDto[]): Promise<RoutesDto> {
    return this.database.transaction(async (tx) => {
      const shortcodeId = await idInPath(tx.sql, 'shortcode', shortcode, null);
      const rows = await this.rowsOf(tx, routes, shortcodeId);
      await tx.manager.delete(ShortcodeRouteEntity, { shortcodeId });
      if (rows.length > 0) await tx.manager.insert(ShortcodeRouteEntity, rows);
      return this.read(tx, shortcodeId);
    });
  }

  private async rowsOf({ sql }: Tx, routes: readonly RouteDto[], shortcodeId: number) {
    const errors: InputError[] = [];
    const rows: Pick<ShortcodeRouteEntity, 'shortcodeId' | 'connectorId' | 'operatorId' | 'state' | 'tps'>[] =
      [];
    for (const [at, { connector, operator, state = 'live', tps = null }] of routes.entries()) {
      const connectorId = await findId(sql, 'connector', connector, null);
      const operatorId =
        operator === undefined || operator === null ? null : await findId(sql, 'operator', operator, null);
      if (connectorId === null)
        errors.push({ path: `[${at}].connector`, message: `"${connector}" is no connector there is` });
      else if (rows.some((row) => row.connectorId === connectorId)) {
        errors.push({
          path: `[${at}].connector`,
          message: 'is there already: a code has one route through a connector',
        });
      } else if (operatorId === null && operator !== undefined && operator !== null) {
        errors.push({ path: `[${at}].operator`, message: `"${operator}" is no operator there is` });
      } else rows.push({ shortcodeId, connectorId, operatorId, state, tps });
    }
    if (errors.length > 0) throw invalid(errors);
    return rows;
  }

  private async read({ manager }: Pick<Tx, 'manager'>, shortcodeId: number): Promise<RoutesDto> {
    const rows = await manager.find(ShortcodeRouteEntity, {
      where: { shortcodeId },
      relations: { connector: true, operator: true },
      order: { id: 'ASC' },
    });
    const items = rows.map(({ connector, operator, state, tps }) => ({
      connector: connector.name,
      operator: operator?.code ?? null,
      state,
      tps,
    }));
    return { items, next: null };
  }
}
