import { Database } from '../../platform/database.service';
import type { INestApplication } from '@nestjs/common';
import type { MovableClock } from '../../platform/clock.service';
import type { Catalogue } from './catalogue-setup.service';
import type { EngineApi } from './engine-api.client';
import type { Act, Lives } from './lives';
import { CARRIER, CODE, OFFERS, OPERATOR } from './offers';
import { readLastCharges, readLive, setConditions, topUp } from './operator-books.store';
import type { EngineRounds } from './rounds.service';

/** As many as the door and the API take at once. */
const AT_ONCE = 1_000;
/** What a carrier repeats: every so many-th text arrives twice. */
const REPEATED = 10;
/** From the question to the yes. */
const THINKING_MS = 60_000;

type ActOf<T extends Act['type']> = Extract<Act, { readonly type: T }>;

/** Lets people do what they do, through the doors that they would use. */
export class Acting {
  private readonly database: Database;
  private texts = 0;

  constructor(
    app: INestApplication,
    private readonly api: EngineApi,
    private readonly catalogue: Catalogue,
    private readonly lives: Lives,
    private readonly rounds: EngineRounds,
    private readonly clock: MovableClock,
  ) {
    this.database = app.get(Database);
  }

  /** Everything that happens at one instant. */
  async play(acts: readonly Act[]): Promise<void> {
    const of = <T extends Act['type']>(type: T): ActOf<T>[] =>
      acts.filter((act): act is ActOf<T> => act.type === type);
    await this.topUps(of('tops up'));
    await this.bars(of('is barred'));
    await this.stops(of('stops'));
    await this.refunds(of('wants money back'));
    await this.joins(of('joins'));
  }

  private async topUps(acts: readonly ActOf<'tops up'>[]): Promise<void> {
    if (acts.length === 0) return;
    const coins = acts.map(({ who, periods }) => {
      const { price } = OFFERS[this.person(who).offer] ?? OFFERS[0];
      return {
        msisdn: this.person(who).msisdn,
        minor: BigInt(Math.floor(Number(price.minor) * periods)),
        currency: price.currency,
      };
    });
    await topUp(this.database.sql, coins);
  }

  private async bars(acts: readonly ActOf<'is barred'>[]): Promise<void> {
    if (acts.length === 0) return;
    const some = acts.map(({ who, condition }) => ({ msisdn: this.person(who).msisdn, condition }));
    await setConditions(this.database.sql, some);
  }

  private async joins(acts: readonly ActOf<'joins'>[]): Promise<void> {
    if (acts.length === 0) return;
    await this.say(acts.map(({ who }) => [who, this.nameFor(who)]));
    this.clock.advance(THINKING_MS);
    await this.say(acts.map(({ who }) => [who, 'YES']));
  }

  private async stops(acts: readonly ActOf<'stops'>[]): Promise<void> {
    const byText = acts.filter(({ by }) => by === 'text');
    await this.say(byText.map(({ who }) => [who, `STOP ${this.nameFor(who)}`]));
    const others = acts.filter(({ by }) => by === 'api').map(({ who }) => this.person(who).msisdn);
    if (others.length === 0) return;
    for (const { id } of await readLive(this.database.sql, others))
      await this.api.post(`/subscriptions/${id}/cancel`, { channel: 'care', reason: 'called the hotline' });
  }

  private async refunds(acts: readonly ActOf<'wants money back'>[]): Promise<void> {
    if (acts.length === 0) return;
    const percents = new Map(acts.map(({ who, percent }) => [this.person(who).msisdn, percent]));
    const charges = await readLastCharges(this.database.sql, [...percents.keys()]);
    const wishes = charges.map(({ msisdn, chargeId, amountMinor, currency }) => {
      const part = (BigInt(amountMinor) * BigInt(percents.get(msisdn) ?? 100)) / 100n;
      return {
        charge: chargeId,
        amount: { minor: String(part > 0n ? part : 1n), currency },
        reason: 'a complaint',
        key: `complaint-${chargeId}`,
      };
    });
    for (let at = 0; at < wishes.length; at += AT_ONCE)
      await this.api.post('/refunds', wishes.slice(at, at + AT_ONCE));
  }

  /** Hands texts over at the carriers' door, some of them twice, and waits for what they cause. */
  private async say(said: readonly (readonly [who: number, text: string])[]): Promise<void> {
    if (said.length === 0) return;
    const texts = said.flatMap(([who, text], at) => {
      const id = `t${++this.texts}`;
      const one = { id, from: this.person(who).msisdn, to: CODE, text, operator: OPERATOR };
      return at % REPEATED === 0 ? [one, one] : [one];
    });
    for (let at = 0; at < texts.length; at += AT_ONCE)
      await this.api.hand(CARRIER, this.catalogue.carrierKey, texts.slice(at, at + AT_ONCE));
    await this.rounds.settle();
  }

  private person(who: number) {
    const person = this.lives.people[who];
    if (!person) throw new Error(`there is no person ${who}`);
    return person;
  }

  private readonly nameFor = (who: number): string => OFFERS[this.person(who).offer]?.name ?? '';
}
