import type { Source } from './profile';

/** The pages the profiles rest on, by the tag their rules and words carry. */
export const SOURCES = {
  'adobe-infobip': source(
    'experienceleague.adobe.com: SMS configuration, Infobip',
    'default words of a platform',
  ),
  'alac-mo': source('docs.sla-alacrity.com/docs/mo-sms', 'SUB, START, STOP, UNSUB and STOPP with a keyword'),
  ameex: source('ameex-mobile.com/189/', 'the -AD suffix and its exemption for two-way texts'),
  'aws-req': source(
    'docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html',
    'required stop words',
  ),
  bartarinha: source('bartarinha.ir/fa/news/317562', 'price and how to deactivate in every message'),
  compliancepoint: source(
    'compliancepoint.com/marketing-compliance/fccs-consent-revocation-rule-language-analysis-and-compliance-insights',
    'any reasonable wording, in any language',
  ),
  'ctia-17': source(
    'usshortcodedirectory.com/ctia-short-code-monitoring-handbook/',
    'opt-in, confirmation, opt-out',
  ),
  D: source('our own recommendation', 'words in use that no source lists'),
  'fcc-fr': source('govinfo.gov/content/pkg/FR-2024-03-05/html/2024-04587.htm', '47 CFR 64.1200(a)(10)–(12)'),
  fidelity: source(
    'news.fidelityhouse.eu/mobile/servizi-a-tariffazione-maggiorata',
    'ANNULLA, the monthly free text',
  ),
  ico: source('ico.org.uk, respect people’s preferences', 'suppression instead of deletion'),
  insidearm: source(
    'insidearm.com/news/00049717-fcc-issues-final-rule-revocation-consent',
    'the definitive words',
  ),
  'irancell-contest': source('irancell-charge-card.blogsky.com/1391/11/20/post-104', 'OZV and LAGHV'),
  laghv11: source('news item 858150, 24 Shahrivar 1401', 'لغو۱۱, 11 and 12 on service lines'),
  'mci-guide': source('mci.ir/web/vas/guide', 'OFF and خاموش, bare or behind a code; the blank text'),
  ncc: source('consumer.ncc.gov.ng/articles/33-rules-on-unsolicited-calls-and-sms', 'STATUS'),
  'ppp-guid': source('scribd.com/document/266951735/Subscription-Services-2', '£4.50 in seven days'),
  'ppp-sms': source('phonepayplus.org.uk/consumers/number_ranges/sms.asp', 'STOP and STOP ALL'),
  seeco: source('sms.see.co.ir/content/42', 'hours of an advertising line'),
  'sinch-au': source(
    'developers.sinch.com: UpdateGroupRequestAutoUpdateAdd',
    'JOIN and LEAVE behind a brand',
  ),
  smartlead: source('smartleadcapture.com/ctia-compliance/', 'what the confirmation of a programme says'),
  tabnak: source('tabnak.ir/fa/news/680017', 'asking before activating; bank and purchase texts pass'),
  telnyx: source('developers.telnyx.com/docs/messaging/messages/advanced-opt-in-out', 'STOP ALL'),
  trai: source(
    'apbsnl.info/2013/07/trai-new-guidelines-for-vas-activation.html',
    'an answer within 60 minutes',
  ),
  'twilio-23002': source('twilio.com/docs/api/errors/23002', 'START, YES, UNSTOP, HELP, INFO'),
  'twilio-ae': source('twilio.com/en/guidelines/ae/sms', 'the AD- prefix and the hours of advertising'),
  'twilio-proxy': source('twilio.com/docs/proxy/opt-out-keywords', 'ARRET, ARRETE, ARRETT'),
  'uk-si': source('legislation.gov.uk/uksi/2024/1046', 'Regulation of Premium Rate Services Order 2024'),
  'unifonic-comp': source('docs.unifonic.com/docs/compliance-sms', 'the five classes and their hours'),
  'unifonic-sms': source('unifonic.com/en/legal/sms-terms', 'notice on activation and on deactivation'),
  'unifonic-voice': source('unifonic.com/en/legal/voice-terms', 'the hours of Ramadan'),
} as const;

export type SourceTag = keyof typeof SOURCES;

/** What a profile cites: the pages its rules name, then those of its words. */
export function cited(
  tags: readonly SourceTag[],
  words: readonly { readonly source: string }[],
): readonly Source[] {
  const all = new Set<string>([...tags, ...words.map((word) => word.source)]);
  return [...all].map((tag) => ({ tag, ...SOURCES[tag as SourceTag] }));
}

function source(address: string, usedFor: string): Omit<Source, 'tag'> {
  return { address, usedFor };
}
