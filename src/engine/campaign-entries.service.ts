import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AnswerOnce } from '../access/answer-once.decorator';
import type { ApiCaller } from '../access/caller.decorator';
import { codeHash } from '../campaigns/codes/code-hash';
import { BIRTH_DATE } from '../campaigns/competition/birth-date';
import type { CompetitionSettings } from '../campaigns/competition/settings';
import type { Effect } from '../campaigns/effect';
import type { Kinds } from '../campaigns/kinds';
import { KINDS } from '../campaigns/kinds.token';
import type { Campaign, Configuration } from '../catalogue/configuration';
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
import { msisdnIn } from '../subscribers/path';
import { maySend, scopesAbove } from '../subscribers/standing';
import { parse } from '../text/said';
import { causeByApi, competitionOf } from './api-cause';
import type { BatchPerson } from './batch-person';
import type { EntryDto, NewEntryDto } from './campaign-entries.dto';
import { ClaimBook } from './claim-book';
import { loadClaims } from './claims.store';
import { applyEffects } from './effects.store';
import { Scene } from './scene';
import { loadPeople } from './snapshot.store';
import { playMatch } from './steps/keyword';
import { ringFor, type ToRing } from './to-ring';

/** A kind that asks for more than this often has no end. */
const MOST_ROUNDS = 10;

interface Entering {
  readonly campaign: Campaign;
  readonly configuration: Configuration;
  readonly person: BatchPerson;
  readonly wish: NewEntryDto;
  readonly saidAt: Date;
  readonly now: Date;
}

