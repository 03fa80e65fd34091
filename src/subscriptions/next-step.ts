import { jitterOf, nextAttempt } from '../billing/charges/ladder';
import { FAILURES, type Failure } from '../billing/charge';
import { daysAfter, hoursAfter, periodAround } from './billing-period';
import { isMoved } from './moving/move';
import { isProrated, periodFrom } from './proration';
import { isRecurring, type Service } from './services/service';
import type { NextStep, Subscription } from './subscription';

/** The one thing that is due next. A subscription stores only the earliest, so that a clock that leaps finds one step and not ten. */
export interface Step {
  readonly at: Date;
  readonly step: NextStep;
}

/** Whoever is parked may have topped up: asked again this often. */
const PARKED_RETRY_DAYS = 7;
/** One reminder of an unanswered question, half-way to its end; none where that would be within minutes of the question. */
const LEAST_REMINDER_MINUTES = 30;
/** A service that charges nobody for now is looked at again this often. */
const WAIT_HOURS = 24;

type Asked = Pick<Subscription, 'joinedAt'>;

export const confirmEndOf = ({ joinedAt }: Asked, { settings }: Service): Date =>
  hoursAfter(joinedAt, settings.confirmTtlMinutes / 60);

/** An answer that is being handled when its time runs out is not overtaken by its own end. */
const HANDLING_HOURS = 1 / 60;

/** The first step of somebody who has been asked. Who was asked to move had not asked for anything, and is not reminded of it. */
export function whileAsked(asked: Pick<Subscription, 'joinedAt' | 'channel'>, service: Service): Step {
  if (isMoved(asked))
    return { at: hoursAfter(confirmEndOf(asked, service), HANDLING_HOURS), step: 'confirm end' };
  const half = service.settings.confirmTtlMinutes / 2;
  return half < LEAST_REMINDER_MINUTES
    ? { at: confirmEndOf(asked, service), step: 'confirm end' }
    : { at: hoursAfter(asked.joinedAt, half / 60), step: 'confirm reminder' };
}

/** The charge, or the end of what was paid for once, that a running period leads to; null where nothing runs out. */
export function endOfPeriod({ state, periodEnd }: Subscription): Step | null {
  if (!periodEnd) return null;
  return { at: periodEnd, step: state === 'trial' ? 'trial end' : 'renew' };
}

/** When the person is told of the charge to come; null where the period is no longer than the notice, for then its receipt is one. */
export function noticeOf({ periodStart, periodEnd }: Subscription, service: Service): Date | null {
  const { noticeHours } = service.settings;
  if (!periodStart || !periodEnd || noticeHours <= 0 || !isRecurring(service)) return null;
  const at = hoursAfter(periodEnd, -noticeHours);
  return at > periodStart ? at : null;
}

/** When the person is next reminded of what they are subscribed to; null where the rules ask for no reminder. */
export function reminderOf({ remindedAt, joinedAt }: Subscription, service: Service): Date | null {
  const { reminderDays, zone } = service.settings;
  if (reminderDays <= 0 || service.cycle === 'one-off') return null;
  return daysAfter(remindedAt ?? joinedAt, reminderDays, zone);
}

/** The next step of a period that runs: a word to the person, or its end. A notice that was due by `toldUntil` is passed over. */
export function whileRunning(
  subscription: Subscription,
  service: Service,
  toldUntil: Date | null = null,
): Step | null {
  const notice = noticeOf(subscription, service);
  return earliest([
    notice && (toldUntil === null || notice > toldUntil) ? { at: notice, step: 'notice' } : null,
    telling(reminderOf(subscription, service)),
    endOfPeriod(subscription),
  ]);
}

/** What a person in a running period is to be told by now. */
export interface Telling {
  readonly reminder: boolean;
  /** Of the charge to come. */
  readonly notice: boolean;
}

/** What has fallen due. Once a notice has been said its charge is the stored step, and nothing is told before it. */
export function dueTellings(subscription: Subscription, service: Service, at: Date): Telling {
  const reminder = reminderOf(subscription, service);
  const notice = noticeOf(subscription, service);
  return {
    reminder: reminder !== null && reminder <= at,
    notice: notice !== null && notice <= at && subscription.nextStep === 'notice',
  };
}

/** Where somebody who does not pay stands: tried by the ladder, parked, or given up. */
export type Window = 'grace' | 'suspended' | 'over';

export function windowAt({ failingSince }: Subscription, service: Service, at: Date): Window {
  const { graceEnd, parkingEnd } = windowsOf(failingSince ?? at, service);
  if (at < graceEnd) return 'grace';
  return at < parkingEnd ? 'suspended' : 'over';
}

function windowsOf(failingSince: Date, { settings: { graceDays, parkingDays, zone } }: Service) {
  const graceEnd = daysAfter(failingSince, graceDays, zone);
  return { graceEnd, parkingEnd: daysAfter(graceEnd, parkingDays, zone) };
}

/**
 * The next step of somebody who was refused: the next try, or the end of the window they are in. The ladder is climbed in grace
 * alone, and only for what a top-up can heal; "not this period" waits for the next one.
 */
export function afterRefusal(subscription: Subscription, service: Service, failure: Failure, at: Date): Step {
  const retry =
    FAILURES[failure] === 'later'
      ? onLadder(subscription, service, at)
      : nextPeriod(subscription, service, at);
  return tryAgain(subscription, service, retry, at);
}

/** The next step of somebody who has just been parked. */
export const whenParked = (subscription: Subscription, service: Service, at: Date): Step =>
  tryAgain(subscription, service, parkedRetry(service, at), at);

/** The same step, once the service may charge again. */
export const putOff = (step: NextStep, at: Date): Step => ({ at: hoursAfter(at, WAIT_HOURS), step });

/** A try, unless the window ends before it or there is none. */
export function tryAgain(
  { state, failingSince }: Subscription,
  service: Service,
  retry: Date | null,
  at: Date,
): Step {
  const { graceEnd, parkingEnd } = windowsOf(failingSince ?? at, service);
  const end: Step =
    state === 'grace' ? { at: graceEnd, step: 'grace end' } : { at: parkingEnd, step: 'parking end' };
  return retry && retry < end.at ? { at: retry, step: 'retry' } : end;
}

function onLadder({ id, state, attempts }: Subscription, service: Service, at: Date): Date | null {
  if (state !== 'grace') return parkedRetry(service, at);
  const { ladder, attemptsPerDay, zone } = service.settings;
  return nextAttempt(ladder, attempts, at, zone, jitterOf(`${id}:${attempts}`), attemptsPerDay);
}

const parkedRetry = ({ settings: { zone } }: Service, at: Date): Date =>
  daysAfter(at, PARKED_RETRY_DAYS, zone);

function nextPeriod({ anchorAt }: Subscription, service: Service, at: Date): Date {
  const { cycle, settings } = service;
  return isProrated(service)
    ? periodFrom(service, at).end
    : periodAround(at, anchorAt ?? at, cycle, settings.zone).end;
}

const telling = (at: Date | null): Step | null => at && { at, step: 'notice' };

function earliest(steps: readonly (Step | null)[]): Step | null {
  let first: Step | null = null;
  for (const step of steps) if (step && (!first || step.at < first.at)) first = step;
  return first;
}
