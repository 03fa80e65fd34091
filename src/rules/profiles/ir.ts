import { cited } from '../source-list';
import type { Profile } from '../profile';
import { saying, vocabulary } from '../word-pack';
import { arabic } from '../words/ar';
import { english } from '../words/en';
import { french } from '../words/fr';
import { italian } from '../words/it';
import { persian } from '../words/fa';
import { turkish } from '../words/tr';

/** 11 and 12 mean stop and start on Iranian service lines, and are ordinary numbers everywhere else. */
const spoken = vocabulary([persian, english], [arabic, turkish, italian, french], {
  words: [
    ...saying('fa', 'stop', 'laghv11', ['11'], { ambiguous: true }),
    ...saying('fa', 'start', 'laghv11', ['12'], { ambiguous: true }),
  ],
});

export const iran: Profile = {
  id: 'ir',
  version: 1,
  effectiveFrom: '2022-09-15T00:00:00+04:30',
  checkedAt: '2026-08-31',
  sources: cited(
    ['mci-guide', 'laghv11', 'tabnak', 'bartarinha', 'seeco', 'trai'],
    [...spoken.words, ...spoken.grammars],
  ),
  country: 'IR',
  zone: 'Asia/Tehran',
  languages: ['fa', 'en'],
  ...spoken,
  stopPolicy: 'code',
  intentPolicy: 'confirm',
  // A deactivation may not touch bank and purchase texts.
  stopBlocks: ['promotional', 'awareness', 'personal'],
  yesRestarts: false,
  joinTokens: ['list', 'rates', 'stop'],
  doubleOptIn: true,
  confirmTtlMinutes: 60,
  quietHours: [{ classes: ['promotional'], blocked: [{ from: '21:00', to: '09:00' }], source: 'seeco' }],
  adMarking: [{ type: 'closing words', mark: 'لغو۱۱', source: 'laghv11' }],
  spendCaps: [],
};
