import type { Effect } from '../campaigns/effect';
import type { Configuration } from '../catalogue/configuration';
import type { EventType, Listeners, NewEvent } from '../platform/events';
import { pseudonymOf } from '../platform/pseudonym';
import type { Scope } from '../subscribers/standing';
import type { Cause, Caused } from './cause';

/** What it takes to tell brands what happened. */
export interface Telling {
  readonly configuration: Configuration;
  readonly listeners: Listeners;
  /** See {@link pseudonymOf}. */
  readonly luckOf: (what: string) => string;
}

/**
 * What brands hear of a batch, in the order in which it happened: the text itself, then what it caused. Nothing is made for whom
 * nobody asked.
 * @param messageIds of the replies of the batch, in their order.
 */
export function eventsOf(
  batch: readonly Caused[],
  messageIds: readonly number[],
  telling: Telling,
): readonly NewEvent[] {
  if (telling.listeners.isEmpty) return NOTHING;
  const ids = messageIds.values();
  return batch.flatMap(({ cause, effects }) => {
    const story = new Story(cause, telling);
    story.text(brandOf(cause, effects, telling.configuration));
    for (const effect of effects) story.effect(effect, ids);
    return story.events;
  });
}

const NOTHING: readonly NewEvent[] = [];

/** Whose text it is: the campaign's brand, the owner of the code, or the brand that it was passed to. */
function brandOf(
  { campaignId, shortcodeId }: Cause,
  effects: readonly Effect[],
  { campaigns, shortcodes }: Configuration,
): number | null {
  const own = campaigns.get(campaignId ?? 0)?.brandId ?? shortcodes.get(shortcodeId)?.brandId;
  if (own != null) return own;
  for (const effect of effects)
    if (effect.type === 'reply' && effect.brandId !== undefined) return effect.brandId;
  return null;
}

/** One cause, as it is told. */
class Story {
  readonly events: NewEvent[] = [];

  constructor(
    private readonly cause: Cause,
    private readonly telling: Telling,
  ) {}

  text(brandId: number | null): void {
    const { textId, words, rule, saidAt } = this.cause;
    if (textId === null) return;
    const said = { text: words, saidAt: saidAt.toISOString() };
    this.tell('mo', brandId, () => said);
    if (rule === 'unknown') this.tell('unmatched', brandId, () => said);
  }

  effect(effect: Effect, messageIds: Iterator<number>): void {
    if (effect.type === 'event') this.tell(effect.event, effect.brandId, () => effect.data);
    else if (effect.type === 'reply') {
      const id: unknown = messageIds.next().value;
      this.tell('reply', effect.brandId ?? null, () => ({ messageId: String(id), text: effect.text }));
    } else if (effect.type === 'consent' && effect.event === 'opt_out') {
      for (const brandId of this.concernedBy(effect.scope))
        this.tell('optout', brandId, () => this.endOf(effect.scope));
    }
  }

  /** A list's and a brand's end are the brand's. A code's is its owner's; on a shared one, the brand's that spoke last. */
  private concernedBy(scope: Scope): readonly (number | null)[] {
    if (scope.type === 'list' || scope.type === 'brand') return [scope.brandId];
    const { person, shortcodeId } = this.cause;
    const id = scope.type === 'code' ? scope.shortcodeId : shortcodeId;
    const owner = this.telling.configuration.shortcodes.get(id)?.brandId;
    return [owner ?? person.memories.get(id)?.lastBrandId ?? null];
  }

  private endOf(scope: Scope): Readonly<Record<string, unknown>> {
    const list = scope.type === 'list' ? this.telling.configuration.lists.get(scope.listId) : undefined;
    const { channel, saidAt } = this.cause;
    return {
      scope: scope.type,
      list: list ? { id: list.id, name: list.name } : null,
      channel,
      saidAt: saidAt.toISOString(),
    };
  }

  private tell(type: EventType, brandId: number | null, data: () => Readonly<Record<string, unknown>>): void {
    const { listeners } = this.telling;
    if (brandId === null || !listeners.listens(brandId, type)) return;
    const { person, now } = this.cause;
    this.events.push({
      type,
      brandId,
      subscriberId: person.id,
      person: person.senderHash,
      payload: { ...this.whoAndWhere(brandId), ...data() },
      at: now,
    });
  }

  private whoAndWhere(brandId: number): Readonly<Record<string, unknown>> {
    const { person, shortcodeId, textId, campaignId } = this.cause;
    const { configuration, luckOf } = this.telling;
    const campaign = configuration.campaigns.get(campaignId ?? 0);
    return {
      person: pseudonymOf(luckOf, brandId, person.senderHash),
      msisdn: person.msisdn,
      code: configuration.shortcodes.get(shortcodeId)?.number ?? null,
      textId: textId === null ? null : String(textId),
      campaign: campaign?.brandId === brandId ? { id: campaign.id, name: campaign.name } : null,
    };
  }
}
