import fc from 'fast-check';
import { type Accept, readAnswer } from './accept';
import { FAULTS, type Fault, type ReadingContext } from './reading';

const NOW = new Date('2026-05-01T08:00:00Z');
const context = (own: Partial<ReadingContext> = {}): ReadingContext => ({
  language: 'en',
  country: 'uk',
  zone: 'Europe/London',
  now: NOW,
  ...own,
});
const read = (accept: Accept, raw: string, own: Partial<ReadingContext> = {}) => {
  const reading = readAnswer(accept, raw, context(own));
  return 'value' in reading ? reading.value : `fault: ${reading.fault}`;
};

describe('DAT-01 e-mail', () => {
  test.each([
    ['sara@gmail.com', 'sara@gmail.com'],
    ['Sara.Rossi@Example.IT', 'sara.rossi@example.it'],
    ['sara@gmail۔com', 'sara@gmail.com'],
    ['sara @ gmail . com', 'sara@gmail.com'],
    ['sara@gmail. com', 'sara@gmail.com'],
    ['sara@gmail,com', 'sara@gmail.com'],
    ['sara@gmail،com', 'sara@gmail.com'],
    ['ｓａｒａ＠ｇｍａｉｌ．ｃｏｍ', 'sara@gmail.com'],
    ['sara۷۰@gmail.com', 'sara70@gmail.com'],
    ['\u200esara@gmail.com\u200f', 'sara@gmail.com'],
    ['sara at gmail dot com', 'sara@gmail.com'],
    ['sara (at) gmail (dot) com', 'sara@gmail.com'],
    ['sara chiocciola libero punto it', 'sara@libero.it'],
    ['sara ات gmail نقطه com', 'sara@gmail.com'],
    ['my email is foo@bar.com.', 'foo@bar.com'],
    ['foo@bar.com. Thanks', 'foo@bar.com'],
    ['ایمیل من sara@mail.ir است', 'sara@mail.ir'],
    ['foo@bar.com foo@bar.com', 'foo@bar.com'],
    ['sara@mail. co. uk', 'sara@mail.co.uk'],
    ['sara@gmail, thanks', 'fault: email'],
    ['I am at home', 'fault: email'],
    ['a@b.com or c@d.com', 'fault: email'],
    ['sara@@gmail.com', 'fault: email'],
    ['sara@gmail', 'fault: email'],
    ['@gmail.com', 'fault: email'],
    ['.@gmail.com', 'fault: email'],
    ['no thanks', 'fault: email'],
    [`${'a'.repeat(65)}@gmail.com`, 'fault: email'],
    ['  ', 'fault: empty'],
  ])('%j is %j', (raw, value) => {
    expect(read({ type: 'email' }, raw)).toBe(value);
  });

  test('DAT-01 an62 the address in a sentence, without the full stop behind it', () => {
    expect(read({ type: 'email' }, 'my email is foo@bar.com.')).toBe('foo@bar.com');
    expect(read({ type: 'email' }, 'ایمیلم foo@bar.com.')).toBe('foo@bar.com');
  });

  test('DAT-01 a Persian full stop or a blank anywhere around the signs gives the same address', () => {
    const part = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
    const blank = fc.constantFrom('', ' ', '  ');
    fc.assert(
      fc.property(
        part,
        part,
        fc.constantFrom('com', 'ir', 'it'),
        blank,
        blank,
        fc.constantFrom('.', '۔', '．'),
        (user, host, end, before, after, dot) => {
          expect(
            read({ type: 'email' }, `${user}${before}@${after}${host}${before}${dot}${after}${end}`),
          ).toBe(`${user}@${host}.${end}`);
        },
      ),
    );
  });
});

describe('DAT-01 name', () => {
  test.each([
    ['Sara', 'Sara'],
    ['  Anna   Maria  D’Angelo. ', 'Anna Maria D’Angelo'],
    ['علي رضايي', 'علی رضایی'],
    ["O'Brien-Smith Jr.", "O'Brien-Smith Jr"],
    ['می‌نا', 'می‌نا'],
    ['X', 'fault: name'],
    ['12', 'fault: name'],
    ['Sara2', 'fault: name'],
    ['http://x.y', 'fault: name'],
    ['!!', 'fault: name'],
    ['', 'fault: empty'],
    ['a'.repeat(81), 'fault: tooLong'],
  ])('%j is %j', (raw, value) => {
    expect(read({ type: 'name' }, raw, { language: 'fa' })).toBe(value);
  });
});

