import { systemText } from '../../rules/texts';
import { LANGUAGES } from '../../text/language';
import type { LintContext } from '../campaign-kind';
import { checkFlow, isHeardFirst } from './check-flow';
import type { Finding } from './finding';
import type { Flow } from './flow';
import type { FlowScript } from './flow-script';
import { handsOver } from './flow-talk';

/** The longest a text's own values may be: what a definition is measured with before it is published. */
const LONGEST_BRAND = 'W'.repeat(40);
const LONGEST_CODE = '0'.repeat(8);

/** What is wrong with a flow, one sentence each: errors keep it from being published, warnings should be read first. */
export function findingsOf<S extends object>(
  severity: Finding['severity'],
  flow: Flow,
  script: FlowScript<S>,
  settings: S,
  { profile }: LintContext,
): string[] {
  const { tables = {}, webhooks = {}, queues = [] } = script.resourcesOf?.(settings) ?? {};
  const charged = LANGUAGES.map((language) => systemText('notCharged', language));
  const values = {
    brand: LONGEST_BRAND,
    code: LONGEST_CODE,
    charged: charged.reduce((a, b) => (a.length < b.length ? b : a)),
    ...(handsOver(flow) ? { ticket: LONGEST_CODE } : {}),
  };
  const findings = checkFlow(flow, {
    values,
    isReserved: (raw) => isHeardFirst(profile, raw),
    isKeyword: () => false,
    isTable: (name) => Object.hasOwn(tables, name),
    isWebhook: (name) => Object.hasOwn(webhooks, name),
    isQueue: (name) => queues.includes(name),
  });
  return findings
    .filter((finding) => finding.severity === severity)
    .map(({ step, message }) => (step === null ? message : `Step "${step}": ${message}`));
}
