import { entryOf, playerOf, typesOf } from '../../../test/support/a-competition';
import { minutesLater, NOW } from '../../../test/support/builders';

describe('CON-12 an age limit, and a region', () => {
  const gate = { mode: { type: 'draw' }, age: { least: 18, minutes: 30, tries: 2 } };

  test.each([
    ['WIN', '21/03/1990', 'entered'],
    ['برد', '۱۳۶۹/۰۱/۰۱', 'entered'],
    ['VINCI', '21 marzo 2012', 'underAge'],
    ['برد', '۱۳۹۰/۰۵/۰۲', 'underAge'],
    ['WIN', '2008-05-01', 'entered'],
    ['WIN', '2008-05-02', 'underAge'],
  ])('CON-12 %s, then %s: %s', (word, birthDate, outcome) => {
    const talk = playerOf(gate);
    const asked = talk.says(word);
    expect([
      entryOf(asked.effects),
      asked.replies[0]?.includes('18') || asked.replies[0]?.includes('۱۸'),
    ]).toEqual([undefined, true]);
    const answered = talk.says(birthDate, minutesLater(2));
    expect(entryOf(answered.effects)).toMatchObject({ outcome, counted: outcome === 'entered', saidAt: NOW });
    expect(answered.effects).toContainEqual(
      expect.objectContaining({ type: 'learn', purpose: 'age limit of Summer' }),
    );
    const again = talk.says(word, minutesLater(3));
    expect(entryOf(again.effects)?.outcome).toBe(outcome);
  });

  test('CON-12 an entry said in time counts, though its date of birth comes after the close', () => {
    const talk = playerOf(gate);
    talk.says('WIN', new Date('2026-06-01T17:59:59Z'));
    const { effects } = talk.says('1 May 1980', new Date('2026-06-01T18:05:00Z'));
    expect(entryOf(effects)).toMatchObject({
      outcome: 'entered',
      saidAt: new Date('2026-06-01T17:59:59Z'),
    });
  });

  test('CON-12 what is no date is asked for again, and then let go', () => {
    const talk = playerOf(gate);
    talk.says('VINCI');
    expect(talk.says('boh', minutesLater(1)).replies[0]).toContain('Non è una data');
    expect(entryOf(talk.says('non lo dico', minutesLater(2)).effects)).toMatchObject({
      outcome: 'ageUnknown',
      counted: false,
    });
  });

  test('CON-12 whoever says nothing is entered in the book as such, and hears nothing', () => {
    const talk = playerOf(gate);
    const silence = talk.waitsFor(talk.says('WIN').effects);
    expect(typesOf(silence)).toEqual(['forget', 'entry']);
    expect(entryOf(silence)).toMatchObject({ outcome: 'ageUnknown', saidAt: NOW });
  });

  test('CON-12 only where the brand knows of the region', () => {
    const region = { mode: { type: 'draw' }, region: { attribute: 'province', values: ['تهران', 'Lazio'] } };
    const from = (province?: string) => {
      const talk = playerOf(region);
      talk.knows({ type: 'attributes', brandId: 1 }, province === undefined ? {} : { province });
      return entryOf(talk.says('WIN').effects)?.outcome;
    };
    expect([from('LAZIO'), from('تهران'), from('Puglia'), from()]).toEqual([
      'entered',
      'entered',
      'elsewhere',
      'elsewhere',
    ]);
  });
});
