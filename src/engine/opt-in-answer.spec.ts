import { aPaidService } from '../../test/support/a-service';
import { aStanding, hoursLater, minutesLater, NOW } from '../../test/support/builders';
import type { SubscriptionCard } from '../campaigns/subscribe/subscription-card';
import { judge, type Judged, type Typed } from './opt-in-answer';

const aCard = (own: Partial<SubscriptionCard> = {}): SubscriptionCard => ({
  state: 'pending',
  language: 'en',
  token: '48213',
  shown: 'STARS by Acme: 3.00 GBP a week. Reply 48213.',
  tariffId: 1,
  joinedAt: NOW.toISOString(),
  askedAgain: 0,
  mistyped: 0,
  hadTrial: false,
  ...own,
});

const typed = (code: string, own: Partial<Typed> = {}): Judged =>
  judge({
    card: aCard(),
    service: aPaidService(),
    standings: new Map(),
    code,
    now: minutesLater(1),
    ...own,
  });
const effectsOf = ({ effects }: Judged): string[] =>
  effects.flatMap((effect) => ('event' in effect ? [String(effect.event)] : []));
const whyOf = ({ problem }: Judged) => problem?.more['why'];

test.each(['48213', ' 48213 ', '482 13', '۴۸۲۱۳', 'code 48213'])('OTP-02 %j is the password', (code) => {
  const judged = typed(code);
  expect([judged.problem, effectsOf(judged)]).toEqual([null, ['opt_in', 'confirmed']]);
  expect(judged.effects[0]).toMatchObject({ shown: aCard().shown, scope: { type: 'list', listId: 1 } });
});

test.each(['48214', '4821', '482130', '', 'YES', 'STOP'])('OTP-02 %j is not, and is counted', (code) => {
  const judged = typed(code);
  expect(effectsOf(judged)).toEqual(['mistyped']);
  expect(judged.problem).toMatchObject({ code: 'VALIDATION_FAILED', more: { triesLeft: 4 } });
});

test('OPT-09 the fifth wrong one ends it, whichever door the others came by', () => {
  const judged = typed('1', { card: aCard({ mistyped: 4 }) });
  expect([effectsOf(judged), whyOf(judged)]).toEqual([
    ['mistyped', 'declined', 'declined'],
    'too many tries',
  ]);
});

test('OPT-09 the hour is over at its end, and not before', () => {
  const end = hoursLater(1);
  expect(typed('48213', { now: new Date(end.getTime() - 1) }).problem).toBeNull();
  const late = typed('48213', { now: end });
  expect([effectsOf(late), whyOf(late)]).toEqual([['expired', 'lapsed'], 'too late']);
});

test.each([
  ['confirmed before', { card: aCard({ state: 'active', token: null }) }, 'active'],
  ['asked for by text', { card: aCard({ token: null }) }, 'by text'],
  ['stopped since', { standings: new Map([['all', aStanding({ status: 'out', saidAt: NOW })]]) }, 'stopped'],
] as const)('OTP-02 one that was %s changes nothing', (_, own, why) => {
  const judged = typed('48213', own);
  expect([effectsOf(judged), whyOf(judged)]).toEqual([[], why]);
});

test('SUB-01 a service that was closed meanwhile is not begun', () => {
  const judged = typed('48213', { service: aPaidService({ state: 'suspended' }) });
  expect([effectsOf(judged), whyOf(judged)]).toEqual([['declined', 'declined'], 'not open']);
});

test('OPT-09 an older STOP, which the question came after, is in nobody’s way', () => {
  const standings = new Map([['code:1', aStanding({ status: 'out', saidAt: minutesLater(-1) })]]);
  expect(typed('48213', { standings }).problem).toBeNull();
});
