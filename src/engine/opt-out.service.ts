import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import type { Configuration, Shortcode } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { EventInterest } from '../platform/events-interest.service';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import { Problem } from '../platform/problem';
import { invalid } from '../platform/validation.pipe';
import { waitForLanes } from '../subscribers/lanes.store';
import { brandNamed, shortcodeNamed } from '../subscribers/named';
import { scopeKey, type Scope } from '../subscribers/standing';
import type { BatchPerson } from './batch-person';
import type { Cause } from './cause';
import { applyEffects } from './effects.store';
import { anyCodeOf, endingsOf, listsEnded, newestOf } from './opt-out';
import type { OptedOutDto, OptOutDto, OptOutScopeDto } from './opt-out.dto';
import { loadPeople } from './snapshot.store';
import { ringFor, type ToRing } from './to-ring';

/** Somebody asks for a person what the person could text: an agent, an operator, a brand's own system. */
@Injectable()
export class OptOuts {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly listeners: EventInterest,
  ) {}

  /** Holds from its commit, like a STOP. A number nobody ever heard of is opted out all the same. */
  async optOut(msisdn: string, wish: OptOutDto, caller: ApiCaller): Promise<OptedOutDto> {
    const senderHash = this.identity.hashOf(msisdn);
    const lane = laneOf(senderHash);
    const { answer, toRing } = await this.database.transaction(async (tx) => {
      await waitForLanes(tx, [lane]);
      const now = this.clock.now();
      const configuration = await this.configurations.inForce(tx.sql);
      const scope = scopeOf(wish.scope, configuration, caller.brandId);
      const senders = new Map([[senderHash, { senderHash, lane, msisdn, operator: null }]]);
      const person = (await loadPeople(tx, senders, now)).get(senderHash);
      if (!person) throw new Error('a person vanished under their lane');
      return this.end(tx, person, scope, configuration, { wish, caller, now });
    });
    ringFor(this.doorbell, toRing);
    return answer;
  }

  private async end(
    tx: Tx,
    person: BatchPerson,
    scope: Scope,
    configuration: Configuration,
    { wish, caller, now }: { readonly wish: OptOutDto; readonly caller: ApiCaller; readonly now: Date },
  ): Promise<{ readonly answer: OptedOutDto; readonly toRing: ToRing }> {
    const home = homeOf(person, scope, configuration);
    const profile = configuration.profileOf(home, now);
    const endings = endingsOf(person, configuration, scope, home.id, person.language ?? home.language);
    const at = newestOf(person, now);
    const cause: Omit<Cause, 'shortcodeId'> = {
      textId: null,
      person,
      connectorId: 0, // nothing is answered, so nothing leaves by it
      linkId: null,
      campaignId: null,
      channel: wish.channel,
      words: null,
      profile: profile.id,
      profileVersion: profile.version,
      stopBlocks: profile.stopBlocks,
      evidence: { reason: wish.reason, by: caller.name, apiKeyId: caller.apiKeyId },
      saidAt: at,
      now,
    };
    for (const { shortcodeId, effects } of endings) person.fold(effects, shortcodeId, { saidAt: at, now });
    const { listeners } = this;
    const toRing = await applyEffects(
      tx,
      endings.map(({ shortcodeId, effects }) => ({ cause: { ...cause, shortcodeId }, effects })),
      { configuration, listeners, luckOf: (what) => this.identity.luckOf(what) },
    );
    const lists = listsEnded(endings).flatMap((id) => configuration.lists.get(id)?.name ?? []);
    return { answer: { scope: scopeKey(scope), lists, at }, toRing };
  }
}

/** The code whose rules and language the entry is kept under. */
function homeOf(person: BatchPerson, scope: Scope, configuration: Configuration): Shortcode {
  const home =
    scope.type === 'all' ? anyCodeOf(person, configuration) : configuration.shortcodes.get(scope.shortcodeId);
  if (!home) throw new Problem('CONFLICT', 'There is no shortcode yet, so there is nothing to opt out of.');
  return home;
}

/** A brand ends what is its own: its lists, itself on a code, its dedicated code. */
function scopeOf(
  { list, brand, code, all }: OptOutScopeDto,
  configuration: Configuration,
  brandId: number | null,
): Scope {
  const isOne = [list !== undefined, code !== undefined, all !== undefined].filter(Boolean).length === 1;
  if (!isOne || (brand !== undefined && code === undefined)) {
    throw invalid([{ path: 'scope', message: 'must be one of: list; brand and code; code; all' }]);
  }
  if (all) return foreign(brandId !== null) ?? { type: 'all' };
  if (list !== undefined) return listScope(list, configuration, brandId);
  const shortcode = shortcodeNamed(configuration, code ?? '');
  if (!shortcode) throw new Problem('NOT_FOUND', `There is no shortcode ${code}.`);
  if (brand === undefined) {
    return (
      foreign(brandId !== null && shortcode.brandId !== brandId) ?? {
        type: 'code',
        shortcodeId: shortcode.id,
      }
    );
  }
  const named = brandNamed(configuration, brand);
  if (!named || (brandId !== null && named.id !== brandId))
    throw new Problem('NOT_FOUND', `There is no brand ${brand}.`);
  return { type: 'brand', brandId: named.id, shortcodeId: shortcode.id };
}

function listScope(id: number, { lists }: Configuration, brandId: number | null): Scope {
  const list = lists.get(id);
  if (!list || (brandId !== null && list.brandId !== brandId))
    throw new Problem('NOT_FOUND', `There is no list ${id}.`);
  return { type: 'list', listId: list.id, shortcodeId: list.shortcodeId, brandId: list.brandId };
}

function foreign(isForeign: boolean): undefined {
  if (isForeign) throw new Problem('FORBIDDEN', "A brand's key ends what is the brand's own, and no more.");
  return undefined;
}
