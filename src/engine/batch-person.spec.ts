import { minutesLater, NOW } from '../../test/support/builders';
import type { Effect } from '../campaigns/effect';
import { BatchPerson } from './batch-person';

const CODE = 1;
const list = { type: 'list', listId: 7, shortcodeId: CODE, brandId: 2 } as const;
const at = (saidAt: Date) => ({ saidAt, now: saidAt });
const aBatchPerson = () => new BatchPerson(1, '00000000-0000-0000-0000-000000000001', 1);

const consent = (
  event: Extract<Effect, { type: 'consent' }>['event'],
  scope: Extract<Effect, { type: 'consent' }>['scope'] = list,
): Effect => ({
  type: 'consent',
  scope,
  event,
  purpose: 'list news',
  language: 'en',
});

describe('what the rest of a batch sees of a person', () => {
  test('SES-02 an effect is there for the next text, and is written once', () => {
    const person = aBatchPerson();
    person.fold([consent('opt_in')], CODE, at(NOW));
    person.fold([consent('opt_out')], CODE, at(minutesLater(1)));
    expect(person.seenFrom(CODE).standings.get('list:7')).toEqual({
      status: 'out',
      saidAt: minutesLater(1),
      listId: 7,
      shortcodeId: CODE,
    });
    expect([...person.changed.standings]).toEqual(['list:7']);
  });

  test('OPT-04 an older word never replaces a newer one', () => {
    const person = aBatchPerson();
    person.fold([consent('opt_out')], CODE, at(minutesLater(1)));
    person.fold([consent('opt_in')], CODE, at(NOW));
    expect(person.standings.get('list:7')?.status).toBe('out');
  });

  test('OPT-09 a question neither joins nor ends a membership', () => {
    const member = aBatchPerson();
    member.fold([consent('opt_in')], CODE, at(NOW));
    member.fold([consent('asked')], CODE, at(minutesLater(1)));
    expect(member.standings.get('list:7')?.status).toBe('in');
    const stranger = aBatchPerson();
    stranger.fold([consent('asked'), consent('declined'), consent('expired')], CODE, at(NOW));
    expect(stranger.standings.get('list:7')?.status).toBe('asked');
  });

  test('NWS-01 each scope is a standing of its own', () => {
    const person = aBatchPerson();
    const scopes = [
      list,
      { type: 'brand', brandId: 2, shortcodeId: CODE },
      { type: 'code', shortcodeId: CODE },
      { type: 'all' },
    ] as const;
    person.fold(
      scopes.map((scope) => consent('opt_out', scope)),
      CODE,
      at(NOW),
    );
    expect([...person.standings.keys()]).toEqual(['list:7', 'brand:2:1', 'code:1', 'all']);
  });

  test('SES-02 a question that was asked and ended in one batch leaves nothing but its deletion', () => {
    const person = aBatchPerson();
    const until = minutesLater(10);
    person.fold(
      [
        { type: 'remember', brandId: 2, campaignId: 3, question: 'colour', state: {}, until },
        { type: 'ask', listId: 7, campaignId: 3, language: 'en', shown: 'Join?', until },
      ],
      CODE,
      at(NOW),
    );
    expect(person.seenFrom(CODE)).toMatchObject({
      conversations: [{ question: 'colour' }],
      confirmations: [{ listId: 7 }],
    });
    person.fold(
      [
        { type: 'forget', brandId: 2 },
        { type: 'settle', listId: 7 },
      ],
      CODE,
      at(NOW),
    );
    expect(person.seenFrom(CODE)).toMatchObject({ conversations: [], confirmations: [] });
    expect([[...person.changed.conversations], [...person.changed.confirmations]]).toEqual([['1:2'], [7]]);
  });

  test('what was never there is not written when it is forgotten', () => {
    const person = aBatchPerson();
    person.fold(
      [
        { type: 'forget', brandId: 2 },
        { type: 'settle', listId: 7 },
      ],
      CODE,
      at(NOW),
    );
    expect([person.changed.conversations.size, person.changed.confirmations.size]).toEqual([0, 0]);
  });

  test('KW-10 notes gather, and each code has its own', () => {
    const person = aBatchPerson();
    person.fold([{ type: 'note', note: { lastBrandId: 2 } }], CODE, at(NOW));
    person.fold([{ type: 'note', note: { language: 'fa' } }], CODE, at(NOW));
    expect(person.seenFrom(CODE).memory).toEqual({ lastBrandId: 2, language: 'fa' });
    expect(person.seenFrom(2).memory).toEqual({});
  });

  test('a decision holds what it was given: later effects do not reach into it', () => {
    const person = aBatchPerson();
    person.fold([consent('opt_in')], CODE, at(NOW));
    const before = person.seenFrom(CODE);
    person.fold([consent('opt_out')], CODE, at(minutesLater(1)));
    expect(before.standings.get('list:7')?.status).toBe('in');
  });
});
