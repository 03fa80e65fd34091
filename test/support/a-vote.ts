import type { Campaign } from '../../src/catalogue/configuration';
import type { VoteSettings } from '../../src/campaigns/vote/vote-settings';
import { aCampaign, aConfiguration, aKeyword, aShortcode } from './builders';
import type { Effect } from '../../src/campaigns/effect';
import { Talk, type Said } from './talk';

/** Three singers: the first also by الف and A, and by her name in four languages. */
export const SINGERS: VoteSettings = {
  options: [
    {
      value: 'niloofar',
      labels: { fa: 'نیلوفر', ar: 'نيلوفر', it: 'Ninfea', en: 'Niloofar' },
      aliases: ['الف', 'A'],
    },
    { value: 'saba', labels: { fa: 'صبا', ar: 'صبا', it: 'Brezza', en: 'Saba' }, aliases: ['ب', 'B'] },
    { value: 'baran', labels: { fa: 'باران', ar: 'مطر', it: 'Pioggia', en: 'Baran' }, aliases: ['پ', 'C'] },
  ],
};

export const aVote = (settings: Partial<VoteSettings> = {}, own: Partial<Campaign> = {}): Campaign =>
  aCampaign({ id: 30, name: 'Singers', kind: 'vote', settings: { ...SINGERS, ...settings }, ...own });

/** Somebody in front of a code on which VOTE and رأی lead to the vote, the latter also glued. */
export const voter = (settings: Partial<VoteSettings> = {}, own: Partial<Campaign> = {}, premium = false) =>
  new Talk({
    configuration: aConfiguration({
      shortcodes: [aShortcode({ profile: 'ir', class: premium ? 'premium' : 'service' })],
      plays: [
        {
          words: [
            aKeyword('VOTE', { language: 'en', mode: 'glued' }),
            aKeyword('رأی', { language: 'fa', mode: 'glued' }),
            aKeyword('VOTA', { language: 'it' }),
            aKeyword('تصويت', { language: 'ar' }),
          ],
          campaign: aVote(settings, own),
        },
        { words: ['HELLO'], campaign: aCampaign({ id: 31 }) },
      ],
    }),
  });

type Of<T extends Effect['type']> = Extract<Effect, { type: T }>;
/** The effects of one type. */
export const ofType = <T extends Effect['type']>({ effects }: Said, type: T): Of<T>[] =>
  effects.filter((effect): effect is Of<T> => effect.type === type);
export const outcomes = (said: Said) => ofType(said, 'entry').map(({ outcome }) => outcome);
/** How a text moved the tally. */
export const moves = (said: Said) =>
  Object.fromEntries(ofType(said, 'tally').map(({ choice, amount }) => [choice, amount]));
