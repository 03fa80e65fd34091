import { readSettings } from '../../src/campaigns/competition/settings';
import type { Effect } from '../../src/campaigns/effect';
import type { Campaign } from '../../src/catalogue/configuration';

import { aCampaign, aConfiguration, aKeyword } from './builders';
import { Talk } from './talk';

export const aPrize = (key: string, stock: number, more: object = {}) => ({
  key,
  name: { en: `the ${key}`, it: `premio ${key}`, fa: `جایزه ${key}` },
  stock,
  ...more,
});

/** A competition of this mode, as it would be published. Throws what keeps its settings from being read. */
export function aCompetition(settings: object, own: Partial<Campaign> = {}): Campaign {
  const read = readSettings(settings);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return aCampaign({
    name: 'Summer',
    kind: 'competition',
    closesAt: new Date('2026-06-01T18:00:00Z'),
    timezone: 'Europe/Rome',
    settings: read.settings,
    ...own,
  });
}

/** Somebody in front of it: WIN in English, VINCI in Italian, برد in Persian. */
export function playerOf(settings: object, own: Partial<Campaign> = {}): Talk {
  const campaign = aCompetition(settings, own);
  const words = [
    aKeyword('WIN', { language: 'en' }),
    aKeyword('VINCI', { language: 'it' }),
    aKeyword('برد', { language: 'fa' }),
  ];
  return new Talk({ configuration: aConfiguration({ plays: [{ words, campaign }] }) });
}

export const entryOf = (effects: readonly Effect[]) => effects.find((effect) => effect.type === 'entry');
export const typesOf = (effects: readonly Effect[]): string[] =>
  effects.map(({ type }) => type).filter((type) => type !== 'note');
