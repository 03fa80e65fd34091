import fc from 'fast-check';
import { iran } from '../rules/profiles/ir';
import { italy } from '../rules/profiles/it';
import { builtInProfiles } from '../rules/catalogue';
import type { MessageClass } from '../rules/message-class';
import type { Standing } from '../subscribers/standing';
import { mayStart, type Intention, type Recipient } from './may-start';

const intention: Intention = { brandId: 1, shortcodeId: 2, listId: 3, class: 'promotional' };
const nobody: Recipient = { blocked: false, standings: new Map(), suppressions: [] };
const said = (
  ...words: readonly [scope: string, status: Standing['status'], second: number][]
): Recipient => ({
  ...nobody,
  standings: new Map(
    words.map(([scope, status, second]) => [
      scope,
      { status, saidAt: new Date(second * 1_000), listId: null, shortcodeId: null },
    ]),
  ),
});
const suppressed = (more: Partial<Recipient['suppressions'][number]> = {}): Recipient => ({
  ...nobody,
  suppressions: [
    { registry: '8999', brandId: null, shortcodeId: null, classes: ['promotional', 'awareness'], ...more },
  ],
});

describe('may we start this with this person?', () => {
  test.each([
    ['somebody who never said anything', nobody, 'may'],
    ['a member of the list', said(['list:3', 'in', 1]), 'may'],
    ['who left the list', said(['list:3', 'out', 1]), 'opted out'],
    ['who left another list', said(['list:4', 'out', 1]), 'may'],
    ['who stopped the brand here', said(['list:3', 'in', 1], ['brand:1:2', 'out', 2]), 'opted out'],
    ['who stopped the brand on another code', said(['brand:1:9', 'out', 2]), 'may'],
    ['who stopped the code', said(['code:2', 'out', 2]), 'opted out'],
    ['who stopped everything', said(['all', 'out', 2]), 'opted out'],
    ['who stopped everything and came back to the list', said(['all', 'out', 2], ['list:3', 'in', 3]), 'may'],
    ['who said yes and no at one instant', said(['list:3', 'in', 2], ['code:2', 'out', 2]), 'opted out'],
    ['who was asked and has not answered', said(['list:3', 'asked', 9], ['code:2', 'out', 2]), 'opted out'],
    ['who is blocked', { ...nobody, blocked: true }, 'suppressed'],
    ['on a national list', suppressed(), 'suppressed'],
    ['on a list for this brand', suppressed({ brandId: 1 }), 'suppressed'],
    ['on a list for another brand', suppressed({ brandId: 9 }), 'may'],
    ['on a list for this code', suppressed({ shortcodeId: 2 }), 'suppressed'],
    ['on a list for another code', suppressed({ shortcodeId: 9 }), 'may'],
    ['on a list against other classes', suppressed({ classes: ['service'] }), 'may'],
  ])('OPT-10 %s', (_, recipient, expected) => {
    expect(mayStart(recipient, intention, iran).type).toBe(expected);
  });

  test('OPT-10 their own word is named before anybody else’s', () => {
    const both = { ...said(['all', 'out', 2]), suppressions: suppressed().suppressions, blocked: true };
    expect(mayStart(both, intention, iran)).toEqual({ type: 'opted out', saidAt: new Date(2_000) });
  });

  test.each<[MessageClass, string, string]>([
    ['otp', 'may', 'may'],
    ['warning', 'may', 'may'],
    ['service', 'may', 'opted out'],
    ['personal', 'opted out', 'opted out'],
    ['awareness', 'opted out', 'opted out'],
    ['promotional', 'opted out', 'opted out'],
  ])('OPT-04 after a STOP, %s: %s in Iran, %s in Italy', (sent, inIran, inItaly) => {
    const stopped = said(['code:2', 'out', 1]);
    expect(mayStart(stopped, { ...intention, class: sent }, iran).type).toBe(inIran);
    expect(mayStart(stopped, { ...intention, class: sent }, italy).type).toBe(inItaly);
  });

  test('OPT-10 a newer no never opens what was shut', () => {
    const scope = fc.constantFrom('list:3', 'brand:1:2', 'code:2', 'all');
    const word = fc.tuple(
      scope,
      fc.constantFrom<Standing['status']>('in', 'out', 'asked'),
      fc.integer({ min: 0, max: 50 }),
    );
    fc.assert(
      fc.property(fc.array(word), scope, fc.constantFrom(...builtInProfiles), (words, place, profile) => {
        const stopped = said(...words, [place, 'out', 51]);
        expect(mayStart(stopped, intention, profile).type).toBe('opted out');
      }),
    );
  });
});
