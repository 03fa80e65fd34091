import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import type { Configuration, Shortcode } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import { Problem } from '../platform/problem';
import type { Reference } from '../platform/reference';
import { waitForLanes } from '../subscribers/lanes.store';
import { shortcodeNamed } from '../subscribers/named';
import { findPerson } from '../subscribers/people.store';
import type { OptOutUndoneDto, UndoOptOutDto } from './opt-out.dto';
import { judgeReviewsOf } from './stop-reviews.store';
import { codesRead, ownerOf, takeBack, type LedgerEntry, type TakenBack } from './taken-back';
import { listsRestored, TakingBack, type UndoAct } from './taken-back.service';
import type { LedgerPerson } from './taken-back.store';

interface OnCode {
  readonly shortcode: Shortcode;
  readonly taken: TakenBack;
}

const REFUSALS: { readonly [T in Exclude<TakenBack['type'], 'restored' | 'taken back already'>]: string } = {
  'not read': 'They are not out by words that we read as a STOP: what was said so plainly, only they lift.',
  'spoke since': 'They have said START or STOP since, and their own word is the newer one.',
};

/** An agent takes back an opt-out that we read from free words, and no other. */
@Injectable()
export class OptOutUndos {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly takingBack: TakingBack,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** On the code named, or wherever we read one. Done twice it does nothing twice; a review still open is judged by it. */
  async undo(msisdn: string, wish: UndoOptOutDto, caller: ApiCaller): Promise<OptOutUndoneDto> {
    const senderHash = this.identity.hashOf(msisdn);
    const lane = laneOf(senderHash);
    return this.database.transaction(async (tx) => {
      await waitForLanes(tx, [lane]);
      const act: UndoAct = { caller, reason: wish.reason, reviewId: null, now: this.clock.now() };
      const configuration = await this.configurations.inForce(tx.sql);
      const card = await findPerson(tx.sql, senderHash);
      if (!card) throw unknown();
      const person = { id: card.id, lane, senderHash };
      const entries = await this.takingBack.ledgerOf(tx, person);
      const found = codesOf(entries, wish.shortcode, configuration)
        .map((shortcode) => ({ shortcode, taken: takeBack(entries, shortcode.id) }))
        .filter((onCode) => isTheirs(onCode, caller.brandId));
      return this.restoreAll(tx, person, found, configuration, act);
    });
  }

  private async restoreAll(
    tx: Tx,
    person: LedgerPerson,
    found: readonly OnCode[],
    configuration: Configuration,
    act: UndoAct,
  ): Promise<OptOutUndoneDto> {
    const done = { codes: [] as string[], lists: [] as string[], at: act.now };
    for (const { shortcode, taken } of found) {
      if (taken.type !== 'restored') continue;
      await this.takingBack.restore(tx, person, shortcode, taken.scopes, configuration, act);
      const { caller, reason, now } = act;
      const judgement = {
        verdict: 'keep',
        reason,
        by: caller.name,
        apiKeyId: caller.apiKeyId,
        at: now,
      } as const;
      await judgeReviewsOf(tx, person.id, shortcode.id, judgement);
      done.codes.push(shortcode.number);
      done.lists.push(...listsRestored(taken.scopes, configuration));
    }
    if (done.codes.length === 0) refuseUnlessDone(found, act.caller.brandId);
    return done;
  }
}

/** Where nothing is named: wherever something we read still holds. */
function codesOf(
  entries: readonly LedgerEntry[],
  named: Reference | undefined,
  configuration: Configuration,
): readonly Shortcode[] {
  if (named === undefined) {
    const known = codesRead(entries).length > 0 ? codesRead(entries) : codesHeard(entries);
    return known.flatMap((id) => configuration.shortcodes.get(id) ?? []);
  }
  const shortcode = shortcodeNamed(configuration, named);
  if (!shortcode) throw new Problem('NOT_FOUND', `There is no shortcode ${named}.`);
  return [shortcode];
}

const codesHeard = (entries: readonly LedgerEntry[]): number[] => [
  ...new Set(entries.flatMap(({ shortcodeId }) => shortcodeId ?? [])),
];

/** A brand undoes what was its own; that somebody left another's list is none of its business. */
function isTheirs({ shortcode, taken }: OnCode, brandId: number | null): boolean {
  if (brandId === null || shortcode.brandId === brandId) return true;
  return 'scopes' in taken && ownerOf(taken.scopes, shortcode.brandId) === brandId;
}

function refuseUnlessDone(found: readonly OnCode[], brandId: number | null): void {
  if (found.length === 0 && brandId !== null) throw unknown();
  const types = found.map(({ taken }) => taken.type);
  if (types.includes('taken back already')) return;
  const why = types.includes('spoke since') ? 'spoke since' : 'not read';
  throw new Problem('CONFLICT', REFUSALS[why], { why });
}

const unknown = (): Problem =>
  new Problem('NOT_FOUND', 'Nothing that this number texted was ever read as a STOP.');
