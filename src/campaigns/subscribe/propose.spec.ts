import { aServiceOperator, aPaidService } from '../../../test/support/a-service';
import { aSubscribe, consents, talkOf, turns, type Offered } from '../../../test/support/a-subscribe';
import { hoursLater, minutesLater, NOW } from '../../../test/support/builders';
import type { Talk } from '../../../test/support/talk';
import { MOVE, type Move } from '../../subscriptions/moving/move';
import type { Effect } from '../effect';
import { BIRTH_DATE } from './birth-date';
import type { SubscriptionCard } from './subscription-card';

const OLD_JOINED = '2026-04-01T08:00:00.000Z';
const move: Move = {
  ...{ migrationId: 1, subscriptionId: 70, serviceId: 2, listId: 2, name: 'PLANETS', key: 'planets' },
  ...{ joinedAt: OLD_JOINED, operatorId: 1, tries: 0 },
};
const oldOne: SubscriptionCard = {
  ...{ state: 'active', language: 'en', token: null, shown: 'PLANETS', tariffId: 9, joinedAt: OLD_JOINED },
  ...{ askedAgain: 0, mistyped: 0, hadTrial: false },
};

/** Somebody who pays for PLANETS, in front of a code on which STARS is offered. */
function aSubscriberOf(offered: Offered = {}, old: SubscriptionCard | null = oldOne): Talk {
  const talk = talkOf(offered);
  talk.knows({ type: 'subscription', serviceId: 2 }, old);
  return talk;
}
const proposes = (talk: Talk, own: Partial<Move> = {}, at = NOW): readonly Effect[] =>
  talk.waitsFor([
    {
      ...{ type: 'timer', timer: MOVE, key: 'move:1', dueAt: at },
      data: { campaignId: aSubscribe().id, language: 'en', move: { ...move, ...own } },
    },
  ]);
const because = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'not asked' ? [effect.because] : []));
const typesOf = (effects: readonly Effect[]) => effects.map(({ type }) => type);

describe('SUB-14 a brand would have somebody move', () => {
  test('SUB-14 they are told what a yes would end, and price and terms of what it would begin', () => {
    const effects = proposes(aSubscriberOf());
    const [reply] = effects.filter((effect) => effect.type === 'reply');
    for (const told of ['PLANETS', 'STARS', 'Acme Media', '3.00 GBP', 'a week', 'YES', 'STOP STARS', 'HELP'])
      expect(reply?.text).toContain(told);
    expect(reply?.unasked).toEqual({ class: 'promotional', listId: 2 });
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'subscribe', channel: 'migration', shown: reply?.text, moves: move }),
    );
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'consent', event: 'asked', shown: reply?.text }),
    );
  });

  test('SUB-14 a yes joins the one and leaves the other, in that order, and no STOP is confirmed', () => {
    const talk = aSubscriberOf();
    proposes(talk);
    const yes = talk.says('YES', minutesLater(5));
    expect([turns(yes), consents(yes), yes.replies]).toEqual([['confirmed'], ['opt_in', 'opt_out'], []]);
    const types = typesOf(yes.effects);
    expect(types.lastIndexOf('consent')).toBeGreaterThan(types.indexOf('subscription'));
    expect(yes.effects).toContainEqual(
      expect.objectContaining({
        ended: 'migrated',
        scope: expect.objectContaining({ listId: 2 }) as unknown,
      }),
    );
  });

  test.each(['NO', 'what is this?', 'HELLO'])('SUB-14 %s leaves everything as it is', (answer) => {
    const talk = aSubscriberOf();
    proposes(talk);
    const said = talk.says(answer, minutesLater(5));
    expect([turns(said), consents(said)]).toEqual([['declined'], ['declined']]);
    expect(turns(talk.says('YES', minutesLater(6)))).toEqual([]);
  });

  test('SUB-14 a yes that comes too late moves nobody', () => {
    const talk = aSubscriberOf();
    proposes(talk);
    const late = talk.says('YES', minutesLater(60));
    expect([turns(late), consents(late)]).toEqual([['lapsed'], ['expired']]);
  });

  test('SUB-14 after a STOP a yes is none', () => {
    const talk = aSubscriberOf();
    proposes(talk);
    talk.says('STOP', minutesLater(1));
    expect(consents(talk.says('YES', minutesLater(2)))).not.toContain('opt_in');
  });

  test('SUB-14 a trial is offered to nobody', () => {
    const talk = aSubscriberOf({ service: aPaidService({ trialDays: 7 }) });
    const [reply] = proposes(talk).filter((effect) => effect.type === 'reply');
    expect(reply?.text).not.toContain('trial');
  });
});

