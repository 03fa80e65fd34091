import fc from 'fast-check';
import { parse } from '../../text/said';
import { optionList, readChoice } from './choice-answer';
import type { ChooseStep, Option } from './flow';

const choose = (options: readonly Option[], multiple = false): ChooseStep => ({
  type: 'choose',
  texts: { en: '?' },
  save: 'x',
  options,
  multiple,
  next: 'end',
});
const options = (...labels: readonly string[]): Option[] =>
  labels.map((label) => ({ value: label, labels: { en: label } }));
const read = (step: ChooseStep, text: string) => {
  const reading = readChoice(step, parse(text));
  return 'value' in reading ? reading.value : reading.fault;
};

describe('SES-04 one option', () => {
  test.each([
    ['cs07', 'Roma.', 'Roma'],
    ['another case', 'rOMA', 'Roma'],
    ['a number too high', '4', 'choice'],
    ['nought', '0', 'choice'],
    ['more than an option', 'Roma or Milano', 'choice'],
    ['not that', 'not Roma', 'choice'],
    ['a blank', ' ', 'empty'],
  ])('%s: %j is %j', (_, text, value) => {
    expect(read(choose(options('Roma', 'Milano', 'Como')), text)).toBe(value);
  });

  test('a slip is forgiven in four letters and more, when one option alone is that near', () => {
    const cities = choose(options('Milano', 'Torino', 'Como', 'Bari', 'Rom'));
    expect(['milan', 'trino', 'Milnao', 'conmo'].map((text) => read(cities, text))).toEqual([
      'Milano',
      'Torino',
      'Milano',
      'Como',
    ]);
    expect(['Ro', 'Roma', 'com', 'mlan'].map((text) => read(cities, text))).toEqual([
      'choice',
      'choice',
      'choice',
      'choice',
    ]);
    expect(read(choose(options('mare', 'pare')), 'bare')).toBe('choice');
    expect(read(choose(options('year 2023', 'year 2024')), 'year 2025')).toBe('choice');
  });

  test('labels that are numbers are not counted as well', () => {
    const sizes = choose(options('3', '1', '2'));
    expect(['1', '2', '3', '۳'].map((text) => read(sizes, text))).toEqual(['1', '2', '3', '3']);
    expect(optionList(sizes, 'fa', 'en')).toBe('3\n1\n2');
  });

  test('an83 one of several numbers is a choice whose labels are numbers', () => {
    const either = choose(options('1', '2'));
    expect(['1', '۲', 'second', '4', ''].map((text) => read(either, text))).toEqual([
      '1',
      '2',
      'choice',
      'choice',
      'empty',
    ]);
  });

  test('labels that are letters are not counted by letter as well', () => {
    expect(read(choose(options('C', 'A', 'B')), 'a')).toBe('A');
    expect(read(choose(options('C', 'A', 'x')), 'b')).toBe('choice');
  });

  test('letters of three alphabets', () => {
    const step = choose(options('one', 'two', 'three', 'four'));
    expect(['a', 'الف', 'أ', 'ا'].map((text) => read(step, text))).toEqual(['one', 'one', 'one', 'one']);
    expect(['د', 'd', 'ج'].map((text) => read(step, text))).toEqual(['four', 'four', 'three']);
  });

  test('every option is chosen by its number in any script and by its label, whatever the labels', () => {
    const label = fc.stringMatching(/^[a-z]{5,9}( [a-z]{5,9})?$/);
    fc.assert(
      fc.property(fc.uniqueArray(label, { minLength: 1, maxLength: 20 }), fc.nat(19), (labels, pick) => {
        const step = choose(options(...labels));
        const at = pick % labels.length;
        const number = String(at + 1);
        const persian = number.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '');
        expect([
          read(step, number),
          read(step, persian),
          read(step, ` ${labels[at]?.toUpperCase()}! `),
        ]).toEqual([labels[at], labels[at], labels[at]]);
      }),
    );
  });
});

describe('SES-04 several options', () => {
  const step = choose(options('Roma', 'New York', 'Como'), true);

  test.each([
    ['1,3', ['Roma', 'Como']],
    ['3 1', ['Roma', 'Como']],
    ['۱و۳', ['Roma', 'Como']],
    ['new york e como', ['New York', 'Como']],
    ['como, como', ['Como']],
    ['2', ['New York']],
    ['roma & 2', ['Roma', 'New York']],
  ])('%j is %j', (text, values) => {
    expect(read(step, text)).toEqual(values);
  });

  test.each(['4', '1 4', 'roma and paris', 'and', '13', 'york'])('%j is none', (text) => {
    expect(read(step, text)).toBe('choice');
  });
});
