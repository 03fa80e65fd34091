import type { Effect } from '../../campaigns/effect';
import type { Brand, List, StopPolicy } from '../../catalogue/configuration';
import { replyWord } from '../../rules/texts';
import type { Scope } from '../../subscribers/standing';
import { INTENT_QUESTION, STOP_MENU } from '../../subscribers/stop-questions';
import type { Language } from '../../text/language';
import { LIMITS } from '../limits';
import { outcome, type Outcome, type Scene } from '../scene';
import type { Conversation } from '../snapshot';

/** STOP, STOP ALL or STOP NEWS, whatever the language. Null when the name is nothing this person or this code knows. */
export function stop(scene: Scene): Outcome | null {
  const { command } = scene;
  if (command?.act !== 'stop') return null;
  if (command.scope === 'named') return stopNamed(scene, command.name ?? '', command.language);
  if (command.scope === 'all')
    return stopScope(scene, { type: 'all' }, command.language, 'asked to stop everything');
  return stopBare(scene, command.language, 'asked to stop');
}

/** The same, unanswered: for people we do not talk to, whose "no" still counts. */
export function stopQuietly(scene: Scene, why: string): Outcome | null {
  const stopped = stop(scene);
  return (
    stopped &&
    outcome(
      `${stopped.because}; not answered: ${why}`,
      stopped.effects.filter(({ type }) => type !== 'reply'),
    )
  );
}

/** A bare STOP, by the code's policy (rules 8.1): a dedicated code has one owner and needs none. */
export function stopBare(scene: Scene, language: Language, because: string): Outcome {
  const { shortcode, profile, person } = scene.snapshot;
  const policy: StopPolicy =
    shortcode.kind === 'dedicated' ? 'code' : (shortcode.stopPolicy ?? profile.stopPolicy);
  const memberships = scene.memberships;
  if (policy === 'menu' && memberships.length > 1 && !isAskingWhich(scene))
    return askWhich(scene, memberships, language);
  const last = scene.brand(person.memory.lastBrandId ?? null);
  const isOneOfSeveral = last && memberships.some(({ brandId }) => brandId !== last.id);
  if (policy === 'last' && isOneOfSeveral && !isGone(scene, last, memberships))
    return stopLastBrand(scene, last, memberships, language);
  return stopScope(scene, { type: 'code', shortcodeId: shortcode.id }, language, because);
}

/** A brand that was stopped just now: who says STOP again means the others. */
const isGone = (scene: Scene, brand: Brand, memberships: readonly List[]): boolean =>
  !memberships.some(({ brandId }) => brandId === brand.id) &&
  isRecentlyOut(scene, `brand:${brand.id}:${scene.snapshot.shortcode.id}`);

/** "Which one?", while it is open: no answer will mean all, so no other question may take its place. */
export const openMenu = ({ snapshot: { person }, now }: Scene): Conversation | undefined =>
  person.conversations.find(({ question, until }) => question === STOP_MENU && until > now);

export const isAskingWhich = (scene: Scene): boolean => openMenu(scene) !== undefined;

/** Ends a list by its name: one the person has or had, or one this code offers. */
export function stopNamed(scene: Scene, name: string, language: Language): Outcome | null {
  const { configuration, shortcode } = scene.snapshot;
  const list = listNamed(scene, name);
  if (!list) return null;
  const scope: Scope = { type: 'list', listId: list.id, shortcodeId: shortcode.id, brandId: list.brandId };
  const again = !scene.isOn(list.id) && isRecentlyOut(scene, `list:${list.id}`);
  const brand = configuration.brands.get(list.brandId)?.name ?? '';
  const confirmation = scene.reply(
    'stopConfirmedNamed',
    language,
    { name: list.name, brand },
    LIMITS.stopConfirmationSeconds,
  );
  return outcome(
    `asked to stop ${list.key}`,
    [...leave(scene, scope, [list], language), ...(again ? [] : [confirmation])],
    {
      language,
    },
  );
}

/** The list a word names here: its own name, or a keyword that joins it. Names outlive leases. */
export function listNamed({ snapshot }: Scene, name: string): List | undefined {
  const { lists, byKey } = snapshot.configuration.code(snapshot.shortcode.id);
  const own = lists.find(({ key }) => key === name);
  if (own) return own;
  for (const { campaign } of byKey.get(name) ?? []) {
    const kind = snapshot.kinds.get(campaign.kind);
    const id = kind?.listOf?.(campaign.settings);
    if (id !== undefined) return snapshot.configuration.lists.get(id);
  }
  return undefined;
}

/** Everything within a scope ends; one confirmation goes out, and only if something ended or it is news to them. */
export function stopScope(scene: Scene, scope: Scope, language: Language, because: string): Outcome {
  const { shortcode } = scene.snapshot;
  const memberships = endedBy(scene, scope);
  const again =
    memberships.length === 0 && isRecentlyOut(scene, scope.type === 'all' ? 'all' : `code:${shortcode.id}`);
  const silent = again || shortcode.carrierConfirmsStop;
  const effects: Effect[] = [
    ...leave(scene, scope, memberships, language),
    ...(silent ? [] : [confirmation(scene, scope, memberships, language)]),
    { type: 'note', note: { stoppedAt: scene.saidAt } },
  ];
  return outcome(again ? `${because}, again` : because, effects, { language });
}

