import fc from 'fast-check';
import { findUnusable } from './input-check';

test('what JSON can hold and a table can keep passes', () => {
  expect(
    findUnusable({ name: 'رادیو 👍🏾', settings: { reply: { fa: 'سلام' }, list: [1, null, true] } }),
  ).toBeNull();
  expect(findUnusable(undefined)).toBeNull();
});

test.each([
  [{ a: { b: ['x', 'y\0'] } }, 'a.b[1]'],
  [[{ word: '\ud83d' }], '[0].word'],
  ['\0', ''],
  [{ 'a\0': 1 }, ''],
  [JSON.parse('{"a":{"__proto__":{}}}'), 'a.__proto__'],
  [{ constructor: 1 }, 'constructor'],
])('%j is refused at %s', (body, path) => expect(findUnusable(body)).toMatchObject({ path }));

test('a text is refused exactly when it is not well formed, wherever it stands', () => {
  const units = fc.array(fc.constantFrom('\ud83d', '\udc4d', 'a', 'پ', '👍'), { maxLength: 8 });
  fc.assert(
    fc.property(units, (parts) => {
      const text = parts.join('');
      expect(findUnusable({ deep: [{ text }] }) === null).toBe(!/\p{Surrogate}/u.test(text));
    }),
  );
});

test('endless nesting is refused before it exhausts anything', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
  expect(findUnusable(deep)?.message).toContain('deeply');
});
