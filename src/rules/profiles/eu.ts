import { cited } from '../source-list';
import type { Profile } from '../profile';
import { vocabulary } from '../word-pack';
import { arabic } from '../words/ar';
import { english } from '../words/en';
import { french } from '../words/fr';
import { italian } from '../words/it';
import { persian } from '../words/fa';
import { turkish } from '../words/tr';

const spoken = vocabulary([english, french, italian, turkish], [persian, arabic]);

/** For a code in Europe whose country has no profile of its own. */
export const europe: Profile = {
  id: 'eu',
  version: 1,
  effectiveFrom: '2018-05-25T00:00:00Z',
  checkedAt: '2026-08-31',
  sources: cited(['ico', 'trai'], [...spoken.words, ...spoken.grammars]),
  country: 'EU',
  zone: 'Europe/Brussels',
  languages: ['en', 'fr', 'it', 'tr'],
  ...spoken,
  stopPolicy: 'code',
  intentPolicy: 'confirm',
  stopBlocks: ['service', 'personal', 'awareness', 'promotional'],
  yesRestarts: false,
  joinTokens: ['brand', 'list', 'stop'],
  doubleOptIn: false,
  confirmTtlMinutes: 60,
  quietHours: [],
  adMarking: [],
  spendCaps: [],
};
