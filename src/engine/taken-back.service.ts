import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import type { Configuration, Shortcode } from '../catalogue/configuration';
import type { Tx } from '../platform/database.service';
import { Problem } from '../platform/problem';
import { appendConsents, type NewConsent } from '../subscribers/consent.store';
import type { LedgerEntry, Restored } from './taken-back';
import { readLedger, restoreStandings, type LedgerPerson } from './taken-back.store';

/** Who takes a reading back, and why. */
export interface UndoAct {
  readonly caller: ApiCaller;
  readonly reason: string;
  readonly reviewId: number | null;
  readonly now: Date;
}

/** Takes back in the ledger what free words were read as: entries are added, none is changed. */
@Injectable()
export class TakingBack {
  /** The caller owns the person's lane. */
  async ledgerOf(tx: Tx, person: LedgerPerson): Promise<LedgerEntry[]> {
    const entries = await readLedger(tx, person.id);
    if (!entries) throw new Problem('CONFLICT', 'Their ledger is too long to be judged by this.');
    return entries;
  }

  /**
   * One entry per scope, naming those it takes back, then the standings as they were. What was queued, asked or pending when the
   * words came has ended with them and stays so: to ask again is the brand's to begin.
   */
  async restore(
    tx: Tx,
    person: LedgerPerson,
    shortcode: Shortcode,
    scopes: readonly Restored[],
    configuration: Configuration,
    act: UndoAct,
  ): Promise<void> {
    const { id: profile, version } = configuration.profileOf(shortcode, act.now);
    const common = {
      lane: person.lane,
      subscriberId: person.id,
      person: person.senderHash,
      event: 'restored',
      channel: act.caller.role === 'brand' ? 'api' : 'care',
      textId: null,
      profile,
      profileVersion: version,
      words: null,
      shown: null,
      saidAt: act.now,
      recordedAt: act.now,
    } as const;
    const entries = scopes.map(({ scope, purpose, language, takesBack }): NewConsent => ({
      ...common,
      scope,
      purpose,
      language,
      evidence: evidenceOf(person.lane, takesBack, act),
    }));
    await appendConsents(tx, entries);
    await restoreStandings(tx, person.id, scopes);
  }
}

const evidenceOf = (lane: number, takesBack: readonly number[], act: UndoAct): object => ({
  takesBack: takesBack.map((seq) => ({ lane, seq })),
  reason: act.reason,
  by: act.caller.name,
  apiKeyId: act.caller.apiKeyId,
  ...(act.reviewId === null ? {} : { reviewId: act.reviewId }),
});

/** The lists that are theirs again, by name. */
export function listsRestored(scopes: readonly Restored[], { lists }: Configuration): string[] {
  return scopes.flatMap(({ scope, standing }) =>
    scope.type === 'list' && standing?.status === 'in' ? (lists.get(scope.listId)?.name ?? []) : [],
  );
}
