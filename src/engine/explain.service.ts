import { Inject, Injectable } from '@nestjs/common';
import { codeHash } from '../campaigns/codes/code-hash';
import type { Kinds } from '../campaigns/kinds';
import { KINDS } from '../campaigns/kinds.token';
import type { Configuration, Shortcode } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { NOBODY_LISTENS } from '../platform/events';
import { Database, type Tx } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import { Problem } from '../platform/problem';
import { invalid } from '../platform/validation.pipe';
import { shortcodeNamed } from '../subscribers/named';
import { findPerson } from '../subscribers/people.store';
import { classifyAddress } from '../text/msisdn';
import { BatchPerson } from './batch-person';
import { decide } from './decide';
import type { ExplainDto, ExplanationDto } from './explain.dto';
import { snapshotFor } from './batch';
import { ClaimBook } from './claim-book';
import { loadClaims } from './claims.store';
import type { Candidate } from './route';
import { readPeopleById } from './snapshot.store';
import { shownEffect } from './withheld';

/** A kind that asks for more than this often has no end. */
const MOST_ROUNDS = 10;

/** "Which rule would this text hit, and why did the others lose?" The same decision as the engine's, and nothing happens. */
@Injectable()
export class Explanations {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    @Inject(KINDS) private readonly kinds: Kinds,
  ) {}

  /** @param brandId the brand that asks, for its dedicated codes alone: on a shared one the answer would tell of others. */
  async explain(
    { shortcode: reference, from, text, at }: ExplainDto,
    brandId: number | null,
  ): Promise<ExplanationDto> {
    return this.database.transaction(async (tx) => {
      const configuration = await this.configurations.inForce(tx.sql);
      const shortcode = shortcodeNamed(configuration, reference);
      const isHidden = brandId !== null && shortcode?.brandId !== brandId;
      if (!shortcode || isHidden) throw new Problem('NOT_FOUND', `There is no shortcode ${reference}.`);
      const saidAt = at === undefined ? this.clock.now() : new Date(at);
      const { sender, person } = await this.senderOf(tx, from, shortcode, configuration);
      const connectorId = configuration.connectorFor(shortcode.id, person?.operator ?? null)?.id ?? 0;
      const said = { id: 0, sender, operator: person?.operator ?? null, saidAt, connectorId };
      const luckOf = (what: string) => this.identity.luckOf(what);
      const codeHashOf = (brandId: number, code: string) => codeHash(this.identity, brandId, code);
      const handling = {
        configuration,
        kinds: this.kinds,
        now: saidAt,
        luckOf,
        codeHashOf,
        listeners: NOBODY_LISTENS,
      };
      const trace: Candidate[] = [];
      const book = new ClaimBook();
      const decideOnce = () =>
        decide(snapshotFor(said, person, shortcode, handling, book), text, { saidAt, now: saidAt }, trace);
      let decision = decideOnce();
      for (let round = 0; decision.wants && round < MOST_ROUNDS; round++) {
        const wanted = decision.wants.map((claim) => ({ claim, subscriberId: person?.id ?? 0 }));
        await loadClaims(tx, wanted, book, false);
        decision = decideOnce();
      }
      return {
        because: decision.because,
        rule: decision.rule,
        campaign:
          decision.campaignId === undefined
            ? null
            : (configuration.campaigns.get(decision.campaignId)?.name ?? null),
        candidates: distinct(trace.map(shown)),
        effects: decision.effects.map(shownEffect),
      };
    });
  }

  /** The person as they are known; a stranger is imagined and not entered, a machine is nobody. */
  private async senderOf(
    tx: Tx,
    from: string,
    shortcode: Shortcode,
    configuration: Configuration,
  ): Promise<{ sender: string; person: BatchPerson | undefined }> {
    const address = classifyAddress(from, configuration.profileOf(shortcode, this.clock.now()).country);
    if (address.type === 'invalid')
      throw invalid([{ path: 'from', message: 'is no address a text could come from' }]);
    if (address.type !== 'msisdn') return { sender: from, person: undefined };
    const senderHash = this.identity.hashOf(address.msisdn);
    const card = await findPerson(tx.sql, senderHash);
    const known = card && (await readPeopleById(tx, [card.id])).get(card.id);
    return { sender: address.msisdn, person: known ?? new BatchPerson(0, senderHash, laneOf(senderHash)) };
  }
}

const shown = ({
  rule: { keyword, campaign },
  won,
  why,
}: Candidate): ExplanationDto['candidates'][number] => ({
  keyword: keyword?.word ?? null,
  campaign: campaign.name,
  campaignId: campaign.id,
  won,
  why,
});

/** A rule may be looked at twice on the way: once for the words, once for the command they make. */
function distinct<T extends object>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}
