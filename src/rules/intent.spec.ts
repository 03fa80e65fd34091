import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../text/said';
import { builtInProfiles } from './catalogue';
import { readCommand } from './command';
import { optOutTier } from './intent';
import { PROFILE_IDS, type Profile, type ProfileId } from './profile';

const of = (id: ProfileId): Profile => builtInProfiles.find((profile) => profile.id === id)!;
const isNews = (key: string) => key === 'news';
const tier = (id: ProfileId, text: string) => optOutTier(of(id), parse(text), isNews);

interface Row {
  readonly text: string;
  readonly expect: string;
}

const rows = JSON.parse(
  readFileSync(join(__dirname, '../../test/data/optout.json'), 'utf8'),
) as readonly Row[];
const starting = (expected: string) =>
  rows.filter((row) => row.expect.startsWith(expected)).map((row) => row.text);

describe('OPT-01, OPT-06 the given texts', () => {
  const iranian = ['۱۱', 'UNEWS'];
  const definite = starting('DEFINITE').filter(
    (text) => !starting('DEFINITE_ALL').includes(text) && !iranian.includes(text),
  );

  test.each(definite)('OPT-01 %s is definite under every profile', (text) => {
    for (const id of PROFILE_IDS) expect([id, tier(id, text)]).toEqual([id, 'DEFINITE']);
  });

  test.each(starting('DEFINITE_ALL'))('OPT-01 %s is definite, for everything', (text) => {
    for (const id of PROFILE_IDS) expect([id, tier(id, text)]).toEqual([id, 'DEFINITE_ALL']);
  });

  test('OPT-01 ۱۱ is definite only under the Iranian profile', () => {
    for (const id of PROFILE_IDS)
      expect([id, tier(id, '۱۱')]).toEqual([id, id === 'ir' ? 'DEFINITE' : 'NOT']);
  });

  test('OPT-01 UNEWS is definite only where the grammar is enabled', () => {
    expect(tier('uk', 'UNEWS')).toBe('NOT');
    const grammar = { act: 'stop', pattern: 'wordname', word: 'U', language: 'en', source: 'D' } as const;
    expect(optOutTier({ ...of('uk'), grammars: [grammar] }, parse('UNEWS'), isNews)).toBe('DEFINITE');
  });

  test.each(starting('REFUND_WINDOW_CANCEL'))('OPT-01 %s is a stop word', (text) => {
    for (const id of PROFILE_IDS) expect([id, tier(id, text)]).toEqual([id, 'DEFINITE']);
  });

  test.each(starting('INTENT'))('OPT-06 %s is intent under every profile', (text) => {
    for (const id of PROFILE_IDS) expect([id, tier(id, text)]).toEqual([id, 'INTENT']);
  });

  test.each(starting('NOT'))('OPT-06 %s is not', (text) => {
    for (const id of PROFILE_IDS) expect([id, tier(id, text)]).toEqual([id, 'NOT']);
  });

  test.each([
    ...starting('HELP'),
    ...starting('SERVICE_LIST'),
    ...starting('OPT_IN'),
    ...starting('CONFIRM'),
  ])('OPT-05 %j is another command', (text) => {
    for (const id of PROFILE_IDS) expect([id, tier(id, text)]).toEqual([id, 'NOT']);
    expect(readCommand(of('ir'), parse(text))).not.toBeNull();
  });

  test('every given row is tested', () => {
    const known = [
      'DEFINITE',
      'REFUND_WINDOW_CANCEL',
      'INTENT',
      'NOT',
      'HELP',
      'SERVICE_LIST',
      'OPT_IN',
      'CONFIRM',
    ];
    expect(rows.filter((row) => !known.some((name) => row.expect.startsWith(name)))).toEqual([]);
  });
});

interface Case {
  readonly id: string;
  readonly given: { readonly text?: string };
  readonly expect: string;
}

const acceptance = JSON.parse(
  readFileSync(join(__dirname, '../../test/data/acceptance-cases.json'), 'utf8'),
) as { readonly suites: readonly { readonly id: string; readonly cases: readonly Case[] }[] };
const stopHelp = acceptance.suites.find((suite) => suite.id === 'stop-help')?.cases ?? [];
const wordCases = stopHelp.filter(({ id }) => id >= 'st01' && id <= 'st41');
const saying = (pattern: RegExp) =>
  wordCases.filter((row) => pattern.test(row.expect)).map((row) => [row.id, row.given.text ?? ''] as const);

describe('OPT-01, OPT-05, OPT-06 the peers’ cases', () => {
  const iranian = ['st26', 'st28'];
  const isScoped = ['st22', 'st32'];
  const optOuts = saying(/^(opt-out|same as|near-miss|as above)/).filter(
    ([id]) => ![...iranian, ...isScoped].includes(id),
  );

  test.each(optOuts)(
    '%s: %s leaves under the American profile, and is at least asked about elsewhere',
    (_, text) => {
      const plain = text.replace(/ \(.*\)/, '');
      for (const id of PROFILE_IDS)
        expect([id, ['DEFINITE', 'INTENT'].includes(tier(id, plain))]).toEqual([id, true]);
      expect(of('us').intentPolicy).toBe('optOut');
    },
  );

  test.each(saying(/^not opt-out/i))('%s: %s does not leave', (_, text) => {
    for (const id of PROFILE_IDS) expect([id, tier(id, text)]).toEqual([id, 'NOT']);
  });

  test.each(saying(/^help text/))('%s: %s asks for help', (_, text) => {
    for (const id of PROFILE_IDS) expect(readCommand(of(id), parse(text))).toMatchObject({ act: 'help' });
  });

  test('st22, st32 a name scopes the stop', () => {
    expect(readCommand(of('us'), parse('STOP rappel'))).toMatchObject({ act: 'stop', name: 'rappel' });
    expect(readCommand(of('ir'), parse('news OFF'))).toMatchObject({ act: 'stop', name: 'news' });
  });

  test('st26, st28 11 leaves and 12 comes back on Iranian lines', () => {
    expect(readCommand(of('ir'), parse('11'))).toMatchObject({ act: 'stop', ambiguous: true });
    expect(readCommand(of('ir'), parse('12'))).toMatchObject({ act: 'start', ambiguous: true });
  });

  test('st37 yes is an answer, and never a start by itself', () => {
    for (const id of PROFILE_IDS) expect(readCommand(of(id), parse('yes'))).toMatchObject({ act: 'yes' });
  });

  test('no case of the words was left out', () => {
    const told = [...optOuts, ...saying(/^not opt-out/i), ...saying(/^help text/)].map(([id]) => id);
    const rest = wordCases.map(({ id }) => id).filter((id) => !told.includes(id));
    expect(rest).toEqual(['st19', ...isScoped, ...iranian, 'st37'].filter((id) => !told.includes(id)).sort());
  });
});
