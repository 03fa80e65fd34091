import { aPrize, aCompetition } from '../../../test/support/a-competition';
import { aShortcode, NOW } from '../../../test/support/builders';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { LANGUAGES } from '../../text/language';
import { checkTemplate } from '../../text/template';
import { planSegments } from '../../text/segments';
import { competition } from './competition';
import { competitionText, TEXT_NAMES, TEXT_VALUES } from './competition-texts';
import { readSettings } from './settings';

const faultsOf = (settings: object): readonly string[] => {
  const read = readSettings(settings);
  return 'faults' in read ? read.faults.map(({ path }) => path) : [];
};

describe('CON-01 settings', () => {
  test.each([
    [{}, ['mode']],
    [{ mode: { type: 'raffle' } }, ['mode.type']],
    [{ mode: { type: 'everyNth' } }, ['mode.every']],
    [{ mode: { type: 'instantWin', oneIn: 0 } }, ['mode.oneIn']],
    [{ mode: { type: 'winningMoments', moments: ['tomorrow'] } }, ['mode.moments[0]']],
    [{ mode: { type: 'draw' }, limits: { perMonth: 1 } }, ['limits.perMonth']],
    [{ mode: { type: 'draw' }, routes: { web: 2 } }, ['routes']],
    [{ mode: { type: 'firstN' }, prizes: [aPrize('gold', 1), aPrize('gold', 2)] }, ['prizes']],
    [{ mode: { type: 'firstN' }, prizes: [{ key: 'g', name: { en: 'x' }, stock: 0 }] }, ['prizes[0].stock']],
    [{ mode: { type: 'draw' }, texts: { late: { en: 'Too late, {whom}' } } }, ['texts.late.en']],
    [{ mode: { type: 'draw' }, texts: { tooLate: { en: 'x' } } }, ['texts.tooLate']],
    [{ mode: { type: 'draw' }, hours: [{ from: '9', to: '10' }] }, ['hours[0].from', 'hours[0].to']],
    [
      { mode: { type: 'draw' }, codes: { shapes: [{ type: 'alphabet', alphabet: 'AB', length: 9 }] } },
      ['codes.shapes[0].alphabet'],
    ],
    [{ mode: { type: 'draw' } }, []],
  ])('CON-01 %j: %j', (settings, paths) => {
    expect(faultsOf(settings)).toEqual(paths);
  });

  test('CON-01 what cannot be won, or never, or is not named, is not published', () => {
    const lintOf = (settings: object, own: object = {}) => {
      const campaign = aCompetition(settings, own);
      const profile = profileAt(builtInProfiles, aShortcode().profile, NOW);
      return competition.lint(campaign.settings as never, {
        campaign,
        profile,
        list: () => undefined,
        isReserved: () => false,
      });
    };
    const draw = { mode: { type: 'draw' } };
    expect(lintOf(draw)).toEqual([]);
    expect(lintOf(draw, { closesAt: null })).toEqual(['A competition must have a closing time.']);
    expect(lintOf({ mode: { type: 'firstN' } })).toEqual(['There is nothing to win: it has no prizes.']);
    expect(lintOf({ ...draw, prizes: [aPrize('gold', 1)] })).toHaveLength(1);
    expect(lintOf({ mode: { type: 'codeMatch' }, prizes: [aPrize('gold', 1)] })).toHaveLength(1);
    expect(lintOf({ mode: { type: 'firstN' }, prizes: [aPrize('gold', 1)] }, { language: 'tr' })).toEqual([
      'The prize "gold" has no name in tr, the campaign\'s language.',
    ]);
    const moments = ['2026-05-01T10:00:00Z', '2026-06-01T18:00:00Z'];
    const mode = { type: 'winningMoments', moments };
    expect(lintOf({ mode, prizes: [aPrize('gold', 1)] })).toEqual([
      'The winning moment 2026-06-01T18:00:00Z lies outside the competition.',
      'There are 2 winning moments, but only 1 prizes.',
    ]);
  });

  test.each(LANGUAGES)(
    'CON-06 in %s every outcome has a text of its own, of three segments at most',
    (language) => {
      const texts = TEXT_NAMES.map((name) => competitionText(name, language));
      expect(new Set(texts).size).toBe(TEXT_NAMES.length);
      for (const text of texts) {
        expect(checkTemplate(text, TEXT_VALUES)).toEqual([]);
        expect(planSegments(text).segments).toBeLessThanOrEqual(3);
      }
      const asks = ['askBirthDate', 'askBirthDateAgain'];
      for (const name of TEXT_NAMES)
        expect([name, competitionText(name, language).includes('{charged}')]).toEqual([
          name,
          !asks.includes(name),
        ]);
    },
  );
});
