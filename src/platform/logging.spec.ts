import { Writable } from 'node:stream';
import fc from 'fast-check';
import pino, { type LoggerOptions } from 'pino';
import { loggingOptions, masked } from './logging';

function lineOf(write: (logger: pino.Logger) => void): string {
  let written = '';
  const sink = new Writable({ write: (chunk: Buffer, _, done) => ((written += chunk.toString()), done()) });
  const { pinoHttp } = loggingOptions('info');
  const { level, redact, hooks, serializers } = pinoHttp as LoggerOptions;
  const options = { level, redact, hooks, serializers } as LoggerOptions;
  write(pino(options, sink));
  return written;
}

describe('what a log may say', () => {
  test.each([
    '989121234567',
    '+989121234567',
    'from +393331234567 to 2050',
    '/simulator/handsets/989121234567/texts',
  ])('a number in %j is masked', (text) => {
    expect(masked(text)).not.toMatch(/\d{9}/);
  });

  test.each(['2050', 'took 12345678 ms', '6f1ed002-ab5f-4e27-9ab5-123456789012', 'pk_1234567890ab'])(
    '%j stays readable',
    (text) => {
      expect(masked(text)).toBe(text);
    },
  );

  test('every number of nine digits or more, wherever it stands alone', () => {
    const number = fc.stringMatching(/^[1-9][0-9]{8,14}$/);
    fc.assert(
      fc.property(
        number,
        fc.constantFrom('', ' ', '"', '(', ': '),
        (digits, before) => !masked(`a${before === '' ? ' ' : before}${digits}.`).includes(digits),
      ),
    );
  });

  test('numbers are masked in messages and errors, whoever writes the line', () => {
    const line = lineOf((logger) => {
      logger.info('heard from 989121234567');
      logger.error({ err: new Error('no route to +393331234567') }, 'failed');
    });
    expect(line).toContain('heard from');
    expect(line).not.toMatch(/989121234567|393331234567/);
  });

  test('secrets are left out', () => {
    const line = lineOf((logger) =>
      logger.info(
        { req: { headers: { authorization: 'Bearer abc' } }, link: { outboundKey: 'xyz' } },
        'call',
      ),
    );
    expect(line).not.toMatch(/Bearer abc|xyz/);
  });
});
