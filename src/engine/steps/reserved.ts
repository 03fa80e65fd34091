import type { Effect } from '../../campaigns/effect';
import type { Command } from '../../rules/command';
import { replyWord } from '../../rules/texts';
import { newestWord, type Scope } from '../../subscribers/standing';
import type { Language } from '../../text/language';
import { LIMITS } from '../limits';
import { outcome, type Outcome, type Scene } from '../scene';
import { myServices } from './my-services';
import { isAskingWhich, stop } from './stop';

/** The regulator's words, HELP, START and the blank text. Words that are also answers yield once to an open question. */
export function obeyReservedWord(scene: Scene): Outcome | null {
  const { command } = scene;
  if (!command || (command.ambiguous && couldBeAnswer(scene))) return null;
  switch (command.act) {
    case 'stop':
      return stop(scene);
    case 'help':
      return command.scope === 'bare' ? help(scene, command) : null;
    case 'start':
      return start(scene, command);
    case 'list':
      return (command.word === '' ? null : myServices(scene, command.language)) ?? freeList(scene);
    case 'join':
    case 'yes':
    case 'no':
    case 'status':
      return null; // a brand's keyword or a question may mean them first
  }
}

/** END may be option 2: whoever asked says which words it would take. */
function couldBeAnswer(scene: Scene): boolean {
  const accepts = scene.openConversation?.state['accepts'];
  return Array.isArray(accepts) && accepts.includes(scene.said.key);
}

/** One help text for anyone, subscribed or not; it changes nothing. */
export function help(scene: Scene, { language }: Command): Outcome {
  const { shortcode, profile } = scene.snapshot;
  const owner = scene.brand(shortcode.brandId);
  const stopWord = replyWord(profile, 'stop', language);
  const values = {
    brand: owner?.name ?? '',
    contact: owner?.contact ?? '',
    stop: stopWord,
    services: scene.services(language),
  };
  return outcome('asked for help', [scene.reply(owner ? 'help' : 'helpShared', language, values)], {
    language,
  });
}

/** START lifts the code's "no", and nothing else: lists are joined one by one. */
export function start(scene: Scene, { language }: Command): Outcome {
  const { shortcode, person } = scene.snapshot;
  const scope: Scope = { type: 'code', shortcodeId: shortcode.id };
  const word = newestWord(person.standings, [`code:${shortcode.id}`, 'all']);
  if (word?.status !== 'out') {
    const theyChangedTheirMind: Effect[] = isAskingWhich(scene) ? [{ type: 'forget', brandId: 0 }] : [];
    const reply = scene.reply('startNothing', language);
    return outcome('asked to start, and had not stopped', [...theyChangedTheirMind, reply], { language });
  }
  if (word.saidAt > scene.saidAt) return outcome('asked to start before they asked to stop');
  const shown = scene.text('startConfirmed', language, { services: scene.services(language) });
  const effects: Effect[] = [
    { type: 'consent', scope, event: 'opt_in', purpose: 'messages of this code', language, shown },
    { type: 'forget', brandId: 0 },
    { type: 'reply', text: shown },
  ];
  return outcome('asked to start again', effects, { language });
}

/** A blank text lists what there is, free of charge (the Iranian operators' habit). */
export function freeList(scene: Scene): Outcome {
  if ((scene.snapshot.person.memory.passiveReplies ?? 0) >= LIMITS.passiveReplies)
    return outcome('asked for the list too often in a row', [], { passive: true });
  const services = scene.services(scene.language);
  const reply =
    services === ''
      ? scene.reply('freeListEmpty', scene.language)
      : scene.reply('freeList', scene.language, { services });
  return outcome('asked what there is', [reply], { passive: true });
}

/** What this person is on: what they pay for with its price and a number to stop it by, and the rest by name. */
export function status(scene: Scene, { language }: Command): Outcome {
  return myServices(scene, language) ?? membershipsOf(scene, language);
}

function membershipsOf(scene: Scene, language: Language): Outcome {
  const separator = language === 'fa' || language === 'ar' ? '، ' : ', ';
  const names = scene.memberships.slice(0, LIMITS.namesListed).map(({ name }) => name);
  const reply =
    names.length === 0
      ? scene.reply('statusNone', language)
      : scene.reply('statusList', language, { services: names.join(separator) });
  return outcome('asked for their status', [reply], { language });
}
