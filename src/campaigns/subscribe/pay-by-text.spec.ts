import { aPaidService, aServiceOperator } from '../../../test/support/a-service';
import { consents, talkOf, turns } from '../../../test/support/a-subscribe';
import type { Effect } from '../effect';
import type { Said } from '../../../test/support/talk';

const byText = (isPaidByText: boolean, own: Parameters<typeof aPaidService>[0] = {}) =>
  aPaidService({ cycle: 'message', operators: [aServiceOperator({ isPaidByText })], ...own });

const paid = ({ effects }: Said): Effect[] => effects.filter(({ type }) => type === 'paid by text');

describe('BIL-01 a text that pays by being sent', () => {
  test('each is booked and answered with what it cost; nothing is confirmed or subscribed to', () => {
    const talk = talkOf({ service: byText(true) });
    for (let times = 0; times < 3; times++) {
      const said = talk.says('STARS');
      expect(paid(said)).toEqual([{ type: 'paid by text', serviceId: 1, operatorId: 1, tariffId: 1 }]);
      expect(said.replies).toEqual([expect.stringContaining('3.00 GBP')]);
      expect([turns(said), consents(said)]).toEqual([[], []]);
    }
  });

  test('in the brand’s own words, where it has some', () => {
    const settings = { texts: { receipt: { en: 'That joke was {price}. {service} by {provider}.' } } };
    const said = talkOf({ service: byText(true, { settings }) }).says('STARS');
    expect(said.replies).toEqual([expect.stringMatching(/^That joke was .*3.*STARS by Acme Media\.$/)]);
  });

  test.each([
    ['another way of paying by the message', byText(false)],
    ['a subscription at an operator that bills texts', byText(true, { cycle: 'week' })],
    ['a suspended service', byText(true, { state: 'suspended' })],
    [
      'an operator that has not approved it',
      byText(true, { operators: [aServiceOperator({ isPaidByText: true, isApproved: false })] }),
    ],
  ])('%s is not paid by texting', (_, service) => {
    expect(paid(talkOf({ service }).says('STARS'))).toEqual([]);
  });

  test('nor is a text through another operator, or through nobody knows whose', () => {
    for (const operatorId of [2, null])
      expect(paid(talkOf({ service: byText(true), operatorId }).says('STARS'))).toEqual([]);
  });
});
