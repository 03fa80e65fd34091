import fc from 'fast-check';
import { readReceipt, remoteIdForms, stateOfWord } from './report-state';

test.each([
  ['DELIVRD', 'delivered'],
  ['delivrd', 'delivered'],
  ['UNDELIV', 'failed'],
  ['DELETED', 'failed'],
  ['EXPIRED', 'expired'],
  ['REJECTD', 'rejected'],
  ['ACCEPTD', 'enroute'],
  ['ENROUTE', 'enroute'],
  ['UNKNOWN', 'unknown'],
  ['', undefined],
  ['constructor', undefined],
])('WIRE-06 the receipt word "%s" is %s', (word, state) => {
  expect(stateOfWord(word)).toBe(state);
});

test.each([
  [
    'id:0123456789 sub:001 dlvrd:001 submit date:2605010800 done date:2605010801 stat:DELIVRD err:000 text:Hello',
    { remoteId: '0123456789', state: 'delivered' },
  ],
  [
    'id:4a3b sub:1 dlvrd:0 submitdate:260501080000 donedate:260501080100 stat:UNDELIV err:027 Text:stat:DELIVRD',
    { remoteId: '4a3b', state: 'failed', error: '027' },
  ],
  ['stat:EXPIRED err:0 id:9', { remoteId: '9', state: 'expired' }],
  ['err:45', { error: '45' }],
  ['NACK/0x00000045/Submit failed', {}],
  ['', {}],
])('WIRE-06 reads the receipt "%s"', (words, receipt) => {
  expect(readReceipt(words)).toEqual(receipt);
});

test('WIRE-06 a message is found by its id in decimal, in hex, padded, and in either case', () => {
  expect(remoteIdForms('4611686018427387905')).toContain('4000000000000001');
  expect(remoteIdForms('4000000000000001')).toContain('4611686018427387905');
  expect(remoteIdForms('0004A3B')).toEqual(expect.arrayContaining(['0004A3B', '4A3B', '4a3b', '19003']));
  expect(remoteIdForms('0x4a3b')).toEqual(expect.arrayContaining(['4a3b', '19003']));
  expect(remoteIdForms('0000000000')).toContain('0');
});

test.each(['SM0123', 'a-b', '', '\u0664', 'x'.repeat(500), '9'.repeat(100)])(
  'an id that is no number has one form: "%s"',
  (id) => {
    expect(remoteIdForms(id)).toEqual([id]);
  },
);

test('WIRE-06 what a submit said in one base, a report finds in the other', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.nat(6), (value, zeros) => {
      const [decimal, hex] = [value.toString(), value.toString(16)];
      const padded = '0'.repeat(zeros);
      for (const report of [hex, padded + hex, hex.toUpperCase()])
        expect(remoteIdForms(report)).toContain(decimal);
      for (const report of [decimal, padded + decimal])
        expect(remoteIdForms(report)).toEqual(expect.arrayContaining([decimal, hex]));
    }),
  );
});

test('the form as it came is first, each form once, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFx') })),
      (id) => {
        const forms = remoteIdForms(id);
        expect(forms[0]).toBe(id);
        expect(new Set(forms).size).toBe(forms.length);
        expect(typeof readReceipt(id)).toBe('object');
      },
    ),
  );
});
