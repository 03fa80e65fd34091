import { FAULTS, summaryOf, type Verification } from './verification';

const whole: Verification = {
  ...{ transfers: 8, accounts: 5, charges: 3, closings: 1 },
  sums: [
    { currency: 'EUR', debits: '19520', credits: '19520' },
    { currency: 'KWD', debits: '125', credits: '125' },
  ],
  found: [],
};

test('BIL-08 books that balance are said to, currency by currency', () => {
  expect(summaryOf(whole)).toEqual([
    '8 transfers between 5 accounts, 3 charges and 1 closed months read.',
    'EUR: debits 195.20, credits 195.20.',
    'KWD: debits 0.125, credits 0.125.',
    'The books balance.',
  ]);
});

test('BIL-08 what is wrong is named, and a few of many are', () => {
  const summary = summaryOf({
    ...whole,
    sums: [{ currency: 'XXX', debits: '1', credits: '2' }],
    found: [
      { fault: 'not balanced', count: 1, first: ['XXX'] },
      { fault: 'not paid once', count: 7, first: ['charge 1', 'charge 2'] },
    ],
  });
  expect(summary.slice(1)).toEqual([
    'XXX: debits 1 (minor), credits 2 (minor).',
    'The books do NOT balance:',
    `not balanced (1): ${FAULTS['not balanced']}; XXX`,
    `not paid once (7): ${FAULTS['not paid once']}; first at charge 1, charge 2`,
  ]);
});
