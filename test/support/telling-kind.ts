import { decided, type BrandEventType } from '../../src/campaigns/effect';
import type { AnyKind } from '../../src/campaigns/kinds';

const TOLD: readonly BrandEventType[] = ['entry', 'vote', 'coupon', 'win', 'answer'];

/** A kind that plays everything at once: each word behind the keyword that names an event is one. */
export const tellingKind: AnyKind = {
  name: 'tells',
  readSettings: (raw) => ({ settings: raw }),
  lint: () => [],
  decide: ({ campaign: { id, brandId }, said }) =>
    decided(
      'keyword',
      'told',
      { type: 'reply', text: 'OK', brandId },
      ...said.words.flatMap(({ key }, n) =>
        TOLD.flatMap((event) =>
          event === key ? [{ type: 'event', brandId, event, data: { n, campaignId: id } } as const] : [],
        ),
      ),
    ),
};
