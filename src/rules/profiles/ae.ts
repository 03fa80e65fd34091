import { cited } from '../source-list';
import type { Profile } from '../profile';
import { vocabulary } from '../word-pack';
import { arabic } from '../words/ar';
import { english } from '../words/en';
import { french } from '../words/fr';
import { italian } from '../words/it';
import { persian } from '../words/fa';
import { turkish } from '../words/tr';

const spoken = vocabulary([arabic, english], [persian, turkish, french, italian]);

export const emirates: Profile = {
  id: 'ae',
  version: 1,
  effectiveFrom: '2017-01-01T00:00:00+04:00',
  checkedAt: '2026-08-31',
  sources: cited(['twilio-ae', 'trai'], [...spoken.words, ...spoken.grammars]),
  country: 'AE',
  zone: 'Asia/Dubai',
  languages: ['ar', 'en'],
  ...spoken,
  stopPolicy: 'code',
  intentPolicy: 'confirm',
  stopBlocks: ['service', 'personal', 'awareness', 'promotional'],
  yesRestarts: false,
  joinTokens: ['brand', 'list', 'stop'],
  doubleOptIn: false,
  confirmTtlMinutes: 60,
  quietHours: [{ classes: ['promotional'], blocked: [{ from: '21:00', to: '07:00' }], source: 'twilio-ae' }],
  adMarking: [{ type: 'sender prefix', mark: 'AD-', senderChars: 11, source: 'twilio-ae' }],
  spendCaps: [],
};
