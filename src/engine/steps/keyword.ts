import { DateTime } from 'luxon';
import type { OpenQuestion } from '../../campaigns/campaign-kind';
import type { Effect } from '../../campaigns/effect';
import { isWithin, nextOpening } from '../../campaigns/hours';
import type { AnyKind } from '../../campaigns/kinds';
import type { Campaign } from '../../catalogue/configuration';
import { STOP_MENU } from '../../subscribers/stop-questions';
import { parse, type Said } from '../../text/said';
import { localDigits, type Language } from '../../text/language';
import { render } from '../../text/template';
import { routeKeyword, routePattern, type Match, type RouteContext } from '../route';
import { outcome, Scene, type Outcome } from '../scene';
import { askedBy } from './asked';
import { played } from './played';
import { freeList, help, status } from './reserved';

/** A brand's keyword; then JOIN and STATUS, which brands may also use as keywords of their own. */
export function playKeyword(scene: Scene): Outcome | null {
  const conversation = scene.openConversation;
  const asked = conversation && askedBy(scene, conversation);
  const manner = conversation && asked ? mannerOf(asked, conversation) : undefined;
  if (manner === 'refuse') return null;
  const answer = playSaid(scene, scene.said) ?? playCommand(scene);
  const isParked = manner === 'park' || conversation?.question === STOP_MENU;
  if (!answer || !conversation || isParked || answer.wants) return answer;
  const ended = asked ? endedBy(scene, asked, conversation, answer) : [];
  if (!ended) return answer;
  return {
    ...answer,
    effects: [{ type: 'forget', brandId: conversation.brandId }, ...ended, ...answer.effects],
  };
}

/** What ends with the open question; null where it stays open, because nobody's keyword was texted. */
function endedBy(
  scene: Scene,
  { kind, campaign }: NonNullable<ReturnType<typeof askedBy>>,
  question: OpenQuestion,
  { campaignId }: Outcome,
): readonly Effect[] | null {
  if (!kind.interrupted || campaignId === campaign.id) return [];
  if (campaignId === undefined) return null;
  return kind.interrupted(scene.turn(campaign, scene.language, 0, ''), question);
}

function mannerOf({ kind, campaign }: NonNullable<ReturnType<typeof askedBy>>, question: OpenQuestion) {
  const { whenInterrupted } = kind;
  return typeof whenInterrupted === 'function' ? whenInterrupted(campaign, question) : whenInterrupted;
}

/** A unique code alone on the line. */
export function playPattern(scene: Scene): Outcome | null {
  const { configuration, shortcode } = scene.snapshot;
  const match = routePattern(configuration.code(shortcode.id), scene.said, contextOf(scene), scene.trace);
  return match && playMatch(scene, match);
}

/** As if the person had said this instead. */
export function playText(scene: Scene, text: string): Outcome | null {
  const meant = new Scene(scene.snapshot, parse(text), { saidAt: scene.saidAt, now: scene.now }, scene.trace);
  return playSaid(meant, meant.said) ?? playCommand(meant);
}

/** @param spoken the language of the command that named the keyword, where the keyword itself has none. */
export function playMatch(scene: Scene, { rule, words, argument }: Match, spoken?: Language): Outcome | null {
  const { campaign, keyword } = rule;
  const kind = scene.snapshot.kinds.get(campaign.kind);
  if (!kind) return null;
  const { person } = scene.snapshot;
  const language =
    person.language ?? keyword?.language ?? spoken ?? person.memory.language ?? campaign.language;
  const more = { campaignId: campaign.id, brandId: campaign.brandId, language };
  const { when, opensAt } = openness(campaign, kind, scene.saidAt);
  const turn = scene.turn(campaign, language, words, argument);
  const waiting = when === 'during' || kind.outside ? scene.wantedBy(kind, turn, null) : null;
  if (waiting) return waiting;
  if (when === 'during') return goOn(scene, played(kind, campaign, kind.decide(turn), more));
  if (kind.outside) return played(kind, campaign, kind.outside(turn, when), more);
  const values = {
    brand: scene.brand(campaign.brandId)?.name ?? '',
    code: scene.snapshot.shortcode.number,
    keyword: keyword?.word ?? campaign.name,
    opensAt: localDigits(localTime(opensAt, campaign.timezone), language),
  };
  const own = kind.windowText?.(campaign.settings, when, language);
  const text =
    own === undefined
      ? scene.text(when === 'after' ? 'ended' : 'notYet', language, values)
      : render(own, values);
  return outcome(CLOSED[when], [{ type: 'reply', text, brandId: campaign.brandId }], more);
}