describe('SUB-14 who cannot be asked stays', () => {
  const young = aPaidService({ minAge: 18 });
  test.each([
    ['has left since', {}, { ...oldOne, state: 'unsubscribed' }, 'left'],
    ['left and came back', {}, { ...oldOne, joinedAt: '2026-04-20T08:00:00.000Z' }, 'left'],
    ['never said yes to the old one', {}, { ...oldOne, state: 'pending' }, 'left'],
    ['is nowhere', {}, null, 'left'],
    ['the new one rests', { service: aPaidService({ state: 'suspended' }) }, oldOne, 'not open'],
    ['the new one has no price', { service: aPaidService({ tariffs: [] }) }, oldOne, 'not open'],
    [
      'their operator is suspended',
      { service: aPaidService({ operators: [aServiceOperator({ isSuspended: true })] }) },
      oldOne,
      'not open',
    ],
    [
      'their operator does not carry it',
      { service: aPaidService({ operators: [aServiceOperator({ operatorId: 2 })] }) },
      oldOne,
      'other operator',
    ],
    ['nobody knows their age', { service: young }, oldOne, 'age unknown'],
  ] as const)('SUB-14 %s', (_, offered, old, expected) => {
    const effects = proposes(aSubscriberOf(offered, old));
    expect([typesOf(effects), because(effects)]).toEqual([['not asked'], [expected]]);
  });

  test('SUB-14 is too young, or old enough', () => {
    const asked = (birthDate: string) => {
      const talk = aSubscriberOf({ service: young });
      talk.knows({ type: 'attributes', brandId: 1 }, { [BIRTH_DATE]: birthDate });
      return proposes(talk);
    };
    expect(because(asked('2012-01-01'))).toEqual(['too young']);
    expect(typesOf(asked('1990-01-01'))).toContain('subscribe');
  });

  test('SUB-14 has it already', () => {
    const talk = aSubscriberOf();
    talk.knows({ type: 'subscription', serviceId: 1 }, { ...oldOne, joinedAt: OLD_JOINED });
    expect(because(proposes(talk))).toEqual(['has it already']);
  });
});

describe('SUB-14 later', () => {
  test('SUB-14 nobody is asked who has another question open: their YES means that one', () => {
    const talk = aSubscriberOf();
    talk.says('STARS', NOW);
    expect(proposes(talk, {}, minutesLater(1))).toEqual([
      expect.objectContaining({ type: 'timer', timer: MOVE, key: 'move:1', dueAt: minutesLater(61) }),
    ]);
  });

  test('SUB-14 who is always busy is left alone in the end', () => {
    const talk = aSubscriberOf();
    talk.says('STARS', NOW);
    const effects = proposes(talk, { tries: 47 }, minutesLater(1));
    expect(because(effects)).toEqual(['busy']);
  });

  test('SUB-14 at night nobody is asked where the rules want it quiet, and no try is lost by that', () => {
    const iran = { profile: 'ir', service: aPaidService({ profile: 'ir' }) } as const;
    const [again] = proposes(aSubscriberOf(iran), {}, hoursLater(14));
    expect(again).toMatchObject({ type: 'timer', data: { move: { tries: 0 } } });
  });
});
