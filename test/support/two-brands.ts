import type { Effect } from '../../src/campaigns/effect';
import type { Shortcode } from '../../src/catalogue/configuration';
import {
  aBrand,
  aCampaign,
  aConfiguration,
  aJoin,
  aList,
  aQuestionKind,
  aShortcode,
  minutesLater,
} from './builders';
import { Talk } from './talk';

export const news = aList({ id: 1, name: 'NEWS' });
export const offers = aList({ id: 2, name: 'OFFERS' });
const tips = aList({ id: 3, name: 'TIPS', brandId: 2 });
export const joinOf = (id: number, brandId = 1) =>
  aJoin({ id: 10 + id, brandId, settings: { list: id, rates: { en: 'Free' } } });
const asks = aQuestionKind({ accepts: ['end', 'red'] });

/** Two brands on one code: ACME with two lists and a question, BETA with one list. */
function codeWith(own: Partial<Shortcode> = {}) {
  return aConfiguration({
    brands: [aBrand(), aBrand({ id: 2, code: 'beta', name: 'Beta' })],
    shortcodes: [aShortcode(own), aShortcode({ id: 2, number: '70070' })],
    lists: [news, offers, tips],
    plays: [
      { words: ['NEWS'], campaign: joinOf(1) },
      { words: ['OFFERS'], campaign: joinOf(2) },
      { words: ['TIPS'], campaign: joinOf(3, 2) },
      { words: ['COLOUR'], campaign: aCampaign({ id: 20, kind: 'colour', settings: {} }) },
    ],
  });
}

/** A stranger in front of that code. */
export const talkOn = (own: Partial<Shortcode> = {}) =>
  new Talk({ configuration: codeWith(own), kinds: [asks] });

/** Somebody who is on all three lists for half an hour. */
export function memberOfAll(own: Partial<Shortcode> = {}): Talk {
  const talk = talkOn(own);
  ['NEWS', 'OFFERS', 'TIPS'].forEach((word, at) => talk.says(word, minutesLater(at - 30)));
  return talk;
}

/** What the ledger says has ended, in its order. */
export const endedBy = (effects: readonly Effect[]): string[] =>
  effects
    .flatMap((effect) => (effect.type === 'consent' && effect.event === 'opt_out' ? [effect.scope] : []))
    .map((scope) =>
      'listId' in scope ? `list ${scope.listId}` : 'brandId' in scope ? `brand ${scope.brandId}` : scope.type,
    );
