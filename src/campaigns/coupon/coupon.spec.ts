import fc from 'fast-check';
import {
  aCampaign,
  aConfiguration,
  aKeyword,
  hoursLater,
  minutesLater,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { LANGUAGES } from '../../text/language';
import { readWholeCode } from '../codes/parola-code';
import { coupon } from './coupon';
import { HEADS, keysMeant, madeCode } from './coupon-code';
import { COUPON_LIMITS, type CouponSettings } from './coupon-settings';

const CAMPAIGN = 7;
const WORDS = [
  aKeyword('COUPON', { language: 'en' }),
  aKeyword('کوپن', { language: 'fa' }),
  aKeyword('BUONO', { language: 'it' }),
];

function somebody(settings: CouponSettings): Talk {
  const campaign = aCampaign({ id: CAMPAIGN, kind: 'coupon', settings });
  return new Talk({ configuration: aConfiguration({ plays: [{ words: WORDS, campaign }] }) });
}
const GENERATED: CouponSettings = { source: 'generated', stock: 100 };
const codeIn = (text: string | undefined): string => /[0-9][0-9A-Z]{9}/.exec(text ?? '')?.[0] ?? '';
const pathsOf = (raw: unknown): string[] => {
  const read = coupon.readSettings(raw, LANGUAGES);
  return 'faults' in read ? read.faults.map(({ path }) => path) : [];
};

describe('CPN-01 a coupon for each', () => {
  test('CPN-01 whoever asks gets one, and whoever asks again is told the same one', () => {
    const talk = somebody(GENERATED);
    const first = talk.says('COUPON');
    const code = codeIn(first.replies[0]);
    expect(readWholeCode(code)).toEqual({ code });
    expect(first.effects).toContainEqual({
      ...{ type: 'give', couponId: null, campaignId: CAMPAIGN, code, expiresAt: null },
    });
    const again = talk.says('کوپن', minutesLater(1));
    expect(again.replies[0]).toContain(code);
    expect(again.replies[0]).toContain('هزینه‌ای از شما کم نشد');
    expect(again.effects.filter(({ type }) => type === 'give' || type === 'count')).toEqual([]);
  });

  test('CPN-01 of a stock of 100 the 101st hears that they are gone, in their language', () => {
    const left = (taken: number, word: string) => {
      const talk = somebody(GENERATED);
      talk.knows({ type: 'counter', campaignId: CAMPAIGN, name: 'given' }, taken);
      return talk.says(word);
    };
    expect(left(99, 'BUONO').replies[0]).toMatch(
      /^Il tuo coupon di Acme: [0-9A-Z]{10}\. Mostralo alla cassa\.$/,
    );
    expect(left(100, 'BUONO').replies[0]).toBe(
      'Spiacenti, i coupon di Acme sono esauriti. Non ti è stato addebitato.',
    );
    expect(left(100, 'کوپن').replies[0]).toMatch(/^متأسفانه همه کوپن‌های Acme/);
  });

  test('CPN-01 a pool gives what the brand has imported, until it is empty', () => {
    const talk = somebody({ source: 'pool', perPerson: 2 });
    talk.knows({ type: 'coupon', campaignId: CAMPAIGN }, { id: 41, code: 'PIZZA-77' });
    const first = talk.says('COUPON');
    expect(first.replies[0]).toBe('Your coupon from Acme: PIZZA-77. Show it at the till.');
    expect(first.effects).toContainEqual(expect.objectContaining({ type: 'give', couponId: 41 }));
    const second = talk.says('COUPON', minutesLater(1));
    expect(second.because).toBe('has their coupon already');
    const other = somebody({ source: 'pool' });
    expect(other.says('COUPON').because).toBe('the coupons are sold out');
  });

  test('CPN-01 a limit of two gives two different coupons, and then the last one again', () => {
    const talk = somebody({ ...GENERATED, perPerson: 2 });
    const codes = [0, 1, 2].map((minute) => codeIn(talk.says('COUPON', minutesLater(minute)).replies[0]));
    expect(new Set(codes.slice(0, 2)).size).toBe(2);
    expect(codes[2]).toBe(codes[1]);
  });

  test('CPN-01 a coupon is good for its days on the campaign’s clock, half-open, and then said to have expired', () => {
    const talk = somebody({ ...GENERATED, validDays: 1 });
    expect(talk.says('COUPON').replies[0]).toContain('Valid until 2026-05-02 09:00.');
    expect(talk.says('COUPON', minutesLater(24 * 60 - 1)).because).toBe('has their coupon already');
    const late = talk.says('COUPON', hoursLater(24));
    expect(late.replies[0]).toMatch(/^Your coupon [0-9A-Z]{10} expired on 2026-05-02 09:00\./);
    const persian = somebody({ ...GENERATED, validDays: 1 }).says('کوپن').replies[0];
    expect(persian).toMatch(/: [0-9A-Z]{10}\. تا ۲۰۲۶-۰۵-۰۲ ۰۹:۰۰ اعتبار دارد\./);
  });

  test('CPN-01 the brand’s own words are used where it has them', () => {
    const talk = somebody({
      ...GENERATED,
      texts: { given: { it: 'Sconto: {coupon} entro {expires|sempre}' } },
    });
    expect(talk.says('BUONO').replies[0]).toMatch(/^Sconto: [0-9A-Z]{10} entro sempre$/);
  });
});

describe('settings', () => {
  test.each<[unknown, string[]]>([
    [null, ['']],
    [{}, ['source']],
    [{ source: 'generated' }, ['stock']],
    [{ source: 'pool', stock: 0, perPerson: 1.5, validDays: 'x' }, ['stock', 'perPerson', 'validDays']],
    [{ source: 'pool', expiresAt: 'tomorrow' }, ['expiresAt']],
    [{ source: 'pool', expiresAt: '2026-06-01T00:00:00Z', validDays: 3 }, ['expiresAt']],
    [
      { source: 'pool', texts: { given: { en: '{nobody}' }, taken: {} }, more: 1 },
      ['more', 'texts.given.en', 'texts.taken'],
    ],
  ])('%j names every fault by its path: %j', (raw, paths) => {
    expect(pathsOf(raw)).toEqual(paths);
  });
});

describe('codes that are made', () => {
  test('CPN-01 no two ordinals of a campaign ever have the same code, whatever the luck', () => {
    expect(COUPON_LIMITS.stock).toBeLessThanOrEqual(HEADS);
    const ordinal = fc.integer({ min: 0, max: HEADS - 1 });
    fc.assert(
      fc.property(ordinal, ordinal, fc.integer({ min: 1, max: 2 ** 31 }), (a, b, campaign) => {
        const [x, y] = [madeCode(campaign, a, 'luck'), madeCode(campaign, b, 'luck')];
        return readWholeCode(x) !== undefined && 'code' in readWholeCode(x) && (a === b) === (x === y);
      }),
    );
  });

  test('CPN-01 the ordinal does not give the code away', () => {
    const tails = new Set(Array.from({ length: 500 }, (_, at) => madeCode(1, 0, `luck ${at}`).slice(5, 9)));
    expect(tails.size).toBeGreaterThan(490);
  });

  test.each(['7km4 9acf ef', '۷KM4-9ACF-EF', ' 7KM49ACFEF. '])(
    'CPN-02 %j is read as it was printed',
    (raw) => {
      const code = madeCode(3, 12, 'luck');
      const typed = raw.replace(/\S[\s\S]*\S/, [...code].join(raw.includes('-') ? '-' : ' ').toLowerCase());
      expect(keysMeant(typed)).toContain(code);
    },
  );
});
