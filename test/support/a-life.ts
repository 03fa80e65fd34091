import type { Failure } from '../../src/billing/charge';
import { hoursAfter } from '../../src/subscriptions/billing-period';
import { advance } from '../../src/subscriptions/lifecycle';
import type { Service } from '../../src/subscriptions/services/service';
import type {
  Act,
  Advanced,
  EventCause,
  Subscription,
  SubscriptionEvent,
} from '../../src/subscriptions/subscription';
import { aService, aSubscription, byCharge, byText, JOINED, timer } from './a-subscription';

/** So many hours after everybody of these tests was asked. */
export const later = (hours: number): Date => hoursAfter(JOINED, hours);
export const DAY = 24;
export const ZONE = 'Europe/Rome';

/** One subscription and everything that comes of it, told in turn. */
export class Life {
  readonly acts: Act[] = [];

  constructor(
    public service: Service,
    public now: Subscription = aSubscription(),
  ) {}

  on(event: SubscriptionEvent, cause: EventCause, hadTrial = false): Advanced {
    const facts = { hadTrial, isContentMissing: false };
    const advanced = advance(this.now, event, this.service, cause, facts);
    this.now = advanced.subscription;
    this.acts.push(...advanced.acts);
    return advanced;
  }

  confirms(at: Date, hadTrial = false): Advanced {
    return this.on({ type: 'confirmed' }, byText(at), hadTrial);
  }

  due(at: Date): Advanced {
    return this.on({ type: 'due' }, timer(at));
  }

  /** The step that is stored comes on time. */
  dueNext(): Advanced {
    return this.due(this.now.nextAt ?? new Date(0));
  }

  /** What was asked for last. */
  get asked() {
    const charge = this.acts.filter((act) => act.type === 'charge').at(-1);
    if (!charge) throw new Error('nothing was asked for');
    return charge;
  }

  isPaid(at: Date): Advanced {
    const { amountMinor, periodStart, periodEnd } = this.asked;
    return this.on({ type: 'charged', chargeId: 1, amountMinor, periodStart, periodEnd }, byCharge(at));
  }

  isRefused(failure: Failure, at: Date): Advanced {
    const { periodStart, periodEnd } = this.asked;
    return this.on({ type: 'refused', chargeId: 1, failure, periodStart, periodEnd }, byCharge(at));
  }
}

/** What a person is told, by name. */
export const textsOf = (acts: readonly Act[]): string[] =>
  acts.flatMap((act) => (act.type === 'say' ? [act.text] : []));

/** A notice a day before, and no reminders to get in the way. */
export const monthly = aService({}, { noticeHours: 24, reminderDays: 0, graceDays: 7, parkingDays: 30 });

/** Settings under which nothing is said between two payments. */
export const quiet = { noticeHours: 0, reminderDays: 0 };

/** Somebody who has paid for the first period. */
export function aSubscriber(service: Service): Life {
  const life = new Life(service);
  life.confirms(later(0.1));
  life.isPaid(later(0.1));
  return life;
}