/** The free route: whoever takes part on paper, on a web page or with an agent is decided upon as if they had texted. */
@Injectable()
export class CampaignEntries {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly listeners: EventInterest,
    @Inject(KINDS) private readonly kinds: Kinds,
  ) {}

  async enter(campaignId: number, wish: NewEntryDto, caller: ApiCaller, keep: AnswerOnce): Promise<EntryDto> {
    const msisdn = msisdnIn(wish.msisdn);
    const senderHash = this.identity.hashOf(msisdn);
    const sender = { senderHash, lane: laneOf(senderHash), msisdn, operator: null };
    const { answer, toRing } = await this.database.transaction(async (tx) => {
      await waitForLanes(tx, [sender.lane]);
      const now = this.clock.now();
      const configuration = await this.configurations.inForce(tx.sql);
      const campaign = openTo(competitionOf(configuration, campaignId, caller), wish, now);
      const person = (await loadPeople(tx, new Map([[senderHash, sender]]), now)).get(senderHash);
      if (!person) throw new Error('a person vanished under their lane');
      if (person.blocked) throw new Problem('CONFLICT', 'Nobody plays with this number.');
      const saidAt = wish.saidAt === undefined ? now : new Date(wish.saidAt);
      const entered = await this.play(tx, { campaign, configuration, person, wish, saidAt, now }, caller);
      await keep(tx.sql, entered.answer);
      return entered;
    });
    ringFor(this.doorbell, toRing);
    return answer;
  }

  private async play(
    tx: Tx,
    entering: Entering,
    caller: ApiCaller,
  ): Promise<{ readonly answer: EntryDto; readonly toRing: ToRing }> {
    const { campaign, configuration, person, wish, saidAt, now } = entering;
    const book = new ClaimBook();
    const learned = await this.learn(tx, entering, book);
    const effects = await this.decide(tx, entering, book);
    if (effects.some(({ type }) => type === 'remember')) {
      const message = 'must be given: the competition has an age limit';
      throw invalid([{ path: 'birthDate', message }]);
    }
    const connectorId = wish.reply ? this.linkFor(entering) : null;
    const lasting = effects.filter(({ type }) => type !== 'reply' || connectorId !== null);
    const cause = causeByApi({
      ...{ person, campaign, configuration, caller, saidAt, now, route: wish.route },
      connectorId: connectorId ?? 0,
    });
    const toRing = await applyEffects(tx, [{ cause, effects: [...learned, ...lasting] }], {
      configuration,
      listeners: this.listeners,
      luckOf: (what) => this.identity.luckOf(what),
    });
    return { answer: shown(effects, connectorId !== null), toRing };
  }

  /** A date of birth that came with the entry is learned first, as if it had been asked for. */
  private async learn(
    tx: Tx,
    { campaign, person, wish, saidAt }: Entering,
    book: ClaimBook,
  ): Promise<Effect[]> {
    if (wish.birthDate === undefined || !(campaign.settings as CompetitionSettings).age) return [];
    const { brandId } = campaign;
    const claim = { type: 'attributes', brandId } as const;
    await loadClaims(tx, [{ claim, subscriberId: person.id }], book, true);
    if (book.openFor(person.id).get(claim)[BIRTH_DATE] !== undefined) return [];
    const learned: Effect = {
      ...{ type: 'learn', brandId, purpose: `age limit of ${campaign.name}` },
      values: { [BIRTH_DATE]: wish.birthDate },
    };
    book.fold([learned], person.id, saidAt);
    return [learned];
  }

  private async decide(tx: Tx, entering: Entering, book: ClaimBook): Promise<readonly Effect[]> {
    const chance = `entry:${randomUUID()}`;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const outcome = this.decideOnce(entering, book, chance);
      if (!outcome) throw new Error(`nobody plays campaign ${entering.campaign.id}`);
      if (!outcome.wants) return outcome.effects;
      const wanted = outcome.wants.map((claim) => ({ claim, subscriberId: entering.person.id }));
      await loadClaims(tx, wanted, book, true);
    }
    throw new Error('the claims of an entry have no end');
  }

  private decideOnce(
    { campaign, configuration, person, wish, saidAt, now }: Entering,
    book: ClaimBook,
    chance: string,
  ): ReturnType<typeof playMatch> {
    const shortcode = configuration.shortcodes.get(campaign.shortcodeId);
    if (!shortcode) throw new Error(`campaign ${campaign.id} has no code`);
    const snapshot = {
      ...{ configuration, kinds: this.kinds, shortcode },
      profile: configuration.profileOf(shortcode, saidAt),
      person: person.seenFrom(shortcode.id),
      sender: 'handset',
      operatorId: configuration.operatorsByCode.get(person.operator ?? '')?.id ?? null,
      claims: book.openFor(person.id),
      luck: () => this.identity.luckOf(chance),
      codeHash: (brandId: number, code: string) => codeHash(this.identity, brandId, code),
    } as const;
    const argument = wish.code ?? '';
    const scene = new Scene(snapshot, parse(argument), { saidAt, now });
    const rule = { keyword: null, campaign, operatorId: null, includeListId: null, excludeListId: null };
    return playMatch(scene, { rule, words: 0, argument });
  }

  /**
   * They did not text us now, so an answer is for people who have texted this code before and never asked for silence: else a
   * brand's key could write to any number in the world. Without a live route there is nobody to tell.
   */
  private linkFor({ campaign, configuration, person }: Entering): number | null {
    const { brandId, shortcodeId } = campaign;
    const { standings, memory, blocked } = person.seenFrom(shortcodeId);
    if (memory.windowAt === undefined || blocked) return null;
    if (!maySend(standings, scopesAbove({ brandId, shortcodeId }))) return null;
    return configuration.connectorFor(shortcodeId, person.operator)?.id ?? null;
  }
}

function openTo(campaign: Campaign, { saidAt }: NewEntryDto, now: Date): Campaign {
  if (campaign.state !== 'published')
    throw new Problem('CONFLICT', `Campaign ${campaign.id} is not published.`);
  if (saidAt !== undefined && new Date(saidAt) > now)
    throw invalid([{ path: 'saidAt', message: 'must not lie in the future' }]);
  return campaign;
}

function shown(effects: readonly Effect[], replied: boolean): EntryDto {
  const entry = effects.find((effect) => effect.type === 'entry');
  if (!entry) throw new Error('an entry came to no end');
  const { nonce = null, ordinal = null, prize = null } = (entry.data ?? {}) as Partial<EntryDto>;
  const { outcome, counted, tickets = 1 } = entry;
  const text = effects.find((effect) => effect.type === 'reply')?.text ?? '';
  return { outcome, counted, tickets, nonce, ordinal, prize, text, replied };
}
