import fc from 'fast-check';
import { checkTemplate, placeholders, render } from './template';

describe('a text with variables', () => {
  test.each([
    ['Hello {name}!', { name: 'Sara' }, 'Hello Sara!'],
    ['Hello {name|friend}!', {}, 'Hello friend!'],
    ['Hello {name|friend}!', { name: '' }, 'Hello friend!'],
    ['Hello {name|dear friend} of {brand}', { brand: 'رادیو' }, 'Hello dear friend of رادیو'],
    ['Hello {name} again', {}, 'Hello again'],
    ['{name} hello', {}, 'hello'],
    ['hello {name}', {}, 'hello'],
    ['a {x} {y} b', {}, 'a b'],
    ['a  b {x}', { x: 'c' }, 'a  b c'],
    ['{x}{y}', { x: 'c ' }, 'c '],
    ['{{name}} is {name}', { name: 'Sara' }, '{name} is Sara'],
    ['{{{name}}}', { name: 'Sara' }, '{Sara}'],
    ['{ name }', { name: 'Sara' }, 'Sara'],
    ['{name|}', {}, ''],
    ['{name', { name: 'Sara' }, '{name'],
    ['a } b {} {1}', {}, 'a } b {} {1}'],
    ['', {}, ''],
  ])('%j with %j is %j', (template, values, text) => {
    expect(render(template, values as Record<string, string>)).toBe(text);
  });

  test('a value is put in as it is and never read again', () => {
    expect(render('{a}{b}', { a: '{b}', b: '$& {a|x} }}' })).toBe('{b}$& {a|x} }}');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
        expect(render('<{value}>', { value })).toBe(`<${value}>`);
      }),
    );
  });

  test('a name that every object has is still unknown', () => {
    expect(render('{constructor|none} {toString|none}', {})).toBe('none none');
  });

  test('any template renders, and one that has no braces is its own text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '|', 'a', ' ', '.') }), (template) => {
        expect(typeof render(template, { a: 'x' })).toBe('string');
        if (!/[{}]/.test(template)) expect(render(template, { a: 'x' })).toBe(template);
      }),
    );
  });

  test('doubled braces say any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const template = text.replaceAll('{', '{{').replaceAll('}', '}}');
        expect(render(template, {})).toBe(text);
        expect(checkTemplate(template, [])).toEqual([]);
      }),
    );
  });
});

describe('the names a template asks for', () => {
  test('each once, in order', () => {
    expect(placeholders('{b} {a|x} {b|y} {{c}} {}')).toEqual(['b', 'a']);
  });
});

describe('what is wrong with a template', () => {
  test.each([
    ['Hello {name|friend}, {{ok}}', []],
    ['Hello {nmae}', ['{nmae} is not a value this text can use']],
    ['{nmae} {nmae|x}', ['{nmae} is not a value this text can use']],
    ['Hello {name', ['a { is never closed; write {{ for the brace itself']],
    ['Hello name}', ['a } closes nothing; write }} for the brace itself']],
    ['Hello {} {|x}', ['{} has no name', '{|x} has no name']],
    ['{two words}', ['{two words} is not a name: letters, digits, _ and . only, 40 at most']],
  ])('%j: %j', (template, faults) => {
    expect(checkTemplate(template, ['name'])).toEqual(faults);
  });
});
