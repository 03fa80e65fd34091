import { hash } from 'node:crypto';
import { readRules, refusalOfUrl } from '../../platform/outbound-http-rules';
import { scopesAbove, wasStoppedSince } from '../../subscribers/standing';
import { render } from '../../text/template';
import type { CampaignKind, Turn } from '../campaign-kind';
import { decided, type Decision, type Effect } from '../effect';
import { pick, type TextsByLanguage } from '../texts-by-language';
import { readBrandAnswer } from './brand-answer';
import { readWebhookSettings, type WebhookSettings } from './webhook-settings';
import { DEFAULT_TIMEOUT_TEXT } from './webhook-texts';

type WebhookTurn = Turn<WebhookSettings>;

/** "POINTS 4711": the brand's own server says what to answer; if it does not, within five seconds we do. */
export const webhook: CampaignKind<WebhookSettings> = {
  name: 'webhook',
  readSettings: readWebhookSettings,

  lint({ url }, { refusalOf = refusalOfPublic }) {
    const refusal = refusalOf(url);
    return refusal === null ? [] : [`The url ${refusal}.`];
  },

  decide(turn) {
    const { waitText } = turn.settings;
    const waiting = waitText ? [replyWith(turn, waitText)] : [];
    return decided('keyword', "asks the brand's server", ...waiting, callOf(turn));
  },

  returned(turn, { answer }) {
    if (hasStopped(turn)) return noted(turn, 'stopped', 'asked to stop before the answer came', null);
    const { settings, language, campaign } = turn;
    const { maxSegments } = settings;
    const said = readBrandAnswer(answer, { language, fallback: campaign.language, maxSegments });
    switch (said.type) {
      case 'said':
        return noted(turn, 'answered', "the brand's server answered", said.text);
      case 'silent':
        return noted(turn, 'silent', "the brand's server had nothing to say", null);
      case 'unusable':
        return noted(turn, 'unusable', `the brand's server answered, but ${said.why}`, insteadOf(turn));
      case 'none':
        return noted(turn, 'unanswered', "the brand's server did not answer", insteadOf(turn));
    }
  },

  windowText: (settings, when, language) =>
    when === 'outside' ? undefined : pick(settings[when], language, language),
};

/** Where nobody says what the operator allows, only the public internet is. */
const refusalOfPublic = (url: string): string | null => refusalOfUrl(url, PUBLIC);
const PUBLIC = readRules([]);

function callOf(turn: WebhookTurn): Effect {
  const { settings, campaign, shortcode, said, argument, language, saidAt } = turn;
  return {
    type: 'call',
    brandId: campaign.brandId,
    campaignId: campaign.id,
    key: `call:${campaign.id}:${hash('sha256', `call ${turn.luck()}`).slice(0, 32)}`,
    url: settings.url,
    body: {
      campaign: { id: campaign.id, name: campaign.name },
      code: shortcode.number,
      text: said.raw,
      argument,
      language,
      saidAt: saidAt.toISOString(),
    },
    withNumber: settings.sendNumber,
    timeoutMs: settings.timeoutMs,
    language,
  };
}

/** Whoever has said STOP since hears no more, not even what they had asked for. */
function hasStopped({ standings, campaign, shortcode, saidAt }: WebhookTurn): boolean {
  const scopes = scopesAbove({ brandId: campaign.brandId, shortcodeId: shortcode.id });
  return wasStoppedSince(standings, scopes, saidAt);
}

const insteadOf = (turn: WebhookTurn): string =>
  wordsOf(turn, { ...DEFAULT_TIMEOUT_TEXT, ...turn.settings.timeoutText });

/** The play ends here: it is entered, and the brand hears how. */
function noted(turn: WebhookTurn, outcome: string, because: string, text: string | null): Decision {
  const { brandId, id: campaignId } = turn.campaign;
  const reply: Effect[] = text === null ? [] : [{ type: 'reply', text, brandId }];
  return decided('keyword', because, { type: 'entry', campaignId, outcome, counted: true }, ...reply, {
    type: 'event',
    brandId,
    event: 'answer',
    data: { outcome, reply: text },
  });
}

const replyWith = (turn: WebhookTurn, texts: TextsByLanguage): Effect => ({
  type: 'reply',
  text: wordsOf(turn, texts),
  brandId: turn.campaign.brandId,
});

function wordsOf(turn: WebhookTurn, texts: TextsByLanguage): string {
  const { brandName, shortcode, argument, language, campaign } = turn;
  const template = pick(texts, language, campaign.language) ?? '';
  const values = { brand: brandName, code: shortcode.number, argument, charged: turn.text('notCharged') };
  return render(template, values);
}
