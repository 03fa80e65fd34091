import { wording, type JoinSettings } from '../../campaigns/join/join';
import type { Turn } from '../../campaigns/campaign-kind';
import { replyWord } from '../../rules/texts';
import { scopesAbove, wasStoppedSince, type Scope } from '../../subscribers/standing';
import { outcome, type Outcome, type Scene } from '../scene';
import type { Confirmation } from '../snapshot';
import { start } from './reserved';

/** YES or NO to the newest thing that waits for one. Without one, YES may lift an opt-out, where the profile has it so. */
export function answerConfirmation(scene: Scene): Outcome | null {
  const { command, snapshot } = scene;
  if (!command || command.scope !== 'bare' || (command.act !== 'yes' && command.act !== 'no')) return null;
  const newest = [...snapshot.person.confirmations].sort(
    (a, b) => b.askedAt.getTime() - a.askedAt.getTime(),
  )[0];
  const question = scene.openConversation;
  if (question && (!newest || question.askedAt > newest.askedAt)) return null; // the younger question is meant
  if (newest) return settle(scene, newest, command.act);
  if (command.act === 'yes' && snapshot.profile.yesRestarts && isOut(scene)) return start(scene, command);
  return null;
}

const isOut = ({ snapshot: { person, shortcode } }: Scene): boolean =>
  person.standings.get(`code:${shortcode.id}`)?.status === 'out';

function settle(scene: Scene, confirmation: Confirmation, act: 'yes' | 'no'): Outcome {
  const { configuration, shortcode } = scene.snapshot;
  const { listId, language } = confirmation;
  const list = configuration.lists.get(listId);
  const campaign =
    confirmation.campaignId === null ? undefined : configuration.campaigns.get(confirmation.campaignId);
  const settled = { type: 'settle', listId } as const;
  if (!list || !campaign) return outcome('confirmed something that is gone', [settled]);

  const scope: Scope = { type: 'list', listId, shortcodeId: shortcode.id, brandId: list.brandId };
  const purpose = `list ${list.key}`;
  if (act === 'no') {
    const declined = { type: 'consent', scope, event: 'declined', purpose, language } as const;
    return outcome(
      'said no',
      [settled, declined, scene.reply('joinDeclined', language, { list: list.name })],
      { language },
    );
  }
  if (confirmation.until <= scene.now) {
    const example = `${replyWord(scene.snapshot.profile, 'join', language)} ${list.name}`;
    const expired = { type: 'consent', scope, event: 'expired', purpose, language } as const;
    return outcome(
      'said yes too late',
      [settled, expired, scene.reply('confirmExpired', language, { list: list.name, example })],
      { language },
    );
  }
  // A STOP after the question takes the question back, also one said on another code.
  const since = new Date(Math.min(confirmation.askedAt.getTime(), scene.saidAt.getTime()));
  const scopes = scopesAbove({ listId, brandId: list.brandId, shortcodeId: shortcode.id });
  if (wasStoppedSince(scene.snapshot.person.standings, scopes, since)) {
    return outcome('asked to stop after they were asked to confirm', [settled]);
  }
  const shown = wording(scene.turn(campaign, language, 0) as Turn<JoinSettings>, list, 'welcome');
  const optIn = { type: 'consent', scope, event: 'opt_in', purpose, language, shown } as const;
  return outcome(
    'confirmed the list',
    [settled, optIn, { type: 'reply', text: shown, brandId: list.brandId }],
    {
      language,
      brandId: list.brandId,
      campaignId: campaign.id,
    },
  );
}
