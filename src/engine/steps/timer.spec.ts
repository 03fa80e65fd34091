import { aCampaign, aConfiguration } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Flow } from '../../campaigns/flow/flow';
import type { Campaign } from '../../catalogue/configuration';

const flow: Flow = {
  flow: 1,
  languages: ['en'],
  first: 'name',
  steps: {
    name: { type: 'ask', texts: { en: 'Your name?' }, accept: { type: 'text' }, save: 'name', next: 'end' },
    end: { type: 'end', outcome: 'done', texts: { en: 'Thank you.' } },
  },
  ttlMinutes: 30,
  maxTries: 3,
  tooManyTries: { texts: { en: 'We leave it there.' } },
  noReply: { texts: { en: 'Nobody answered.' } },
};

/** Somebody who was asked by a campaign, and what became of it while they said nothing. */
function silenceAfter(state: Campaign['state']) {
  const campaign = { ...aCampaign({ kind: 'conversation', settings: { flow } }) };
  const talk = new Talk({ configuration: aConfiguration({ plays: [{ words: ['HELLO'], campaign }] }) });
  const asked = talk.says('HELLO');
  campaign.state = state;
  return talk.waitsFor(asked.effects);
}

const typesOf = (effects: ReturnType<typeof silenceAfter>) => effects.map(({ type }) => type);

describe('SES-01 silence', () => {
  test('is spoken about while the campaign runs', () => {
    expect(silenceAfter('published')).toContainEqual(
      expect.objectContaining({ type: 'reply', text: 'Nobody answered.' }),
    );
  });

  test.each(['paused', 'closed'] as const)(
    'in a campaign that is %s is entered, and nobody hears of it or is asked again',
    (state) => {
      const types = typesOf(silenceAfter(state));
      expect(types).toContain('entry');
      for (const type of ['reply', 'remember', 'timer', 'call']) expect(types).not.toContain(type);
    },
  );
});
