import { aPaidService } from '../../../test/support/a-service';
import { talkOf, turns } from '../../../test/support/a-subscribe';
import { minutesLater } from '../../../test/support/builders';
import { LANGUAGES } from '../../text/language';
import { SUBSCRIBE_TEXTS, SUBSCRIBE_TEXT_KEYS } from './subscribe-texts';

test.each([
  ['SUB NEWS', 'uk'],
  ['START NEWS', 'us'],
  ['JOIN NEWS', 'uk'],
  ['NEWS', 'it'],
  ['NEWS JOIN', 'us'],
  ['OZV NEWS', 'ir'],
  ['عضویت NEWS', 'ir'],
  ['NEWS روشن', 'ir'],
  ['اشتراك NEWS', 'sa'],
  ['ATTIVA NEWS', 'it'],
] as const)('KW-11 %s under %s reaches a paid service', (text, profile) => {
  const service = aPaidService({ name: 'NEWS', key: 'news', profile });
  expect(turns(talkOf({ service, profile, word: 'NEWS' }).says(text))).toEqual(['subscribe']);
});

test.each([
  ['STOP NEWS', 'us'],
  ['UNSUB NEWS', 'uk'],
  ['NEWS OFF', 'ir'],
  ['UNEWS', 'sa'],
  ['STOPP NEWS', 'eu'],
  ['LAGHV NEWS', 'ir'],
] as const)('KW-11 %s under %s leaves it, also by a keyword that is not its name', (text, profile) => {
  const service = aPaidService({ name: 'STARS', profile });
  const talk = talkOf({ service, profile, word: 'NEWS' });
  talk.says('NEWS');
  talk.says('YES', minutesLater(1));
  const left = talk.says(text, minutesLater(2));
  expect(left.effects).toContainEqual(
    expect.objectContaining({
      type: 'consent',
      event: 'opt_out',
      scope: expect.objectContaining({ listId: 1 }) as object,
    }),
  );
});

test.each(LANGUAGES)('LNG-02 in %s no text has a gap', (language) => {
  for (const key of SUBSCRIBE_TEXT_KEYS) {
    const text = SUBSCRIBE_TEXTS[language][key];
    expect(text.trim()).toBe(text);
    expect(text).not.toMatch(/ {2}|undefined/);
  }
});
