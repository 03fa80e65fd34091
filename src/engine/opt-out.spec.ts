import { aConfiguration, aList, aShortcode, NOW } from '../../test/support/builders';
import type { Scope } from '../subscribers/standing';
import { BatchPerson, conversationKey } from './batch-person';
import { endingsOf, listsEnded } from './opt-out';

const configuration = aConfiguration({
  shortcodes: [aShortcode({ id: 1, number: '2050' }), aShortcode({ id: 2, number: '2060' })],
  lists: [
    aList({ id: 1, brandId: 1, shortcodeId: 1, name: 'NEWS', key: 'news' }),
    aList({ id: 2, brandId: 2, shortcodeId: 1, name: 'OFFERS', key: 'offers' }),
    aList({ id: 3, brandId: 1, shortcodeId: 2, name: 'SPORT', key: 'sport' }),
  ],
});

/** On every list, with a question open and a yes awaited everywhere. */
function everywhere(): BatchPerson {
  const person = new BatchPerson(9, '00000000-0000-4000-8000-000000000007', 7);
  for (const [listId, brandId, shortcodeId] of [
    [1, 1, 1],
    [2, 2, 1],
    [3, 1, 2],
  ] as const) {
    person.standings.set(`list:${listId}`, { status: 'in', saidAt: NOW, listId, shortcodeId });
    person.confirmations.set(listId, {
      listId,
      shortcodeId,
      campaignId: null,
      language: 'en',
      shown: 'join?',
      askedAt: NOW,
      until: NOW,
    });
    person.conversations.set(conversationKey(shortcodeId, brandId), {
      shortcodeId,
      brandId,
      campaignId: null,
      question: 'which?',
      state: {},
      askedAt: NOW,
      until: NOW,
    });
  }
  return person;
}

const scopes: [string, Scope, { lists: number[]; forgets: string[] }][] = [
  ['a list', { type: 'list', listId: 1, brandId: 1, shortcodeId: 1 }, { lists: [1], forgets: [] }],
  ['a brand on a code', { type: 'brand', brandId: 1, shortcodeId: 1 }, { lists: [1], forgets: ['1:1'] }],
  ['a code', { type: 'code', shortcodeId: 1 }, { lists: [1, 2], forgets: ['1:1', '1:2'] }],
  ['everything', { type: 'all' }, { lists: [1, 2, 3], forgets: ['1:1', '1:2', '2:1'] }],
];

describe('an act of staff ends what a STOP would', () => {
  test.each(scopes)(
    'OPT-03 %s: its lists, its questions, what waits for a yes and its queue, and no others',
    (_, scope, expected) => {
      const endings = endingsOf(everywhere(), configuration, scope, 1, 'en');
      const effects = endings.flatMap((ending) => ending.effects);
      expect(listsEnded(endings)).toEqual(expected.lists);
      expect(effects.flatMap((effect) => (effect.type === 'settle' ? [effect.listId] : []))).toEqual(
        expected.lists,
      );
      expect(effects.filter(({ type }) => type === 'cancel')).toEqual([{ type: 'cancel', scope }]);
      const forgets = endings.flatMap((ending) =>
        ending.effects.flatMap((effect) =>
          effect.type === 'forget' ? [`${ending.shortcodeId}:${effect.brandId}`] : [],
        ),
      );
      expect(forgets).toEqual(expected.forgets);
      expect(effects.some(({ type }) => type === 'reply')).toBe(false);
    },
  );

  test.each(scopes)('OPT-03 %s: once folded, doing it again ends no list that was left', (_, scope) => {
    const person = everywhere();
    const at = { saidAt: new Date(NOW.getTime() + 1), now: NOW };
    for (const { shortcodeId, effects } of endingsOf(person, configuration, scope, 1, 'en'))
      person.fold(effects, shortcodeId, at);
    const again = endingsOf(person, configuration, scope, 1, 'en');
    expect(listsEnded(again)).toEqual(scope.type === 'list' ? [1] : []);
    expect(
      again.flatMap(({ effects }) => effects).filter(({ type }) => type === 'settle' || type === 'forget'),
    ).toEqual([]);
  });

  test('OPT-03 somebody who was on nothing is out all the same, and of a list they never joined', () => {
    const stranger = new BatchPerson(9, '00000000-0000-4000-8000-000000000007', 7);
    const [ending] = endingsOf(stranger, configuration, { type: 'code', shortcodeId: 1 }, 1, 'en');
    expect(ending?.effects.map(({ type }) => type)).toEqual(['consent', 'cancel']);
    const [fromList] = endingsOf(
      stranger,
      configuration,
      { type: 'list', listId: 2, brandId: 2, shortcodeId: 1 },
      1,
      'en',
    );
    expect(fromList?.effects[0]).toMatchObject({ type: 'consent', event: 'opt_out', scope: { listId: 2 } });
  });
});
