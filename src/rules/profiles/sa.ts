import { cited } from '../source-list';
import type { Profile, Source } from '../profile';
import { naming, vocabulary } from '../word-pack';
import { arabic } from '../words/ar';
import { english } from '../words/en';
import { french } from '../words/fr';
import { italian } from '../words/it';
import { persian } from '../words/fa';
import { turkish } from '../words/tr';

/** The one way out of every SMS service that the commission has agreed with the three operators. */
const cst: Source = {
  tag: 'cst-unsubscription',
  address: 'cst.gov.sa: General Guidelines for Users, Unsubscription to SMS Services',
  usedFor: 'U (English) or غ (Arabic), a blank, and the code of the service',
};

const spoken = vocabulary([arabic, english], [persian, turkish, french, italian], {
  grammars: [
    ...naming('ar', 'stop', 'word name', cst.tag, ['غ']),
    ...naming('en', 'stop', 'word name', cst.tag, ['U']),
    ...naming('en', 'stop', 'wordname', 'D', ['U']), // the operator grammar UNEWS: the commission's, its blank forgotten
  ],
});
const borrowed = [...spoken.words, ...spoken.grammars].filter(({ source }) => source !== cst.tag);

export const saudiArabia: Profile = {
  id: 'sa',
  version: 1,
  effectiveFrom: '2022-01-01T00:00:00+03:00',
  checkedAt: '2026-08-31',
  sources: [...cited(['unifonic-comp', 'unifonic-voice', 'unifonic-sms', 'ameex', 'trai'], borrowed), cst],
  country: 'SA',
  zone: 'Asia/Riyadh',
  languages: ['ar', 'en'],
  ...spoken,
  stopPolicy: 'code',
  intentPolicy: 'confirm',
  // A private body's service texts are its customers' own affairs; an opt-out is from being written to otherwise.
  stopBlocks: ['promotional', 'awareness', 'personal'],
  yesRestarts: false,
  joinTokens: ['brand', 'list', 'stop'],
  doubleOptIn: false,
  confirmTtlMinutes: 60,
  quietHours: [
    {
      classes: ['promotional', 'awareness'],
      blocked: [{ from: '22:00', to: '09:00' }],
      blockedInRamadan: [{ from: '01:00', to: '12:00' }],
      source: 'unifonic-comp',
    },
  ],
  adMarking: [{ type: 'sender suffix', mark: '-AD', senderChars: 11, source: 'ameex' }],
  spendCaps: [],
};
