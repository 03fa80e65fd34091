import { API_ROLES } from '../../src/access/caller.decorator';
import { createWorld, type World } from '../support/world';

type Described = Readonly<Record<'paths', Readonly<Record<string, object>>>>;

/**
 * Whose keys may call what, by who they are. A route that is added stands here before it is shipped: finance and care get in by name
 * only, and a brand's key only where everything is looked up by its brand.
 */
const ROUTES: Readonly<Record<string, readonly string[]>> = {
  administrator: [
    'POST /api-keys',
    'GET /api-keys',
    'DELETE /api-keys/{id}',
    'POST /brands',
    'PATCH /brands/{brand}',
    'POST /charge-gateways',
    'GET /charge-gateways',
    'GET /charge-gateways/{gateway}',
    'PATCH /charge-gateways/{gateway}',
    'POST /charge-gateways/{gateway}/key',
    'POST /connectors',
    'GET /connectors',
    'GET /connectors/{connector}',
    'PATCH /connectors/{connector}',
    'POST /connectors/{connector}/key',
    'GET /consents/anchors',
    'POST /number-deaths',
    'POST /operators',
    'PATCH /operators/{operator}',
    'POST /operators/{operator}/price-points',
    'DELETE /operators/{operator}/price-points',
    'POST /operators/{operator}/price-points/{id}/withdraw',
    'POST /operators/{operator}/resume',
    'POST /operators/{operator}/suspend',
    'GET /operators/{operator}/suspensions',
    'POST /profiles/{profile}/versions',
    'POST /profiles/{profile}/versions/{version}/approve',
    'POST /profiles/{profile}/versions/{version}/refuse',
    'POST /services/{id}/approve',
    'PUT /services/{id}/operators/{operator}',
    'DELETE /services/{id}/operators/{operator}',
    'POST /services/{id}/resume',
    'POST /services/{id}/send-back',
    'POST /shortcodes',
    'PATCH /shortcodes/{shortcode}',
    'GET /shortcodes/{shortcode}/routes',
    'PUT /shortcodes/{shortcode}/routes',
    'GET /texts/set-aside',
    'POST /texts/{id}/release',
  ],
  'administrator, brand': [
    'GET /calls',
    'GET /calls/secret',
    'POST /calls/secret',
    'POST /campaigns',
    'GET /campaigns',
    'GET /campaigns/{id}',
    'PATCH /campaigns/{id}',
    'DELETE /campaigns/{id}',
    'GET /campaigns/{id}/audit.csv',
    'POST /campaigns/{id}/close',
    'POST /campaigns/{id}/coupons',
    'GET /campaigns/{id}/coupons',
    'POST /campaigns/{id}/draws',
    'GET /campaigns/{id}/draws',
    'GET /campaigns/{id}/draws/{draw}',
    'POST /campaigns/{id}/draws/{draw}/beacon',
    'GET /campaigns/{id}/draws/{draw}/contacts',
    'GET /campaigns/{id}/draws/{draw}/entries.txt',
    'GET /campaigns/{id}/draws/{draw}/proof',
    'POST /campaigns/{id}/draws/{draw}/results/{rank}/claim',
    'POST /campaigns/{id}/draws/{draw}/results/{rank}/contacts',
    'GET /campaigns/{id}/draws/{draw}/winners',
    'POST /campaigns/{id}/entries',
    'GET /campaigns/{id}/entries',
    'POST /campaigns/{id}/exclusions',
    'POST /campaigns/{id}/exclusions/import',
    'DELETE /campaigns/{id}/exclusions/{msisdn}',
    'GET /campaigns/{id}/leaderboard',
    'POST /campaigns/{id}/pause',
    'POST /campaigns/{id}/players/import',
    'GET /campaigns/{id}/players/{msisdn}',
    'PUT /campaigns/{id}/players/{msisdn}',
    'POST /campaigns/{id}/publish',
    'GET /campaigns/{id}/results',
    'POST /campaigns/{id}/resume',
    'GET /campaigns/{id}/tally',
    'GET /campaigns/{id}/tally/stream',
    'POST /code-lots',
    'GET /code-lots',
    'GET /code-lots/{id}',
    'POST /code-lots/{id}/generate',
    'POST /code-lots/{id}/import',
    'GET /code-lots/{id}/redemptions',
    'POST /code-lots/{id}/revoke',
    'GET /coupons',
    'POST /coupons/redeem',
    'POST /coupons/{id}/reverse',
    'POST /keywords',
    'GET /keywords',
    'GET /keywords/check',
    'GET /keywords/{id}',
    'PATCH /keywords/{id}',
    'POST /lists',
    'GET /lists',
    'GET /lists/{id}',
    'PATCH /lists/{id}',
    'GET /lists/{id}/members',
    'POST /lists/{id}/members/import',
    'POST /lookup-tables',
    'GET /lookup-tables',
    'GET /lookup-tables/{id}',
    'PUT /lookup-tables/{id}/rows',
    'POST /messages',
    'POST /services',
    'PATCH /services/{id}',
    'POST /services/{id}/close',
    'GET /services/{id}/content',
    'POST /services/{id}/content',
    'GET /services/{id}/content/gaps',
    'POST /services/{id}/content/import',
    'DELETE /services/{id}/content/{item}',
    'GET /services/{id}/faults',
    'POST /services/{id}/submit',
    'POST /services/{id}/suspend',
    'POST /services/{id}/tariffs',
    'DELETE /services/{id}/tariffs/{tariff}',
    'POST /services/{id}/tariffs/{tariff}/agreements',
    'GET /services/{id}/tariffs/{tariff}/unagreed',
    'POST /subscriptions',
    'POST /subscriptions/{id}/confirm',
    'POST /suppressions',
    'POST /suppressions/import',
    'DELETE /suppressions/{id}',
    'POST /webhooks',
    'GET /webhooks',
    'GET /webhooks/{id}',
    'PATCH /webhooks/{id}',
    'DELETE /webhooks/{id}',
    'GET /webhooks/{id}/deliveries',
    'POST /webhooks/{id}/replay',
    'POST /webhooks/{id}/secret',
    'POST /webhooks/{id}/test',
  ],
  'administrator, care': [
    'POST /complaints',
    'GET /complaints',
    'GET /complaints/{id}',
    'POST /complaints/{id}/answer',
    'POST /complaints/{id}/assign',
    'POST /complaints/{id}/close',
    'POST /complaints/{id}/dismiss',
    'GET /complaints/{id}/evidence',
    'POST /complaints/{id}/uphold',
    'GET /subscribers/{msisdn}',
    'PUT /subscribers/{msisdn}',
  ],
  'administrator, care, brand': [
    'GET /consents/{msisdn}/evidence',
    'POST /explain',
    'GET /messages/{id}/timeline',
    'GET /stop-reviews',
    'POST /stop-reviews/{id}/decide',
    'POST /subscribers/{msisdn}/opt-out',
    'POST /subscribers/{msisdn}/opt-out/undo',
    'GET /subscribers/{msisdn}/services',
    'GET /subscribers/{msisdn}/timeline',
    'GET /subscriptions',
    'GET /subscriptions/{id}',
    'POST /subscriptions/{id}/cancel',
    'GET /suppressions',
    'GET /texts/{id}/replay',
    'GET /texts/{id}/timeline',
    'GET /tickets',
    'GET /tickets/{id}',
    'POST /tickets/{id}/answer',
    'POST /tickets/{id}/close',
  ],
  'administrator, finance': [
    'POST /file-profiles',
    'GET /file-profiles',
    'GET /file-profiles/{name}',
    'GET /findings',
    'GET /findings/{id}',
    'POST /findings/{id}/assign',
    'POST /findings/{id}/decide',
    'POST /findings/{id}/send',
    'POST /findings/{id}/withdraw',
    'GET /incidents',
    'GET /incidents/limits',
    'PUT /incidents/limits',
    'GET /incidents/{id}',
    'POST /incidents/{id}/acknowledge',
    'GET /incidents/{id}/evidence',
    'GET /ledger/accounts',
    'POST /ledger/closings',
    'GET /ledger/closings',
    'GET /ledger/closings/{id}',
    'POST /ledger/closings/{id}/bad-debts',
    'POST /ledger/share-rules',
    'GET /ledger/share-rules',
    'GET /ledger/transfers',
    'GET /ledger/trial-balance',
    'POST /reconciliations',
    'GET /reconciliations',
    'GET /reconciliations/terms/{operator}',
    'PUT /reconciliations/terms/{operator}',
    'GET /reconciliations/{id}',
    'GET /reconciliations/{id}/diff',
    'GET /reconciliations/{id}/results',
    'POST /refunds/{id}/settle',
    'GET /reports/ageing',
    'GET /reports/attempts',
    'GET /reports/base-movement',
    'GET /reports/control-totals',
    'GET /reports/failures',
    'GET /reports/match-rate',
    'GET /reports/regulator',
    'POST /settlement-files',
    'GET /settlement-files',
    'GET /settlement-files/profile',
    'GET /settlement-files/{id}',
    'GET /settlement-files/{id}/content',
    'POST /statements',
    'GET /statements',
    'GET /statements/{id}',
    'GET /statements/{id}/faults',
  ],
  'administrator, finance, care': [
    'GET /charges/{id}/evidence',
    'POST /charges/{id}/refunds',
    'GET /fraud-cases',
    'POST /fraud-cases/decide',
    'POST /refunds',
  ],
  'administrator, finance, care, brand': [
    'GET /brands',
    'GET /brands/{brand}',
    'GET /charges',
    'GET /charges/{id}',
    'GET /operators',
    'GET /operators/{operator}',
    'GET /operators/{operator}/price-points',
    'GET /profiles',
    'GET /profiles/{profile}',
    'GET /refunds',
    'GET /services',
    'GET /services/{id}',
    'GET /shortcodes',
    'GET /shortcodes/{shortcode}',
  ],
  finance: ['POST /findings/{id}/approve'],
};

