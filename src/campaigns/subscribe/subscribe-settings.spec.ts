import { aPaidService } from '../../../test/support/a-service';
import { aSubscribe } from '../../../test/support/a-subscribe';
import { NOW } from '../../../test/support/builders';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { LANGUAGES } from '../../text/language';
import type { LintContext, OfferedService } from '../campaign-kind';
import { cardOf, serviceOf } from './service-card';
import { subscribe } from './subscribe';
import type { SubscribeSettings } from './subscribe-settings';

describe('its settings and what keeps it from being published', () => {
  const pathsOf = (raw: unknown): string[] => {
    const read = subscribe.readSettings(raw, LANGUAGES);
    return 'faults' in read ? read.faults.map(({ path }) => path) : [];
  };
  test.each([
    [null, ['']],
    [{}, ['service']],
    [{ service: '1' }, ['service']],
    [{ service: 2 ** 31 }, ['service']],
    [{ service: 1, list: 0, price: 5 }, ['price', 'list']],
    [{ service: 1, hours: [], before: { xx: 'x' } }, ['hours', 'before.xx']],
    [{ service: 1 }, []],
  ])('%j: %j', (raw, paths) => {
    expect(pathsOf(raw)).toEqual(paths);
  });

  const offered: OfferedService = {
    id: 1,
    listId: 9,
    brandId: 1,
    shortcodeId: 1,
    name: 'STARS',
    state: 'approved',
  };
  const context = (own: Partial<OfferedService> | null): LintContext => ({
    campaign: aSubscribe(),
    profile: profileAt(builtInProfiles, 'uk', NOW),
    list: () => undefined,
    isReserved: () => false,
    service: (id) => (own && id === 1 ? { ...offered, ...own } : undefined),
  });
  const settings: SubscribeSettings = { service: 1 };

  test.each([
    [null, ['There is no service 1.']],
    [{ brandId: 2 }, ['Service "STARS" belongs to another brand or another code.']],
    [{ shortcodeId: 2 }, ['Service "STARS" belongs to another brand or another code.']],
    [{ state: 'draft' }, ['Service "STARS" is draft: only an approved one can be joined.']],
    [{}, []],
  ] as const)('SUB-01 a service that is %j: %j', (own, faults) => {
    expect(subscribe.lint(settings, context(own))).toEqual(faults);
  });

  test('KW-11 the list it joins is entered when it is published', () => {
    expect(subscribe.complete?.(settings, context({}))).toEqual({ service: 1, list: 9 });
    expect(subscribe.listOf?.({ service: 1, list: 9 })).toBe(9);
  });
});

test('a service survives JSON, as far as a decision needs it', () => {
  const service = aPaidService({
    settings: {
      texts: { ask: { en: 'A {price}', fa: 'ب {price}' }, welcome: { en: 'W' } },
      languages: ['en', 'fa'],
    },
  });
  const revived = serviceOf(JSON.parse(JSON.stringify(cardOf(service, 'fa'))) as ReturnType<typeof cardOf>);
  expect(revived.tariffs).toEqual(service.tariffs);
  expect(revived.settings.texts).toEqual({ ask: { fa: 'ب {price}' } });
});
