import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import { Problem } from '../platform/problem';
import type { Language } from '../text/language';
import { waitForLanes } from './lanes.store';
import {
  changePerson,
  enterPeople,
  findPerson,
  standingsOf,
  type PersonCard,
  type StandingRow,
} from './people.store';

export interface PersonSeen extends PersonCard {
  readonly standings: readonly StandingRow[];
}

/** What staff may see and set of one person. */
@Injectable()
export class Subscribers {
  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  async get(msisdn: string): Promise<PersonSeen> {
    const person = await findPerson(this.database.sql, this.identity.hashOf(msisdn));
    if (!person) throw new Problem('NOT_FOUND', 'Nobody with this number is known.');
    return { ...person, standings: await standingsOf(this.database.sql, person.id) };
  }

  /** Somebody unknown is entered: a number may be blocked before it ever texts. */
  async change(
    msisdn: string,
    change: { language?: Language | null; blocked?: boolean },
  ): Promise<PersonSeen> {
    const senderHash = this.identity.hashOf(msisdn);
    const lane = laneOf(senderHash);
    await this.database.transaction(async (tx) => {
      await waitForLanes(tx, [lane]);
      const ids = await enterPeople(tx, [{ senderHash, lane, msisdn }], this.clock.now());
      await changePerson(tx, ids.get(senderHash) ?? 0, change);
    });
    return this.get(msisdn);
  }
}
