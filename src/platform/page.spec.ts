import fc from 'fast-check';
import { cursorAfter, pageOf, readCursor } from './page';

test('a cursor is read back as the id it stands behind, and nothing else is a cursor', () => {
  fc.assert(fc.property(fc.nat(), (id) => expect(readCursor(cursorAfter(id))).toBe(id)));
  fc.assert(
    fc.property(fc.string(), (raw) => {
      const id = readCursor(raw);
      expect(id === null || cursorAfter(id) === raw).toBe(true);
    }),
  );
  for (const raw of ['', '5', 'YWZ0ZXI6LTE', 'YWZ0ZXI6MDU', `${cursorAfter(5)}=`])
    expect(readCursor(raw)).toBeNull();
});

test('reading page after page gives every row once, in order', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 20 }), (unsorted, limit) => {
      const rows = unsorted.sort((a, b) => a - b).map((id) => ({ id }));
      const read: number[] = [];
      for (let after = 0, more = true; more;) {
        const page = pageOf(rows.filter(({ id }) => id > after).slice(0, limit + 1), limit, ({ id }) => id);
        read.push(...page.items);
        more = page.next !== null;
        after = page.next === null ? after : (readCursor(page.next) ?? NaN);
      }
      expect(read).toEqual(rows.map(({ id }) => id));
    }),
  );
});
