import { cited } from '../source-list';
import type { Profile } from '../profile';
import { vocabulary } from '../word-pack';
import { arabic } from '../words/ar';
import { english } from '../words/en';
import { french } from '../words/fr';
import { italian } from '../words/it';
import { persian } from '../words/fa';
import { turkish } from '../words/tr';

const spoken = vocabulary([english], [french, italian, turkish, persian, arabic]);

export const unitedKingdom: Profile = {
  id: 'uk',
  version: 1,
  effectiveFrom: '2025-02-01T00:00:00Z',
  checkedAt: '2026-08-31',
  sources: cited(['uk-si', 'ppp-sms', 'ppp-guid', 'ico', 'trai'], [...spoken.words, ...spoken.grammars]),
  country: 'GB',
  zone: 'Europe/London',
  languages: ['en'],
  ...spoken,
  stopPolicy: 'code',
  intentPolicy: 'confirm',
  stopBlocks: ['service', 'personal', 'awareness', 'promotional'],
  yesRestarts: false,
  joinTokens: ['brand', 'list', 'stop'],
  // The two stages of the PRS Order are for what is charged; a free list asks no more than consent.
  doubleOptIn: false,
  confirmTtlMinutes: 60,
  quietHours: [],
  adMarking: [],
  spendCaps: [{ periodDays: 7, limit: { minor: '450', currency: 'GBP' }, source: 'ppp-guid' }],
};