/** A decision that hands over to another campaign, once: a menu's choice. */
export function goOn(scene: Scene, outcome: Outcome): Outcome {
  const { goTo, campaignId } = outcome;
  const { campaigns } = scene.snapshot.configuration;
  const from = campaigns.get(campaignId ?? 0);
  const campaign = goTo && campaigns.get(goTo.campaignId);
  const isNeighbour =
    campaign?.state === 'published' &&
    campaign.brandId === from?.brandId &&
    campaign.shortcodeId === from.shortcodeId;
  if (!goTo) return outcome;
  if (!isNeighbour) return { ...outcome, effects: [...outcome.effects, ...(goTo.otherwise ?? [])] };
  const rule = { keyword: null, campaign, operatorId: null, includeListId: null, excludeListId: null };
  const next = playMatch(scene, { rule, words: 0, argument: goTo.argument }, outcome.language);
  if (!next || next.wants) return next ?? outcome;
  return {
    ...next,
    because: `${outcome.because}: ${next.because}`,
    effects: [...outcome.effects, ...next.effects],
  };
}

const CLOSED = {
  before: 'the campaign is not open yet',
  after: 'the campaign has ended',
  outside: 'the campaign is closed at this hour',
} as const;

/** Whether the campaign answers at an instant, and if not, when it will. */
function openness(
  campaign: Campaign,
  kind: AnyKind,
  saidAt: Date,
): { when: 'before' | 'during' | 'after' | 'outside'; opensAt: Date } {
  const { opensAt, timezone } = campaign;
  const when = windowAt(campaign, saidAt);
  const hours = when === 'during' ? kind.hoursOf?.(campaign.settings) : undefined;
  if (!hours || isWithin(hours, saidAt, timezone)) return { when, opensAt };
  return { when: 'outside', opensAt: nextOpening(hours, saidAt, timezone) ?? opensAt };
}

export function contextOf(scene: Scene): RouteContext {
  return {
    saidAt: scene.saidAt,
    operatorId: scene.snapshot.operatorId,
    isOn: (listId) => scene.isOn(listId),
  };
}

/** Half-open: what was said at the closing instant is late. */
export function windowAt({ opensAt, closesAt }: Campaign, saidAt: Date): 'before' | 'during' | 'after' {
  if (saidAt < opensAt) return 'before';
  return closesAt && saidAt >= closesAt ? 'after' : 'during';
}

function playSaid(scene: Scene, said: Said): Outcome | null {
  const { configuration, shortcode } = scene.snapshot;
  const match = routeKeyword(configuration.code(shortcode.id), said, contextOf(scene), scene.trace);
  return match && playMatch(scene, match);
}

function playCommand(scene: Scene): Outcome | null {
  const { command } = scene;
  if (command?.act === 'status') return status(scene, command);
  if (command?.act === 'help') return help(scene, command);
  if (command?.act !== 'join' && command?.act !== 'start') return null;
  return command.scope === 'named' ? joinNamed(scene, command.nameRaw ?? '') : joinOnly(scene);
}

/** JOIN NEWS is NEWS, where NEWS is something to join. */
function joinNamed(scene: Scene, name: string): Outcome | null {
  const { configuration, shortcode, kinds } = scene.snapshot;
  const named = parse(name);
  const match = routeKeyword(configuration.code(shortcode.id), named, contextOf(scene), scene.trace);
  const isJoinable = match && kinds.get(match.rule.campaign.kind)?.listOf !== undefined;
  if (!isJoinable) return null;
  return playMatch(scene, { rule: match.rule, words: match.words + 1 });
}

/** A bare JOIN: the one thing there is to join, else the free list. */
function joinOnly(scene: Scene): Outcome {
  const { configuration, shortcode, kinds } = scene.snapshot;
  const joinable = configuration
    .code(shortcode.id)
    .campaigns.filter(
      (campaign) =>
        campaign.state === 'published' &&
        kinds.get(campaign.kind)?.listOf &&
        windowAt(campaign, scene.saidAt) === 'during',
    );
  const [only] = joinable;
  if (joinable.length !== 1 || !only) return freeList(scene);
  const rule = { keyword: null, campaign: only, operatorId: null, includeListId: null, excludeListId: null };
  const language: Language = scene.command?.language ?? only.language;
  return playMatch(scene, { rule, words: 1 }, language) ?? freeList(scene);
}

const localTime = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
