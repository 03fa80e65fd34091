import fc from 'fast-check';
import { aConfiguration, aShortcode, NOW } from '../../test/support/builders';
import type { ConnectorRow } from '../catalogue/configuration';
import type { HeardText } from '../connectors/connector';
import { takeIn, type Intake, type IntakeContext } from './intake';

const connector: ConnectorRow = {
  id: 3,
  name: 'mci',
  protocol: 'http',
  operatorId: 5,
  settings: {},
  keyHash: '',
  enabled: true,
};
const mci = { id: 5, code: 'mci', name: 'MCI', country: 'IR' };

function contextOf(own: Partial<IntakeContext> = {}): IntakeContext {
  let drawn = 0;
  return {
    connector,
    configuration: aConfiguration({
      operators: [mci],
      connectors: [connector],
      shortcodes: [aShortcode({ profile: 'ir' })],
    }),
    homeCountry: 'IR',
    receivedAt: NOW,
    // One character of each sender is hash enough for a test, and it must be hex.
    hashOf: (sender) =>
      `00000000-0000-0000-0000-0000000000${sender.slice(-1).codePointAt(0)?.toString(16).slice(-2).padStart(2, '0') ?? '00'}`,
    nonce: () => `nonce ${++drawn}`,
    ...own,
  };
}

const aHeard = (own: Partial<HeardText> = {}): HeardText => ({
  from: '+989121234567',
  to: '2050',
  text: 'JOIN',
  ...own,
});
const secondsFromNow = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

function textOf(heard: HeardText, context = contextOf()) {
  const intake = takeIn(heard, context);
  if (intake.type !== 'text') throw new Error(`no text but ${intake.type}`);
  return intake.text;
}

function partOf(heard: HeardText, context = contextOf()) {
  const intake = takeIn(heard, context);
  if (intake.type !== 'part') throw new Error(`no part but ${intake.type}`);
  return intake.part;
}

const refusal = (intake: Intake) => (intake.type === 'unreadable' ? intake.answer.error.code : intake.type);

describe('WIRE-09 who and where', () => {
  test.each([
    '09121234567',
    '989121234567',
    '+989121234567',
    '00989121234567',
    '۰۹۱۲۱۲۳۴۵۶۷',
    '+98 912 123 4567',
  ])('WIRE-09 %j is one person', (from) => {
    expect(textOf(aHeard({ from })).sender).toBe('989121234567');
  });

  test.each(['5555', 'MyBank', 'INFO', 'بانک'])('WIRE-09 %j stays what it calls itself', (from) => {
    expect(textOf(aHeard({ from })).sender).toBe(from);
  });

  test.each(['2050', '+2050', '۲۰۵۰', ' 2050 ', '20 50'])('WIRE-09 %j is the code 2050', (to) => {
    expect(textOf(aHeard({ to })).code).toBe('2050');
  });

  test.each([
    ['to', '', 'INVALID_TO'],
    ['to', '12', 'INVALID_TO'],
    ['to', '1234567890123', 'INVALID_TO'],
    ['to', 'NEWS', 'INVALID_TO'],
    ['from', '', 'INVALID_FROM'],
    ['from', '   ', 'INVALID_FROM'],
    ['from', 'x'.repeat(41), 'INVALID_FROM'],
  ] as const)('WIRE-09 a text %s %j is refused by name: %s', (field, value, code) => {
    expect(refusal(takeIn(aHeard({ [field]: value }), contextOf()))).toBe(code);
  });

  test('WIRE-01 the link’s operator stands in where the text names none', () => {
    expect([textOf(aHeard()).operator, textOf(aHeard({ operator: 'irancell' })).operator]).toEqual([
      'mci',
      'irancell',
    ]);
  });
});

