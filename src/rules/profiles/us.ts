import { cited } from '../source-list';
import type { Profile } from '../profile';
import { listed, vocabulary } from '../word-pack';
import { arabic } from '../words/ar';
import { english } from '../words/en';
import { french } from '../words/fr';
import { italian } from '../words/it';
import { persian } from '../words/fa';
import { turkish } from '../words/tr';

/** People here text in Spanish too, and are answered in English. */
const spanish = {
  phrases: listed(`
    no mas mensajes, no más textos, no me manden, no me mande, no me envien, no me escriban,
    no me molesten, dejen de mandar, dejen de enviar, deje de mandar, dejenme en paz, dejame en paz,
    quitenme de la lista, quiteme de la lista, borren mi numero, ya no quiero recibir,
    no quiero recibir, no quiero mas mensajes
  `),
  wholePhrases: listed('no más, ya no más, número equivocado, equivocado, parar, basta ya'),
  courtesy: listed('por, favor, gracias, hola, señor, señora'),
};

const { words, grammars } = vocabulary([english], [french, italian, turkish, persian, arabic]);

export const unitedStates: Profile = {
  id: 'us',
  version: 1,
  effectiveFrom: '2025-04-11T00:00:00-04:00',
  checkedAt: '2026-08-31',
  sources: cited(['fcc-fr', 'insidearm', 'compliancepoint', 'ctia-17', 'smartlead'], [...words, ...grammars]),
  country: 'US',
  zone: 'America/New_York',
  languages: ['en'],
  words,
  grammars,
  // Any reasonable wording counts, in any language (FCC 24-24): so every language's wording is read here.
  intent: {
    en: {
      ...english.intent,
      phrases: [...english.intent.phrases, ...spanish.phrases],
      wholePhrases: [...english.intent.wholePhrases, ...spanish.wholePhrases],
      courtesy: [...english.intent.courtesy, ...spanish.courtesy],
    },
    fr: french.intent,
    it: italian.intent,
    tr: turkish.intent,
    fa: persian.intent,
    ar: arabic.intent,
  },
  stopPolicy: 'code',
  intentPolicy: 'optOut',
  stopBlocks: ['service', 'personal', 'awareness', 'promotional'],
  yesRestarts: true,
  joinTokens: ['brand', 'frequency', 'rates', 'help', 'stop'],
  doubleOptIn: false,
  confirmTtlMinutes: 60,
  quietHours: [],
  adMarking: [],
  spendCaps: [],
};