let world: World;
beforeAll(async () => {
  world = await createWorld({ demo: false });
});
afterAll(() => world.close());

/** Nothing has this id, and nothing is sent along: whoever is let in is told so, or what is missing. */
const NOBODYS = '999999999';

async function isLetIn(key: string, method: string, path: string): Promise<boolean> {
  const answer = await fetch(`${world.url}${path.replaceAll(/\{\w+\}/g, NOBODYS)}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
  });
  await answer.body?.cancel();
  if (answer.status === 401) throw new Error(`${method} ${path} does not know the key`);
  return answer.status !== 403;
}

async function aKeyOf(role: string): Promise<string> {
  const own = role === 'brand' ? { role, brand: 'lotus' } : { role };
  const { body } = await world.api.post('/api-keys', { name: `a key of ${role}`, ...own }).expect(201);
  return (body as { readonly key: string }).key;
}

test('SEC-01 every route of the management API has chosen whose keys it lets in', async () => {
  await world.api.post('/brands', { code: 'lotus', name: 'Lotus' }).expect(201);
  const keys = new Map<string, string>();
  for (const role of API_ROLES) keys.set(role, await aKeyOf(role));

  const found: Record<string, string[]> = {};
  const { paths } = (await world.http.get('/api/openapi.json')).body as Described;
  for (const [path, methods] of Object.entries(paths).sort()) {
    if (!path.startsWith('/api/v1/') || path.startsWith('/api/v1/public/')) continue;
    for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
      const who: string[] = [];
      for (const [role, key] of keys) if (await isLetIn(key, method, path)) who.push(role);
      (found[who.join(', ')] ??= []).push(`${method} ${path.slice('/api/v1'.length)}`);
    }
  }
  expect(found).toEqual(ROUTES);
}, 60_000);
