import { aPaidService, aServiceOperator } from '../../../test/support/a-service';
import { operatorSays, talkOf, turns } from '../../../test/support/a-subscribe';
import { minutesLater } from '../../../test/support/builders';
import { repliesOf } from '../../../test/support/talk';
import { FAILURES, type Failure } from '../../billing/charge';
import type { Effect } from '../effect';

const askable = (own: Parameters<typeof aPaidService>[0] = {}) =>
  talkOf({ service: aPaidService({ operators: [aServiceOperator({ isAskable: true })], ...own }) });

const opened = (effects: readonly Effect[]): boolean => effects.some(({ type }) => type === 'subscribe');

test('SUB-12 where the operator can be asked, it is asked first: nothing is said and nothing opens until then', () => {
  const said = askable().says('STARS');
  expect([turns(said), said.replies]).toEqual([[], []]);
  expect(said.effects).toContainEqual(
    expect.objectContaining({ type: 'ask operator', gatewayId: 1, campaignId: 50, timeoutMs: 3_000 }),
  );
});

test.each([
  ['that they can', { said: 'eligible' }],
  ['nothing in time', null],
  ['that the balance is empty', { said: 'insufficient' }],
  ['what nobody understands', { said: 'constructor' }],
  ['something else altogether', 7],
])('SUB-12 the operator says %s: the price is shown, as ever', (_, answer) => {
  const talk = askable();
  const effects = operatorSays(talk, talk.says('STARS'), answer);
  expect(opened(effects)).toBe(true);
  expect(repliesOf(effects)).toEqual([expect.stringContaining('3.00 GBP')]);
  expect(turns(talk.says('YES', minutesLater(1)))).toEqual(['confirmed']);
});

const FINAL = Object.keys(FAILURES).filter((failure) => FAILURES[failure as Failure] !== 'later');

test.each(FINAL)(
  'SUB-12 the operator says "%s": they hear it, nothing opens, and a YES means nothing',
  (failure) => {
    const talk = askable();
    const effects = operatorSays(talk, talk.says('STARS'), { said: failure });
    expect(opened(effects)).toBe(false);
    const why = failure === 'under age' ? 'belongs to a minor' : 'does not allow payments';
    expect(repliesOf(effects)).toEqual([expect.stringContaining(why)]);
    expect(repliesOf(effects)[0]).toContain('You have not been charged.');
    expect(turns(talk.says('YES', minutesLater(1)))).toEqual([]);
  },
);

test('SUB-12 who turned to something else meanwhile, or stopped, is asked nothing', () => {
  for (const words of ['HELLO', 'STOP']) {
    const talk = askable();
    const asked = talk.says('STARS');
    talk.says(words);
    expect(operatorSays(talk, asked, { said: 'eligible' })).toEqual([]);
  }
});

test('SUB-12 a yes before the price was told is none, and the price comes all the same', () => {
  const talk = askable();
  const asked = talk.says('STARS');
  const early = talk.says('YES');
  expect([turns(early), early.replies]).toEqual([[], []]);
  const effects = operatorSays(talk, asked, { said: 'eligible' });
  expect([opened(effects), repliesOf(effects).length]).toEqual([true, 1]);
});

test('SUB-12 who texts it twice is told once', () => {
  const talk = askable();
  const first = talk.says('STARS');
  const second = talk.says('STARS', minutesLater(0.01));
  expect(opened(operatorSays(talk, first, { said: 'eligible' }))).toBe(true);
  expect(operatorSays(talk, second, { said: 'eligible' })).toEqual([]);
});

test('SUB-12 a date of birth that was told on the way is not asked for again', () => {
  const talk = askable({ minAge: 18 });
  expect(talk.says('STARS').replies).toEqual([expect.stringContaining('date of birth')]);
  const asked = talk.says('1/1/1990', minutesLater(0.01));
  const effects = operatorSays(talk, asked, { said: 'eligible' });
  expect(opened(effects)).toBe(true);
});
