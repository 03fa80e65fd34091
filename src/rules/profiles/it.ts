import { cited } from '../source-list';
import type { Profile } from '../profile';
import { naming, saying, vocabulary } from '../word-pack';
import { arabic } from '../words/ar';
import { english } from '../words/en';
import { french } from '../words/fr';
import { italian } from '../words/it';
import { persian } from '../words/fa';
import { turkish } from '../words/tr';

/** International words that Italian operators print, and Italians answer to, as their own. */
const spoken = vocabulary([italian, english], [french, turkish, persian, arabic], {
  words: [
    ...saying('it', 'stop', 'D', ['STOP']),
    ...saying('it', 'stop', 'D', ['STOP ALL'], { scope: 'all' }),
    ...saying('it', 'help', 'D', ['AIUTO', 'INFO']),
    ...saying('it', 'start', 'D', ['START']),
    ...saying('it', 'yes', 'D', ['SI', 'OK']),
  ],
  grammars: [
    ...naming('it', 'stop', 'word name', 'D', ['STOP']),
    ...naming('it', 'stop', 'name word', 'D', ['STOP', 'OFF']),
  ],
});

export const italy: Profile = {
  id: 'it',
  version: 1,
  effectiveFrom: '2021-03-17T00:00:00+01:00',
  checkedAt: '2026-08-31',
  sources: cited(['fidelity', 'ico', 'trai'], [...spoken.words, ...spoken.grammars]),
  country: 'IT',
  zone: 'Europe/Rome',
  languages: ['it', 'en'],
  ...spoken,
  stopPolicy: 'code',
  intentPolicy: 'confirm',
  stopBlocks: ['service', 'personal', 'awareness', 'promotional'],
  yesRestarts: false,
  joinTokens: ['brand', 'list', 'stop'],
  // The one-time password of 10/21/CONS is for what is charged; a free list asks no more than consent.
  doubleOptIn: false,
  confirmTtlMinutes: 60,
  quietHours: [],
  adMarking: [],
  spendCaps: [],
};