describe('WIRE-02 what makes it the same text again', () => {
  const keyOf = (own: Partial<HeardText>, context = contextOf()) => textOf(aHeard(own), context).keyHash;

  test('WIRE-02 the carrier’s id, whatever else changed (dd8)', () => {
    expect(keyOf({ remoteId: 'EX123' })).toBe(
      keyOf({ remoteId: 'EX123', text: 'other', sentAt: secondsFromNow(-60) }),
    );
  });

  test('WIRE-02 two ids are two texts (dd7), and one id on two links too', () => {
    expect(keyOf({ remoteId: 'EX123' })).not.toBe(keyOf({ remoteId: 'EX234' }));
    expect(keyOf({ remoteId: 'EX123' })).not.toBe(
      keyOf({ remoteId: 'EX123' }, contextOf({ connector: { ...connector, id: 4 } })),
    );
  });

  test('WIRE-02 without an id, who said what where and when (dd2, dd4, dd5)', () => {
    const sentAt = secondsFromNow(-1);
    const same = keyOf({ sentAt });
    expect(keyOf({ sentAt })).toBe(same);
    const others = [
      { text: 'test' },
      { to: '2051' },
      { from: '+989121234568' },
      { sentAt: secondsFromNow(-2) },
    ];
    expect(others.map((own) => keyOf({ sentAt, ...own }) === same)).toEqual([false, false, false, false]);
  });

  test('WIRE-02 with neither id nor time only the window can tell (dd1)', () => {
    const context = contextOf();
    expect(keyOf({}, context)).not.toBe(keyOf({}, context));
    expect(takeIn(aHeard(), context)).toMatchObject({ byWindow: true });
    expect(takeIn(aHeard({ remoteId: 'EX123' }), context)).toMatchObject({ byWindow: false });
    expect(takeIn(aHeard({ sentAt: NOW }), context)).toMatchObject({ byWindow: false });
  });

  test('WIRE-05 parts that share one id are still different parts', () => {
    const part = (n: number) =>
      partOf(aHeard({ remoteId: 'EX123', concat: { ref: 1, width: 8, part: n, total: 2 } })).keyHash;
    expect([part(1) === part(1), part(1) === part(2)]).toEqual([true, false]);
  });
});

describe('the carrier’s clock', () => {
  const day = 86_400;
  test.each([
    [0, true],
    [-day, true],
    [-day - 1, false],
    [300, true],
    [301, false],
    [-56 * 365 * day, false],
    [74 * 365 * day, false],
  ])('KW-06 kw8 %i s from now is believed: %s', (seconds, believed) => {
    const sentAt = secondsFromNow(seconds);
    const text = textOf(aHeard({ remoteId: 'x', sentAt }));
    expect([text.saidAt, text.sentAt]).toEqual(believed ? [sentAt, sentAt] : [NOW, null]);
    expect(text.flags).toEqual(believed ? null : ['time-replaced']);
  });
});

describe('what can be stored', () => {
  test.each(['a\u0000b', '\ud83d', 'x\udc00y'])(
    'WIRE-04 %j becomes storable, and the original is kept',
    (raw) => {
      const { body, original, flags } = textOf(aHeard({ text: raw }));
      expect(body).toContain('\ufffd');
      expect(original?.toString('utf16le')).toBe(raw);
      expect(flags).toEqual(['altered']);
    },
  );

  test('WIRE-04 anything at all becomes a text, a part or a refusal by name', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(anything, anything, anything, anything, (from, to, text, id) => {
        const intake = takeIn({ from, to, text, remoteId: id, linkId: id, operator: id }, contextOf());
        if (intake.type === 'unreadable') expect(intake.answer.error.code).toMatch(/^INVALID_(TO|FROM)$/);
        else expect(JSON.stringify(intake)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
    );
  });
});

describe('OPT-04 urgent words', () => {
  test.each(['STOP', 'stop.', 'خاموش', 'لغو۱۱', '11', 'STOP ALL'])('OPT-04 %j hurries', (text) => {
    expect(textOf(aHeard({ text })).urgent).toBe(true);
  });

  test.each(['JOIN', 'stop it please', 'STOP NEWS', ''])('OPT-04 %j waits its turn', (text) => {
    expect(textOf(aHeard({ text })).urgent).toBe(false);
  });

  test('OPT-04 11 hurries nobody where it is only a number', () => {
    const configuration = aConfiguration({ shortcodes: [aShortcode({ profile: 'it' })] });
    expect(textOf(aHeard({ text: '11' }), contextOf({ configuration })).urgent).toBe(false);
    expect(textOf(aHeard({ text: 'STOP', to: '9999' })).urgent).toBe(false);
  });
});
