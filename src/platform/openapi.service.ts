import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto';

const TAGS = {
  catalogue: 'Operators, connectors, brands, shortcodes and their keywords',
  profiles: 'Rule profiles: versions, dates, sources, four eyes',
  campaigns: 'What a keyword does',
  access: 'Keys of this API',
  messages: 'Messages we start',
  consent: 'Lists, suppressions, consent and its evidence',
  explain: 'Why a text gets its answer, and one person’s story',
  services: 'Paid services, their prices and their content',
  subscriptions: 'Who takes which paid service',
  charges: 'What people paid, try by try, and its evidence',
  refunds: 'What was given back',
  complaints: 'What people object to, and what became of it',
  billing: 'The gateways money comes through',
  ledger: 'Double entry, shares and closed months',
  statements: 'Operators’ files, and our own settlement files',
  reconciliations: 'Their books against ours, day by day',
  findings: 'Differences, and what became of them',
  reports: 'Figures for finance and the regulator',
  simulator: 'Handsets of the simulated network',
} as const;

type Operation = { responses?: Record<string, unknown> };
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The description of the API: JSON at /api/openapi.json, pages at /api/docs. Call it once every module is loaded. */
export function describeApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describe(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Parola API',
    swaggerOptions: { persistAuthorization: false, tagsSorter: 'alpha' },
  });
}

function describe(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Parola')
    .setDescription(
      'Shortcode keywords and two-way interaction. Errors are RFC 9457 problem details with a stable code.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', description: 'An API key' })
    .addSecurityRequirements('bearer');
  for (const [tag, description] of Object.entries(TAGS)) builder.addTag(tag, description);
  return withProblems(SwaggerModule.createDocument(app, builder.build(), { extraModels: [ProblemDto] }));
}

/** Every operation can fail, and always in the same shape. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const problem = {
    description: 'A problem',
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method] as Operation | undefined;
      if (operation) operation.responses = { ...operation.responses, default: problem };
    }
  }
  return document;
}
