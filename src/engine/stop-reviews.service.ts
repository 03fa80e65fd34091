import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../access/caller.decorator';
import type { Configuration } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Problem } from '../platform/problem';
import { waitForLanes } from '../subscribers/lanes.store';
import type { DecideReviewDto, ReviewOutcomeDto } from './stop-reviews.dto';
import {
  findReview,
  judgeReview,
  readReviews,
  type ReviewCard,
  type ReviewState,
} from './stop-reviews.store';
import { ownerOf, takeBack } from './taken-back';
import { listsRestored, TakingBack, type UndoAct } from './taken-back.service';
import { findLedgerPerson } from './taken-back.store';

type Outcome = Pick<ReviewOutcomeDto, 'outcome' | 'lists'>;

/** Free words that may have meant STOP: whoever said them is out until somebody has judged. */
@Injectable()
export class StopReviews {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly takingBack: TakingBack,
    private readonly clock: Clock,
  ) {}

  page(state: ReviewState, brandId: number | null, after: number, limit: number): Promise<ReviewCard[]> {
    return readReviews(this.database.sql, { state, brandId }, after, limit);
  }

  /** "stop" leaves the entry of the ledger as it stands; "keep" takes it back. In the person's lane, beside their texts. */
  async decide(id: number, wish: DecideReviewDto, caller: ApiCaller): Promise<ReviewOutcomeDto> {
    const review = await findReview(this.database.sql, id, caller.brandId);
    if (!review) throw new Problem('NOT_FOUND', `There is no review ${id}.`);
    return this.database.transaction(async (tx) => {
      await waitForLanes(tx, [review.lane]);
      const { verdict, reason } = wish;
      const at = this.clock.now();
      const judgement = { verdict, reason, by: caller.name, apiKeyId: caller.apiKeyId, at };
      if (!(await judgeReview(tx, id, judgement)))
        throw new Problem('CONFLICT', `Review ${id} has been decided already.`);
      const configuration = await this.configurations.inForce(tx.sql);
      const act = { caller, reason, reviewId: id, now: at };
      const outcome: Outcome =
        verdict === 'stop'
          ? { outcome: 'confirmed', lists: [] }
          : await this.keep(tx, review, configuration, act);
      return { id, verdict, ...outcome, at };
    });
  }

  /** Gives back what is still ours to give: a word of their own, said meanwhile, outweighs the judge's. */
  private async keep(
    tx: Tx,
    review: ReviewCard,
    configuration: Configuration,
    act: UndoAct,
  ): Promise<Outcome> {
    const person = await findLedgerPerson(tx, review.subscriberId);
    const shortcode = configuration.shortcodes.get(review.shortcodeId);
    if (!person || !shortcode) throw new Error(`review ${review.id} is about nobody, or about no code`);
    const taken = takeBack(await this.takingBack.ledgerOf(tx, person), shortcode.id);
    if (taken.type !== 'restored') return { outcome: 'overtaken', lists: [] };
    const { brandId } = act.caller;
    if (brandId !== null && ownerOf(taken.scopes, shortcode.brandId) !== brandId)
      throw new Problem(
        'FORBIDDEN',
        "Relations with other brands hang on it by now: it is staff's to decide.",
      );
    await this.takingBack.restore(tx, person, shortcode, taken.scopes, configuration, act);
    return { outcome: 'restored', lists: listsRestored(taken.scopes, configuration) };
  }
}
