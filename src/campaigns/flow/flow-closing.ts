import { DateTime } from 'luxon';
import { localDigits } from '../../text/language';
import { render } from '../../text/template';
import type { Turn } from '../campaign-kind';
import type { FlowScript } from './flow-script';
import type { FlowState, Moved } from './flow-state';

/**
 * Whether a conversation that was begun in time has ended with its campaign: by when the person spoke, not by when we read it. The
 * terms may say that whoever has begun may finish, for as long as the question itself stays open.
 */
export function isOver<S extends object>(
  script: FlowScript<S>,
  { campaign, settings, saidAt }: Turn<S>,
): boolean {
  const { closesAt } = campaign;
  return closesAt !== null && saidAt >= closesAt && script.goesOnAfterClose?.(settings) !== true;
}

/** Where it was left: what was answered in time is kept. */
export const closed = ({ answers, step }: FlowState, says: readonly string[]): Moved => ({
  ...{ type: 'moved', says, state: null, outcome: 'campaignClosed', saved: {}, answers },
  event: { type: 'closed', step },
});

/** What anybody hears who texts the keyword now. */
export function closingText<S extends object>(script: FlowScript<S>, turn: Turn<S>): string {
  const { settings, language, campaign, shortcode, brandName } = turn;
  const own = script.windowText?.(settings, 'after', language);
  if (own === undefined) return turn.text('ended', { keyword: campaign.name });
  const opensAt = DateTime.fromJSDate(campaign.opensAt, { zone: campaign.timezone });
  return render(own, {
    ...{ brand: brandName, code: shortcode.number, keyword: campaign.name },
    opensAt: localDigits(opensAt.toFormat('yyyy-MM-dd HH:mm'), language),
  });
}
