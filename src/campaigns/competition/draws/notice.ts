import { DateTime } from 'luxon';
import { localDigits, type Language } from '../../../text/language';
import { render } from '../../../text/template';
import type { SettingsFault } from '../../campaign-kind';
import { textFaults, type TextsByLanguage } from '../../texts-by-language';

/** What a text to a winner may name: which prize (1 is the first drawn), and until when it can be claimed. */
export const NOTICE_PLACEHOLDERS = ['brand', 'campaign', 'prize', 'deadline', 'code'] as const;

export interface NoticeContext {
  readonly brand: string;
  readonly campaign: string;
  readonly code: string;
  readonly zone: string;
  readonly campaignLanguage: Language;
}

/** Faults of the texts that winners are to get; without the campaign's own language nobody could be sure of one. */
export function noticeFaults(raw: unknown, language: Language): SettingsFault[] {
  const faults = textFaults('notify.texts', raw, NOTICE_PLACEHOLDERS);
  const isThere = typeof raw === 'object' && raw !== null && Object.hasOwn(raw, language);
  const missing = {
    path: `notify.texts.${language}`,
    message: 'must be there: it is the campaign’s language',
  };
  return faults.length > 0 || isThere ? faults : [missing];
}

/** The text to one winner, in their language where the brand wrote one. */
export function noticeText(
  texts: TextsByLanguage,
  {
    prize,
    deadline,
    language,
  }: { readonly prize: number; readonly deadline: Date; readonly language: Language | null },
  { brand, campaign, code, zone, campaignLanguage }: NoticeContext,
): string {
  const inLanguage = language !== null && texts[language] !== undefined ? language : campaignLanguage;
  const until = DateTime.fromJSDate(deadline, { zone }).toFormat('yyyy-MM-dd HH:mm');
  return render(texts[inLanguage] ?? '', {
    ...{ brand, campaign, code },
    prize: localDigits(String(prize), inLanguage),
    deadline: localDigits(until, inLanguage),
  });
}
