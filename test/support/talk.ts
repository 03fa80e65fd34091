import { hash } from 'node:crypto';
import type { Claim, Claimed, ClaimedAs } from '../../src/campaigns/claim';
import type { Decision, Effect } from '../../src/campaigns/effect';
import { kindsByName, PRODUCTION_KINDS, type AnyKind } from '../../src/campaigns/kinds';
import type { Configuration, Shortcode } from '../../src/catalogue/configuration';
import { BatchPerson } from '../../src/engine/batch-person';
import { ClaimBook } from '../../src/engine/claim-book';
import { decide } from '../../src/engine/decide';
import type { Snapshot } from '../../src/engine/snapshot';
import { decideTimer, type Timer } from '../../src/engine/steps/timer';
import { aCodeHash, aShortcode, NOW } from './builders';

export interface Said extends Decision {
  readonly replies: readonly string[];
}

export interface Talking {
  readonly configuration: Configuration;
  readonly shortcode?: Shortcode;
  /** Kinds beside production's. */
  readonly kinds?: readonly AnyKind[];
  readonly operatorId?: number;
}

export const repliesOf = (effects: readonly Effect[]): string[] =>
  effects.flatMap((effect) => (effect.type === 'reply' ? [effect.text] : []));

/** A person who texts again and again, without a database: each decision is folded before the next is made. */
export class Talk {
  readonly person = new BatchPerson(1, '00000000-0000-0000-0000-000000000001', 1);
  private readonly book = new ClaimBook();
  private texts = 0;

  constructor(private readonly talking: Talking) {}

  /** @param late how long after it was said the text is decided. */
  says(
    text: string,
    saidAt: Date = NOW,
    { to, lateMs = 0 }: { readonly to?: Shortcode; readonly lateMs?: number } = {},
  ): Said {
    const at = { saidAt, now: new Date(saidAt.getTime() + lateMs) };
    const decision = this.whenRead(() => decide(this.snapshot(saidAt, to), text, at));
    this.fold(decision.effects, this.snapshot(saidAt, to).shortcode.id, at);
    return { ...decision, replies: repliesOf(decision.effects) };
  }

  /** Every timer that these effects set, at its time. */
  waitsFor(effects: readonly Effect[]): readonly Effect[] {
    return effects.flatMap((effect) => {
      if (effect.type !== 'timer') return [];
      const saidAt = new Date(String(effect.data['saidAt'] ?? effect.dueAt.toISOString()));
      const at = { saidAt, now: effect.dueAt };
      const timer: Timer = { type: effect.timer, language: 'en', data: effect.data };
      const { effects: caused } = this.whenRead(() => decideTimer(this.snapshot(effect.dueAt), timer, at));
      this.fold(caused, this.snapshot(effect.dueAt).shortcode.id, at);
      return caused;
    });
  }

  /** What a claim of this person, or of anybody, is worth; until it is known, everything is as it was at the beginning. */
  knows<T extends Claim>(claim: T, value: Claimed<T>): void {
    this.book.enter(claim, this.person.id, value);
  }

  private fold(effects: readonly Effect[], shortcodeId: number, at: { saidAt: Date; now: Date }): void {
    this.person.fold(effects, shortcodeId, at);
    this.book.fold(effects, this.person.id, at.saidAt);
  }

  /** What is wanted is found not to be there yet. */
  private whenRead<D extends { readonly wants?: readonly Claim[] }>(decideOnce: () => D): D {
    for (;;) {
      const decision = decideOnce();
      if (!decision.wants) return decision;
      for (const claim of decision.wants)
        this.book.enter(claim, this.person.id, NOT_THERE[claim.type] as never);
    }
  }

  private snapshot(at: Date, to?: Shortcode): Snapshot {
    const { configuration, kinds = [], operatorId = null } = this.talking;
    const shortcode =
      to ?? this.talking.shortcode ?? [...configuration.shortcodes.values()][0] ?? aShortcode();
    return {
      configuration,
      kinds: kindsByName([...PRODUCTION_KINDS, ...kinds]),
      shortcode,
      profile: configuration.profileOf(shortcode, at),
      person: this.person.seenFrom(shortcode.id),
      sender: 'handset',
      operatorId,
      claims: this.book.openFor(this.person.id),
      luck: () => luckNumber(++this.texts),
      codeHash: aCodeHash,
    };
  }
}

const NOT_THERE: ClaimedAs = {
  ...{ player: null, counter: 0, code: null, coupon: null, row: null, ticket: null, attributes: {} },
  ...{ service: null, subscription: null, 'paid services': [] },
};

/** Another luck for every text, and the same in every run. */
const luckNumber = (text: number): string => hash('sha256', `luck ${text}`).slice(0, 32);
