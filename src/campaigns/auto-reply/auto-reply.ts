import { render } from '../../text/template';
import type { CampaignKind, SettingsFault, Turn } from '../campaign-kind';
import { decided } from '../effect';
import { hoursFaults, type DayHours } from '../hours';
import {
  pick,
  textFaults,
  unknownFields,
  WINDOW_PLACEHOLDERS,
  type TextsByLanguage,
} from '../texts-by-language';

export interface AutoReplySettings {
  readonly reply: TextsByLanguage;
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
  /** Hours of the day by the campaign's zone, and what to say outside them. */
  readonly hours?: readonly DayHours[];
  readonly outside?: TextsByLanguage;
  /** Handled and counted, but not answered. */
  readonly silent?: boolean;
}

const PLACEHOLDERS = ['brand', 'code', 'argument'] as const;

/** "HELLO": one text, one answer, in the language of the word. */
export const autoReply: CampaignKind<AutoReplySettings> = {
  name: 'auto-reply',
  readSettings,

  lint(settings, { campaign }) {
    if (settings.silent || pick(settings.reply, campaign.language, campaign.language) !== undefined)
      return [];
    return [`The reply has no text in ${campaign.language}, the campaign's language.`];
  },

  decide(turn) {
    if (turn.settings.silent) return decided('keyword', 'counted, and answered by nobody');
    return decided('keyword', 'answered automatically', {
      type: 'reply',
      text: replyText(turn),
      brandId: turn.campaign.brandId,
    });
  },

  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
};

function replyText({
  settings,
  language,
  campaign,
  brandName,
  shortcode,
  argument,
}: Turn<AutoReplySettings>): string {
  const template = pick(settings.reply, language, campaign.language) ?? '';
  return render(template, { brand: brandName, code: shortcode.number, argument });
}

function readSettings(raw: unknown) {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { faults: [{ path: '', message: 'must be an object' }] };
  }
  const { reply, before, after, hours, outside, silent } = raw as Partial<
    Record<keyof AutoReplySettings, unknown>
  >;
  const faults: SettingsFault[] = [
    ...unknownFields(raw, ['reply', 'before', 'after', 'hours', 'outside', 'silent']),
    ...(silent === true && reply === undefined ? [] : textFaults('reply', reply, PLACEHOLDERS)),
    ...(before === undefined ? [] : textFaults('before', before, WINDOW_PLACEHOLDERS)),
    ...(after === undefined ? [] : textFaults('after', after, WINDOW_PLACEHOLDERS)),
    ...(hours === undefined ? [] : hoursFaults('hours', hours)),
    ...(outside === undefined ? [] : textFaults('outside', outside, WINDOW_PLACEHOLDERS)),
    ...(silent === undefined || typeof silent === 'boolean'
      ? []
      : [{ path: 'silent', message: 'must be true or false' }]),
  ];
  return faults.length > 0 ? { faults } : { settings: { reply: {}, ...(raw as Partial<AutoReplySettings>) } };
}
