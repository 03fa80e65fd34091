import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { Problem, type InputError } from '../platform/problem';
import type { Reference } from '../platform/reference';
import type { MessageClass } from '../rules/message-class';
import { normaliseMsisdn } from '../text/msisdn';
import { readCsv } from './csv-upload.service';
import { brandNamed, shortcodeNamed } from './named';
import {
  deleteSuppression,
  insertSuppressions,
  readSuppressions,
  type NewSuppression,
  type SuppressionCard,
} from './suppressions.store';

/** What a national or an operator's list forbids when it does not say. */
export const USUALLY_SUPPRESSED: readonly MessageClass[] = ['promotional', 'awareness'];
/** Rows of one statement. */
const BATCH = 1_000;

/** Whose list it is, and what it forbids to whom. */
export interface SuppressionTerms {
  readonly registry: string;
  readonly brand?: Reference | undefined;
  readonly shortcode?: Reference | undefined;
  readonly classes?: readonly MessageClass[] | undefined;
}

export interface SuppressionWish extends SuppressionTerms {
  readonly msisdn: string;
}

/** Who asks: a brand suppresses for itself only. */
export interface Asker {
  readonly name: string;
  readonly brandId: number | null;
}

export interface SuppressedLine {
  readonly line: number;
  readonly msisdn: string;
  readonly result: 'added' | 'duplicate' | 'invalid';
  readonly detail?: string;
}

type Scope = Omit<NewSuppression, 'senderHash' | 'source'> & { readonly homeCountry: string | undefined };

/** Lists of people who may not be sent to: a regulator's, an operator's, a brand's own. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** All of them or none: every fault is named by its path. @returns their ids, in order. */
  async add(wishes: readonly SuppressionWish[], asker: Asker): Promise<number[]> {
    await this.configurations.refresh();
    const errors: InputError[] = [];
    const rows = wishes.map((wish, at) => {
      const scope = this.scopeOf(wish, asker);
      const msisdn = normaliseMsisdn(wish.msisdn, scope.homeCountry);
      if (msisdn === null)
        errors.push({
          path: wishes.length > 1 ? `[${at}].msisdn` : 'msisdn',
          message: 'is not a telephone number',
        });
      return this.rowOf(msisdn ?? '', scope, `api ${asker.name}`);
    });
    if (errors.length > 0) throw new Problem('VALIDATION_FAILED', 'Some numbers cannot be read.', { errors });
    const ids = await this.insert(rows);
    return rows.map((row) => ids.get(keyOf(row))?.id ?? 0);
  }

  async page(
    asker: Asker,
    filter: { readonly registry?: string | undefined; readonly msisdn?: string | undefined },
    after: number,
    limit: number,
  ): Promise<SuppressionCard[]> {
    const msisdn = filter.msisdn === undefined ? undefined : normaliseMsisdn(filter.msisdn);
    if (msisdn === null) return [];
    const senderHash = msisdn === undefined ? null : this.identity.hashOf(msisdn);
    const where = { brandId: asker.brandId, registry: filter.registry ?? null, senderHash };
    return readSuppressions(this.database.sql, where, after, limit);
  }

  async remove(id: number, { brandId }: Asker): Promise<void> {
    const removed = await deleteSuppression(this.database.sql, id, brandId);
    if (!removed) throw new Problem('NOT_FOUND', `There is no suppression ${id}.`);
  }

  /** A file of numbers under one set of terms. What is committed stays when a later line fails. */
  async import(
    upload: Readable,
    terms: SuppressionTerms,
    asker: Asker,
    file: string,
  ): Promise<SuppressedLine[]> {
    await this.configurations.refresh();
    const scope = this.scopeOf(terms, asker);
    const report: SuppressedLine[] = [];
    let batch: { line: number; msisdn: string; row: NewSuppression }[] = [];
    const flush = async (): Promise<void> => {
      const known = await this.insert(batch.map(({ row }) => row));
      const seen = new Set<string>();
      for (const { line, msisdn, row } of batch) {
        const isNew = known.get(keyOf(row))?.added === true && !seen.has(keyOf(row));
        seen.add(keyOf(row));
        report.push({ line, msisdn, result: isNew ? 'added' : 'duplicate' });
      }
      batch = [];
    };
    for await (const { line, fields } of readCsv(upload, { required: ['msisdn'], optional: [] })) {
      const given = (fields['msisdn'] ?? '').slice(0, 40);
      const msisdn = normaliseMsisdn(given, scope.homeCountry);
      if (msisdn === null)
        report.push({ line, msisdn: given, result: 'invalid', detail: 'is not a telephone number' });
      else batch.push({ line, msisdn: given, row: this.rowOf(msisdn, scope, `file ${file}`) });
      if (batch.length >= BATCH) await flush();
    }
    await flush();
    return report.sort((a, b) => a.line - b.line);
  }

  private rowOf(msisdn: string, { homeCountry: _, ...scope }: Scope, source: string): NewSuppression {
    return { senderHash: this.identity.hashOf(msisdn), ...scope, source };
  }

  private async insert(
    rows: readonly NewSuppression[],
  ): Promise<ReadonlyMap<string, { id: number; added: boolean }>> {
    const distinct = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
    if (distinct.length === 0) return new Map();
    const now = this.clock.now();
    const answers = await this.database.transaction((tx) => insertSuppressions(tx.sql, distinct, now));
    return new Map(distinct.flatMap((row, at) => (answers[at] ? [[keyOf(row), answers[at]]] : [])));
  }

  /** A brand's own rows hold for that brand, whatever they say. */
  private scopeOf({ registry, brand, shortcode, classes }: SuppressionTerms, asker: Asker): Scope {
    const configuration = this.configurations.latest;
    if (!configuration) throw new Error('the configuration has not been loaded');
    const named = brand === undefined ? undefined : brandNamed(configuration, brand);
    const isForeign = asker.brandId !== null && named !== undefined && named.id !== asker.brandId;
    if (brand !== undefined && (!named || isForeign))
      throw new Problem('NOT_FOUND', `There is no brand ${brand}.`);
    const code = shortcode === undefined ? undefined : shortcodeNamed(configuration, shortcode);
    if (shortcode !== undefined && !code)
      throw new Problem('NOT_FOUND', `There is no shortcode ${shortcode}.`);
    return {
      registry,
      brandId: named?.id ?? asker.brandId,
      shortcodeId: code?.id ?? null,
      classes: classes ?? USUALLY_SUPPRESSED,
      homeCountry: code && configuration.profileOf(code, this.clock.now()).country,
    };
  }
}

const keyOf = ({ senderHash, registry, brandId, shortcodeId }: NewSuppression): string =>
  [senderHash, registry, brandId ?? '', shortcodeId ?? ''].join('|');
