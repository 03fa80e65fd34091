import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ demo: false });
});
afterAll(() => world.close());

describe('API-01 the description of the API', () => {
  interface Described {
    readonly paths: Record<
      string,
      Record<string, { responses: Record<string, unknown>; security?: unknown }>
    >;
    readonly components: {
      schemas: Record<string, { properties?: Record<string, { example?: unknown; $ref?: string }> }>;
      securitySchemes: object;
    };
  }

  test('every route of this half is described, with its success and its problems', async () => {
    const { body } = await world.http.get('/api/openapi.json').expect(200);
    const { paths, components } = body as Described;
    for (const path of [
      '/operators',
      '/connectors',
      '/brands',
      '/shortcodes',
      '/shortcodes/{shortcode}/routes',
      '/keywords',
      '/keywords/check',
      '/profiles',
      '/campaigns',
      '/campaigns/{id}/publish',
      '/api-keys',
    ]) {
      const operations = Object.values(paths[`/api/v1${path}`] ?? {});
      expect(operations.length).toBeGreaterThan(0);
      for (const { responses } of operations) {
        expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
        expect(responses).toHaveProperty('default');
      }
    }
    expect(components.securitySchemes).toHaveProperty('bearer');
    expect(components.schemas['ProblemDto']?.properties).toHaveProperty('code');
    expect(JSON.stringify(components.schemas)).toMatch(/خبر|سلام/);
  });

  test('the pages load their scripts from here alone, as the content policy demands', async () => {
    const page = await world.http.get('/api/docs').expect(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    for (const [, source = ''] of page.text.matchAll(/<script[^>]*\bsrc="([^"]+)"/g)) {
      expect(source).toMatch(/^\.?\/(?!\/)/);
      await world.http.get(new URL(source, 'http://x/api/docs').pathname).expect(200);
    }
  });
});