/** STOP ALL ends lists on every code. What was joined after this was said is none of what they wanted to leave. */
function endedBy(scene: Scene, { type }: Scope): readonly List[] {
  const { person, configuration } = scene.snapshot;
  const joined = (id: number) => person.standings.get(`list:${id}`);
  const everywhere = () => [...configuration.lists.values()].filter(({ id }) => joined(id)?.status === 'in');
  const lists = type === 'all' ? everywhere() : scene.memberships;
  return lists.filter(({ id }) => (joined(id)?.saidAt ?? scene.saidAt) <= scene.saidAt);
}

function confirmation(scene: Scene, scope: Scope, ended: readonly List[], language: Language): Effect {
  const ttl = LIMITS.stopConfirmationSeconds;
  if (scope.type === 'all') return scene.reply('stopAllConfirmed', language, {}, ttl);
  if (ended.length < 2) return scene.reply('stopConfirmed', language, {}, ttl);
  const names = ended.slice(0, LIMITS.namesListed).map(({ name }) => name);
  const separator = language === 'fa' || language === 'ar' ? '، ' : ', ';
  const example = `${replyWord(scene.snapshot.profile, 'join', language)} ${names[0] ?? ''}`;
  return scene.reply('stopConfirmedList', language, { names: names.join(separator), example }, ttl);
}

/** The question they were asked when they first said something like STOP, while it is open: this is its answer, or makes it needless. */
const askedBack = ({ snapshot: { person }, now }: Scene): Conversation | undefined =>
  person.conversations.find(
    ({ question, until }) => (question === STOP_MENU || question === INTENT_QUESTION) && until > now,
  );

/** The consent ledger, the queue, the conversations and what waits for a yes: all of it ends in one transaction. */
function leave(scene: Scene, scope: Scope, lists: readonly List[], language: Language): Effect[] {
  const { person } = scene.snapshot;
  const purpose = (list: List) => `list ${list.key}`;
  const asked = askedBack(scene);
  const since = asked ? { since: asked.askedAt } : {};
  const effects: Effect[] = lists.map((list) => ({
    type: 'consent',
    scope: { type: 'list', listId: list.id, shortcodeId: list.shortcodeId, brandId: list.brandId },
    event: 'opt_out',
    purpose: purpose(list),
    language,
    ...since,
  }));
  if (scope.type !== 'list')
    effects.push({
      type: 'consent',
      scope,
      event: 'opt_out',
      purpose: 'everything we start',
      language,
      ...since,
    });
  effects.push({ type: 'cancel', scope });
  for (const { listId } of person.confirmations) {
    if (scope.type !== 'list' || scope.listId === listId) effects.push({ type: 'settle', listId });
  }
  for (const { brandId } of person.conversations) {
    if (scope.type === 'code' || scope.type === 'all' || ('brandId' in scope && scope.brandId === brandId)) {
      effects.push({ type: 'forget', brandId });
    }
  }
  return effects;
}

function stopLastBrand(
  scene: Scene,
  brand: Brand,
  memberships: readonly List[],
  language: Language,
): Outcome {
  const { shortcode } = scene.snapshot;
  const scope: Scope = { type: 'brand', brandId: brand.id, shortcodeId: shortcode.id };
  const ended = memberships.filter(({ brandId }) => brandId === brand.id);
  return outcome(
    `asked to stop; ${brand.code} spoke last`,
    [
      ...leave(scene, scope, ended, language),
      scene.reply(
        'stopConfirmedNamed',
        language,
        { name: brand.name, brand: brand.name },
        LIMITS.stopConfirmationSeconds,
      ),
    ],
    { language },
  );
}

/** "Which one?" — and no answer means all of them. What may be charged rests until it is settled: see {@link STOP_MENU}. */
function askWhich(scene: Scene, memberships: readonly List[], language: Language): Outcome {
  const { shortcode } = scene.snapshot;
  const listed = memberships.slice(0, LIMITS.namesListed);
  const options = listed.map(({ name }, index) => `${index + 1} ${name}`).join(', ');
  const until = new Date(scene.now.getTime() + LIMITS.questionMs);
  const key = `${STOP_MENU}:${shortcode.id}:${scene.saidAt.getTime()}`;
  return outcome(
    'asked to stop, and was asked which service',
    [
      {
        type: 'remember',
        brandId: 0,
        campaignId: null,
        question: STOP_MENU,
        state: { lists: listed.map(({ id }) => id), language },
        until,
      },
      {
        type: 'timer',
        key,
        timer: STOP_MENU,
        dueAt: until,
        data: { language, saidAt: scene.saidAt.toISOString() },
      },
      { type: 'cancel', scope: { type: 'code', shortcodeId: shortcode.id } },
      scene.reply('stopMenu', language, { options }),
    ],
    { language },
  );
}

function isRecentlyOut({ snapshot: { person }, saidAt }: Scene, scope: string): boolean {
  const standing = person.standings.get(scope);
  return standing?.status === 'out' && saidAt.getTime() - standing.saidAt.getTime() < LIMITS.stopAgainMs;
}
