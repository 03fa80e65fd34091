import { aPaidService, aTariff } from '../../../test/support/a-service';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { PROFILE_IDS } from '../../rules/profile';
import type { ContentItem } from './content-items.store';
import { address, messagesOf, receivingStates } from './content-page';
import type { Receiver } from './deliveries.store';

const NOW = new Date('2026-05-01T08:00:00Z');
const EXPIRES = new Date('2026-05-01T20:00:00Z');
const iran = profileAt(builtInProfiles, 'ir', NOW);
const service = aPaidService({
  ...{ profile: 'ir', cycle: 'day', name: 'فال' },
  tariffs: [
    aTariff({ id: 1, amountMinor: 5_000n, currency: 'IRR' }),
    aTariff({ id: 2, amountMinor: 7_000n, currency: 'IRR', effectiveFrom: new Date('2026-03-01T00:00:00Z') }),
  ],
  settings: { languages: ['fa', 'en'], zone: 'Asia/Tehran' },
});
const receiver = (own: Partial<Receiver> = {}): Receiver => ({
  ...{ id: 1, subscriberId: 11, connectorId: 3, shortcodeId: 1, tariffId: 1, language: 'fa' },
  ...own,
});
const item = (own: Partial<ContentItem> = {}): ContentItem => ({
  ...{ id: 5, day: '2026-05-01', language: 'fa', body: 'روز خوبی است.', createdAt: NOW },
  ...own,
});
const english = item({ id: 6, language: 'en', body: 'A good day.' });

describe('SUB-07 who gets which item', () => {
  test('each the one in their language; who speaks none of the service’s gets its first', () => {
    const people = [receiver(), receiver({ id: 2, language: 'en' }), receiver({ id: 3, language: 'it' })];
    const pairs = address(service, people, [item(), english]);
    expect(pairs.map(({ receiver: { id }, item: { id: itemId } }) => [id, itemId])).toEqual([
      [1, 5],
      [2, 6],
      [3, 5],
    ]);
  });

  test('nobody gets another language’s for want of their own', () => {
    expect(address(service, [receiver()], [english])).toEqual([]);
  });

  test('who has paid or is trying it; who is late with a payment only where the service is so kind', () => {
    expect(receivingStates(service)).toEqual(['trial', 'active']);
    const kind = aPaidService({ settings: { contentWhileGrace: true } });
    expect(receivingStates(kind)).toEqual(['trial', 'active', 'grace']);
  });
});

describe('what a message of content says', () => {
  const sending = { service, profile: iran, now: NOW, expiresAt: EXPIRES };
  const bodyFor = (tariffId: number): string | undefined =>
    messagesOf([{ receiver: receiver({ tariffId }), item: item() }], sending)[0]?.body;

  test('SUB-03 the item, its price and how to leave', () => {
    expect(bodyFor(2)).toBe('روز خوبی است.\nروزانه ۷٬۰۰۰ ریال. لغو: خاموش فال');
  });

  test('SUB-14 the price that this person agreed to, and no other', () => {
    expect(bodyFor(1)).toContain('۵٬۰۰۰ ریال');
  });

  test('braces in an item are braces', () => {
    const [message] = messagesOf([{ receiver: receiver(), item: item({ body: '{price} {stop}' }) }], sending);
    expect(message?.body.startsWith('{price} {stop}\n')).toBe(true);
  });

  test('is of a class that an opt-out forbids under every profile, and of the service’s own list', () => {
    const [message] = messagesOf([{ receiver: receiver(), item: item() }], sending);
    expect(message).toMatchObject({ listId: service.listId, brandId: service.brandId, textId: null });
    for (const id of PROFILE_IDS)
      expect(profileAt(builtInProfiles, id, NOW).stopBlocks).toContain(message?.class);
  });
});
