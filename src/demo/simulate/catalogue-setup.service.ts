import type { EngineApi } from './engine-api.client';
import {
  BRAND,
  CARRIER,
  CODE,
  CURRENCIES,
  GATEWAYS,
  OFFERS,
  OPERATOR,
  PROFILE,
  ZONE,
  type Offer,
} from './offers';
import { fileProfile } from './operator-file';

/** What the simulation knows of the catalogue that it made. */
export interface Catalogue {
  readonly operatorId: number;
  readonly carrierKey: string;
  /** Of the services, by the names of the offers. */
  readonly serviceIds: Readonly<Record<string, number>>;
  readonly gatewayIds: readonly number[];
  /** A second person, for what one pair of eyes may not decide. */
  readonly controllerKey: string;
}

/** Above a few units of anything, two people decide. */
const FOUR_EYES_MINOR = '200';
const SHARES = { fromMinor: '0', operatorBp: 3_000, brandBp: 4_000, providerBp: 1_000, ownBp: 2_000 };

/** Makes an operator with its gateways and file profile, a brand with its code, and the services; all through the API. */
export async function setUp(api: EngineApi, since: Date): Promise<Catalogue> {
  const { id: operatorId } = await api.post<Made>('/operators', {
    code: OPERATOR,
    name: 'Simtel',
    country: 'IR',
  });
  const { key: carrierKey } = await api.post<Made & { readonly key: string }>('/connectors', {
    ...{ name: CARRIER, protocol: 'simulator', operator: OPERATOR },
  });
  await api.post('/brands', { code: BRAND, name: 'Lifelong', contact: '021-8800' });
  await api.post('/shortcodes', {
    ...{
      number: CODE,
      kind: 'dedicated',
      brand: BRAND,
      profile: 'eu',
      language: 'en',
      zone: ZONE,
      class: 'premium',
    },
  });
  await api.put(`/shortcodes/${CODE}/routes`, [{ connector: CARRIER, state: 'live' }]);
  const gatewayIds: number[] = [];
  for (const [name, settings] of Object.entries(GATEWAYS)) {
    const wish = { name, type: 'simulated', operator: OPERATOR, settings };
    gatewayIds.push((await api.post<Made>('/charge-gateways', wish)).id);
  }
  const serviceIds: Record<string, number> = {};
  for (const offer of OFFERS) serviceIds[offer.name] = await offerService(api, offer, since);
  const controllerKey = await agree(api, serviceIds, since);
  return { operatorId, carrierKey, serviceIds, gatewayIds, controllerKey };
}

interface Made {
  readonly id: number;
}

async function offerService(api: EngineApi, offer: Offer, since: Date): Promise<number> {
  const { name, cycle, price, trialDays, isPartial, graceDays, parkingDays, gateway } = offer;
  const effectiveFrom = since.toISOString();
  const { id } = await api.post<Made>('/services', {
    ...{ brand: BRAND, shortcode: CODE, provider: 'Setareh', name, cycle, trialDays },
    settings: { languages: ['en'], zone: ZONE, graceDays, parkingDays },
  });
  await api.post(`/services/${id}/tariffs`, { amount: price, effectiveFrom });
  await api.put(`/services/${id}/operators/${OPERATOR}`, { gateway, isApproved: true, isPartial });
  await api.post(`/services/${id}/submit`);
  await api.post(`/services/${id}/approve`);
  const campaign = await api.post<Made>('/campaigns', {
    ...{ brand: BRAND, shortcode: CODE, timezone: ZONE, language: 'en', name, kind: 'subscribe' },
    ...{ keywords: [name], opensAt: effectiveFrom, settings: { service: id } },
  });
  await api.post(`/campaigns/${campaign.id}/publish`);
  return id;
}

/** How money is shared, how books are compared, and who decides about what differs. @returns the controller's key */
async function agree(
  api: EngineApi,
  services: Readonly<Record<string, number>>,
  since: Date,
): Promise<string> {
  const effectiveFrom = since.toISOString();
  for (const currency of CURRENCIES) {
    await api.post('/ledger/share-rules', {
      ...{ currency, effectiveFrom, tiers: [SHARES], operatorDays: 60, partnerDays: 75 },
    });
    await api.put('/incidents/limits', {
      ...{ currency, fourEyesMinor: FOUR_EYES_MINOR, escalationMinor: '1000000000', escalationBp: 10_000 },
    });
  }
  await api.put(`/reconciliations/terms/${OPERATOR}`, {
    ...{ zone: ZONE, cutOffMinutes: 0, amountMinor: '0', percentBp: 0, timeMs: 600_000, edgeMs: 900_000 },
    ...{ lateDays: 3, fileDays: 31 },
  });
  await api.post('/file-profiles', {
    operator: OPERATOR,
    name: PROFILE,
    settings: fileProfile(services, ZONE),
  });
  return (await api.post<{ readonly key: string }>('/api-keys', { name: 'controller', role: 'finance' })).key;
}