describe('DAT-01 postcode', () => {
  test.each([
    ['ir', '۱۳۱۹۷۳۵۷۴۴', '1319735744'],
    ['ir', '13197-35744', '1319735744'],
    ['ir', '0319735744', 'fault: postcode'],
    ['ir', '1219735744', 'fault: postcode'],
    ['ir', '1319535744', 'fault: postcode'],
    ['ir', '1319735724', 'fault: postcode'],
    ['ir', '1111735744', 'fault: postcode'],
    ['ir', '131973574', 'fault: postcode'],
    ['it', '20121', '20121'],
    ['it', '00010', '00010'],
    ['it', '00009', 'fault: postcode'],
    ['it', '98169', 'fault: postcode'],
    ['uk', 'sw1a1aa', 'SW1A 1AA'],
    ['uk', 'M1 1AE', 'M1 1AE'],
    ['uk', 'ec1a-1bb', 'EC1A 1BB'],
    ['uk', 'GIR 0AA', 'GIR 0AA'],
    ['uk', 'QA1 1AA', 'fault: postcode'],
    ['uk', 'SW1A 1CA', 'fault: postcode'],
    ['us', '٩٠٢١٠', '90210'],
    ['us', '12345 6789', '12345-6789'],
    ['us', '00000', 'fault: postcode'],
    ['us', '', 'fault: empty'],
  ] as const)('%s %j is %j', (country, raw, value) => {
    expect(read({ type: 'postcode', country }, raw)).toBe(value);
  });
});

describe('DAT-01 national id', () => {
  test.each([
    ['ir', '0499370899', '0499370899'],
    ['ir', '۰۰۸۴۵۷۵۹۴۸', '0084575948'],
    ['ir', '84575948', '0084575948'],
    ['ir', '008-457594-8', '0084575948'],
    ['ir', '0499370898', 'fault: nationalId'],
    ['ir', '1111111111', 'fault: nationalId'],
    ['ir', '4575948', 'fault: nationalId'],
    ['it', 'MRTMTT25D09F205Z', 'MRTMTT25D09F205Z'],
    ['it', 'rss mra 85t10 a562s', 'RSSMRA85T10A562S'],
    ['it', 'RSSMRA85T10A562T', 'fault: nationalId'],
    ['it', 'MRTMTT25D99F205Z', 'fault: nationalId'],
    ['it', 'MRTMTT25F09F205Z', 'fault: nationalId'],
    ['it', 'ciao', 'fault: nationalId'],
  ] as const)('%s %j is %j', (country, raw, value) => {
    expect(read({ type: 'nationalId', country }, raw)).toBe(value);
  });

  test('DAT-01 no single wrong digit of an Iranian id is accepted', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const id = [...'0499370899'];
        id[at] = String((Number(id[at]) + by) % 10);
        expect(read({ type: 'nationalId', country: 'ir' }, id.join(''))).toBe('fault: nationalId');
      }),
    );
  });

  test('DAT-01 every other check character of a codice fiscale is refused', () => {
    const accepted = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter(
      (letter) =>
        read({ type: 'nationalId', country: 'it' }, `MRTMTT25D09F205${letter}`) !== 'fault: nationalId',
    );
    expect(accepted).toEqual(['Z']);
  });

  test('DAT-01 two people with one code: a letter stands for a digit, and the check character follows', () => {
    // F205 written F20R: the check character moves from Z, which then no longer fits.
    expect(read({ type: 'nationalId', country: 'it' }, 'MRTMTT25D09F20RZ')).toBe('fault: nationalId');
    const accepted = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter(
      (letter) =>
        read({ type: 'nationalId', country: 'it' }, `MRTMTT25D09F20R${letter}`) !== 'fault: nationalId',
    );
    expect(accepted).toHaveLength(1);
  });
});

describe('DAT-01 free text', () => {
  test.each([
    [{}, '  two\nlines ', 'two lines'],
    [{}, '\u202esecret\u202c', 'secret'],
    [{}, ' \u200e ', 'fault: empty'],
    [{ minChars: 3 }, 'ab', 'fault: tooShort'],
    [{ maxChars: 3 }, '👍👍👍', '👍👍👍'],
    [{ maxChars: 3 }, 'abcd', 'fault: tooLong'],
    [{}, 'x'.repeat(301), 'fault: tooLong'],
  ])('%j of %j is %j', (bounds, raw, value) => {
    expect(read({ type: 'text', ...bounds }, raw)).toBe(value);
  });
});

describe('DAT-01 any text at all', () => {
  const accepts: fc.Arbitrary<Accept> = fc.constantFrom(
    { type: 'text' },
    { type: 'email' },
    { type: 'name' },
    { type: 'postcode', country: 'ir' },
    { type: 'postcode', country: 'uk' },
    { type: 'nationalId', country: 'it' },
    { type: 'nationalId', country: 'ir' },
    { type: 'number' },
    { type: 'date' },
    { type: 'time' },
    { type: 'phone', country: 'IR' },
    { type: 'words', match: 'any', words: ['a', 'آ', '1'] },
    { type: 'words', match: 'beginning', words: ['۱۳', 'hم'] },
    { type: 'pattern', pattern: '\\d[a-z@]*' },
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'0123456789۰۱٣٫٬.,/-@ aآمهxX۔'), maxLength: 30 }),
  );

  test('DAT-01 gives a value or a known fault, and a value is its own normal form', () => {
    fc.assert(
      fc.property(accepts, texts, fc.constantFrom('fa', 'ar', 'it', 'en'), (accept, raw, language) => {
        const reading = readAnswer(accept, raw, context({ language }));
        if ('fault' in reading) {
          expect(FAULTS).toContain<Fault>(reading.fault);
        } else if (accept.type !== 'number') {
          expect(readAnswer(accept, String(reading.value), context({ language }))).toEqual(reading);
        }
      }),
      { numRuns: 500 },
    );
  });
});
