import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { ConfigurationService } from '../../catalogue/configuration.service';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import type { Profile } from '../../rules/profile';
import { appendConsents, type NewConsent } from '../../subscribers/consent.store';
import { waitForLanes } from '../../subscribers/lanes.store';
import type { NewAgreementDto } from './agreement.dto';
import type { Service } from './service';
import { Services } from './services.service';
import { noteAgreements, readAgreeing, type Agreeing } from './tariffs.store';

export interface Agreed {
  readonly agreed: number;
  readonly unknown: readonly number[];
}

interface Yes {
  readonly person: Agreeing;
  readonly said: NewAgreementDto;
  readonly saidAt: Date;
}

/** A dearer price, said yes to on the web, by voice or to a colleague: an entry in the consent ledger, and from then on what is charged. */
@Injectable()
export class Agreements {
  constructor(
    private readonly database: Database,
    private readonly services: Services,
    private readonly configurations: ConfigurationService,
    private readonly clock: Clock,
  ) {}

  async note(
    caller: ApiCaller,
    id: number,
    tariffId: number,
    given: readonly NewAgreementDto[],
  ): Promise<Agreed> {
    const { service } = await this.services.get(caller, id);
    if (!service.tariffs.some((tariff) => tariff.id === tariffId))
      throw new Problem('NOT_FOUND', `Service ${id} has no tariff ${tariffId}.`);
    const now = this.clock.now();
    checkGiven(given, now);
    return this.database.transaction((tx) => this.noteAll(tx, caller, service, tariffId, given, now));
  }

  private async noteAll(
    tx: Tx,
    { name }: ApiCaller,
    service: Service,
    tariffId: number,
    given: readonly NewAgreementDto[],
    now: Date,
  ): Promise<Agreed> {
    const ids = given.map(({ subscription }) => subscription);
    const wanted = await readAgreeing(tx.sql, service.id, ids);
    // Their own lanes first: a STOP is handled before this yes or after it, never beside it.
    await waitForLanes(
      tx,
      wanted.map(({ lane }) => lane),
    );
    const people = await readAgreeing(tx.sql, service.id, ids);
    const yeses = yesesOf(people, given, now);
    const changed = new Set(
      await noteAgreements(
        tx,
        yeses.map(({ person, said, saidAt }) => ({
          ...{ subscriptionId: person.id, tariffId, shown: said.shown, channel: said.channel },
          actor: name,
          at: saidAt,
        })),
      ),
    );
    const profile = await this.profileOf(tx, service, now);
    const counted = yeses.filter(({ person }) => changed.has(person.id));
    await appendConsents(
      tx,
      counted.map((yes) => consentOf(yes, service, tariffId, profile, name, now)),
    );
    return { agreed: changed.size, unknown: ids.filter((one) => !changed.has(one)) };
  }

  private async profileOf(tx: Tx, { shortcodeId }: Service, now: Date): Promise<Profile> {
    const configuration = await this.configurations.inForce(tx.sql);
    const shortcode = configuration.shortcodes.get(shortcodeId);
    if (!shortcode) throw new Problem('NOT_FOUND', 'The code of this service is gone.');
    return configuration.profileOf(shortcode, now);
  }
}

function checkGiven(given: readonly NewAgreementDto[], now: Date): void {
  const seen = new Set<number>();
  const errors = given.flatMap(({ subscription, saidAt }, at) => {
    const isRepeated = seen.has(subscription);
    seen.add(subscription);
    if (isRepeated) return [{ path: `[${at}].subscription`, message: 'is there twice' }];
    const isAhead = saidAt !== undefined && new Date(saidAt) > now;
    return isAhead ? [{ path: `[${at}].saidAt`, message: 'must not be in the future' }] : [];
  });
  if (errors.length > 0) throw invalid(errors);
}

/** Who joined after they are said to have agreed was shown another price when they did. */
function yesesOf(people: readonly Agreeing[], given: readonly NewAgreementDto[], now: Date): readonly Yes[] {
  const byId = new Map(given.map((said) => [said.subscription, said]));
  return people.flatMap((person) => {
    const said = byId.get(person.id);
    const saidAt = said?.saidAt === undefined ? now : new Date(said.saidAt);
    return said && saidAt >= person.joinedAt ? [{ person, said, saidAt }] : [];
  });
}

function consentOf(
  { person, said, saidAt }: Yes,
  { listId, shortcodeId, brandId, key }: Service,
  tariffId: number,
  profile: Profile,
  agreedBy: string,
  now: Date,
): NewConsent {
  return {
    lane: person.lane,
    subscriberId: person.subscriberId,
    person: person.senderHash,
    scope: { type: 'list', listId, shortcodeId, brandId },
    event: 'opt_in',
    channel: said.channel === 'care' ? 'care' : 'api',
    textId: null,
    purpose: `tariff ${tariffId} of ${key}`,
    language: person.language,
    profile: profile.id,
    profileVersion: profile.version,
    words: null,
    shown: said.shown,
    evidence: { channel: said.channel, by: agreedBy },
    saidAt,
    recordedAt: now,
  };
}
