/** What the engine says by itself, and the values each text is given; a `{value|fallback}` in a text may be left out. */
export const TEXT_VALUES = {
  stopConfirmed: ['code'],
  stopConfirmedNamed: ['name', 'code'],
  stopConfirmedList: ['names', 'code', 'example'],
  stopAllConfirmed: [],
  stopMenu: ['options', 'stop'],
  stopNothing: ['code'],
  stopOrAnswer: ['stop', 'option', 'word'],
  intentConfirm: ['code', 'stop'],
  help: ['brand', 'code', 'contact', 'stop'],
  helpShared: ['code', 'services', 'stop'],
  startConfirmed: ['code', 'stop'],
  startNothing: ['code', 'help'],
  joinAskConfirm: ['list', 'brand', 'frequency', 'rates', 'yes', 'stop', 'help'],
  joinWelcome: ['list', 'brand', 'frequency', 'rates', 'stop', 'help'],
  joinAlready: ['list', 'stop'],
  joinDeclined: ['list'],
  joinUnknown: ['name', 'services'],
  confirmExpired: ['list', 'example'],
  nothingToConfirm: ['help'],
  freeList: ['services', 'help'],
  freeListEmpty: ['code'],
  unknown: ['code', 'help'],
  unknownPremium: ['code', 'charged', 'help'],
  charged: [],
  notCharged: [],
  notYet: ['keyword', 'opensAt'],
  ended: ['keyword'],
  didYouMean: ['keyword', 'yes'],
  contextRouted: ['brand'],
  statusNone: ['code'],
  statusList: ['services', 'stop'],
  tooMany: [],
  ratesStandard: [],
  ratesFree: [],
  frequencyVaries: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TextKey = keyof typeof TEXT_VALUES;

/** The values a text may be given, by name. */
export type TextValue<K extends TextKey> = (typeof TEXT_VALUES)[K][number];

/** Every text in one language. */
export type SystemTexts = { readonly [K in TextKey]: string };
