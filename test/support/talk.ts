import type { Decision, Effect } from '../../src/campaigns/effect';
import { kindsByName, PRODUCTION_KINDS, type AnyKind } from '../../src/campaigns/kinds';
import type { Configuration, Shortcode } from '../../src/catalogue/configuration';
import { BatchPerson } from '../../src/engine/batch-person';
import { decide } from '../../src/engine/decide';
import type { Snapshot } from '../../src/engine/snapshot';
import { decideTimer } from '../../src/engine/steps/timer';
import { aShortcode, NOW } from './builders';

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

  constructor(private readonly talking: Talking) {}

  /** @param late how long after it was said the text is decided. */
  says(
    text: string,
    saidAt: Date = NOW,
    { to, lateMs = 0 }: { readonly to?: Shortcode; readonly lateMs?: number } = {},
  ): Said {
    const snapshot = this.snapshot(saidAt, to);
    const at = { saidAt, now: new Date(saidAt.getTime() + lateMs) };
    const decision = decide(snapshot, text, at);
    this.person.fold(decision.effects, snapshot.shortcode.id, at);
    return { ...decision, replies: repliesOf(decision.effects) };
  }

  /** Every timer that these effects set, at its time. */
  waitsFor(effects: readonly Effect[]): readonly Effect[] {
    return effects.flatMap((effect) => {
      if (effect.type !== 'timer') return [];
      const at = { saidAt: new Date(String(effect.data['saidAt'])), now: effect.dueAt };
      const snapshot = this.snapshot(effect.dueAt);
      const caused = decideTimer(snapshot, effect.timer, 'en', at);
      this.person.fold(caused, snapshot.shortcode.id, at);
      return caused;
    });
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
    };
  }
}
