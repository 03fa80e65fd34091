import { decided } from '../../src/campaigns/effect';
import type { ExpectsAnswers } from '../../src/campaigns/expected-answers';
import type { AnyKind } from '../../src/campaigns/kinds';

/** A kind whose question expects a colour: what publishing makes of a keyword that is one. */
export const askingKind: AnyKind & ExpectsAnswers = {
  name: 'asks',
  readSettings: (raw) => ({ settings: raw }),
  lint: () => [],
  decide: () => decided('keyword', 'asked'),
  expectedAnswers: () => ['rosso', 'verde'],
};
