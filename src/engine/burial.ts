import type { ApiCaller } from '../access/caller.decorator';
import type { Configuration } from '../catalogue/configuration';
import { MESSAGE_CLASSES } from '../rules/message-class';
import type { Service } from '../subscriptions/services/service';
import type { BatchPerson } from './batch-person';
import type { Cause, Caused } from './cause';
import { DEATH_RESULTS, type DeathLine, type DeathResult, type LineReport } from './number-death';
import { anyCodeOf, endingsOf, newestOf, type Ending } from './opt-out';
import { causeOnService } from './service-cause';

/** A line with whose number it is, in our own terms. */
export interface Death extends DeathLine {
  readonly senderHash: string;
  readonly lane: number;
}

export interface Burying {
  readonly configuration: Configuration;
  readonly caller: ApiCaller;
  readonly now: Date;
}

/**
 * Everything that ends with somebody's number: consents, whatever is queued or asked, and what they paid for, without a goodbye that
 * a stranger would read. A number that only went to another operator keeps its owner's free lists; what the old operator collected
 * for ends, and can be joined anew.
 * @param paid the services the person is subscribed to
 */
export function causedBy(
  death: Death,
  person: BatchPerson,
  paid: readonly Service[],
  { configuration, caller, now }: Burying,
): Caused[] {
  const endings =
    death.kind === 'ported'
      ? paid.flatMap((service) => endingsOfService(person, configuration, service))
      : endingsOfAll(person, configuration);
  const saidAt = newestOf(person, now);
  return endings.map(({ shortcodeId, effects }): Caused => {
    const cause: Cause = {
      ...causeOnService({ person, configuration, shortcodeId, caller, saidAt, now }),
      ...{ channel: 'operator', door: 'file', gone: death.kind, stopBlocks: MESSAGE_CLASSES },
      evidence: { by: caller.name, apiKeyId: caller.apiKeyId, kind: death.kind, at: death.at.toISOString() },
    };
    person.fold(effects, shortcodeId, { saidAt, now });
    return { cause, effects };
  });
}

function endingsOfService(person: BatchPerson, configuration: Configuration, service: Service): Ending[] {
  const { listId, brandId, shortcodeId, settings } = service;
  const scope = { type: 'list', listId, shortcodeId, brandId } as const;
  return endingsOf(person, configuration, scope, shortcodeId, person.language ?? settings.languages[0]);
}

function endingsOfAll(person: BatchPerson, configuration: Configuration): Ending[] {
  const home = anyCodeOf(person, configuration);
  return home
    ? endingsOf(person, configuration, { type: 'all' }, home.id, person.language ?? home.language)
    : [];
}

/** People of one transaction: their lanes are held no longer than that. */
const BATCH_PEOPLE = 500;

/** Lane by lane, in order: a file holds one lane at a time, and the others go on. */
export function batchesByLane(deaths: readonly Death[]): readonly (readonly Death[])[] {
  const lanes = new Map<number, Death[]>();
  for (const death of deaths) {
    const lane = lanes.get(death.lane);
    if (lane) lane.push(death);
    else lanes.set(death.lane, [death]);
  }
  const inOrder = [...lanes].sort(([a], [b]) => a - b).map(([, people]) => people);
  return inOrder.flatMap((people) => {
    const slices = Math.ceil(people.length / BATCH_PEOPLE);
    return Array.from({ length: slices }, (_, n) => people.slice(n * BATCH_PEOPLE, (n + 1) * BATCH_PEOPLE));
  });
}

export function countsOf(reports: readonly LineReport[]): Readonly<Record<DeathResult, number>> {
  const count = (result: DeathResult): number => reports.filter((report) => report.result === result).length;
  return Object.fromEntries(DEATH_RESULTS.map((result) => [result, count(result)])) as Record<
    DeathResult,
    number
  >;
}
