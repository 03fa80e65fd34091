import fc from 'fast-check';
import { CodeBatch, PackedHashes } from './code-batch';

const uuidAt = (bytes: Buffer, place: number): string => bytes.toString('hex', place * 16, place * 16 + 16);

test('CON-03 hashes stand side by side, each at its place, and no more than there is room for', () => {
  fc.assert(
    fc.property(fc.array(fc.uuid(), { maxLength: 20 }), (uuids) => {
      const hashes = new PackedHashes(uuids.length);
      expect(uuids.map((uuid) => hashes.add(uuid))).toEqual(uuids.map((_, place) => place));
      expect(hashes.count).toBe(uuids.length);
      expect(hashes.packed).toHaveLength(16 * uuids.length);
      uuids.forEach((uuid, place) => expect(uuidAt(hashes.packed, place)).toBe(uuid.replaceAll('-', '')));
      expect(() => hashes.add('00000000-0000-0000-0000-000000000000')).toThrow(RangeError);
    }),
  );
});

describe('a batch of lines', () => {
  const aHash = '1420e699-30d0-540c-3817-f189a54c7fd2';

  test('CON-03 it is full when it has read its lines, good or bad', () => {
    const batch = new CodeBatch(3, 10);
    expect([batch.isEmpty, batch.isFull]).toEqual([true, false]);
    batch.reject(2, 'shape');
    batch.add(3, aHash);
    expect([batch.isEmpty, batch.isFull]).toEqual([false, false]);
    batch.reject(4, 'check');
    expect(batch.isFull).toBe(true);
    expect(batch.hashes.count).toBe(1);
  });

  test('CON-03 what was rejected and what was refused are reported in the order of the file', () => {
    const batch = new CodeBatch(4, 10);
    batch.add(2, aHash);
    batch.reject(3, 'shape');
    batch.add(4, aHash);
    expect(
      batch.withRefused(
        [
          { place: 1, fault: 'repeated' },
          { place: 0, fault: 'taken' },
        ],
        10,
      ),
    ).toEqual({
      rejected: 3,
      faults: [
        { line: 2, fault: 'taken' },
        { line: 3, fault: 'shape' },
        { line: 4, fault: 'repeated' },
      ],
    });
  });

  test('CON-03 of many bad lines a few are kept, and all of them counted', () => {
    const batch = new CodeBatch(1_000, 5);
    for (let line = 2; line < 1_000; line++) batch.reject(line, 'shape');
    expect(batch.withRefused([], 100)).toMatchObject({ rejected: 998, faults: { length: 5 } });
    expect(batch.withRefused([], 2).faults.map(({ line }) => line)).toEqual([2, 3]);
  });
});
