import { FAILURES, type Failure } from '../../src/billing/charge';
import { hoursAfter } from '../../src/subscriptions/billing-period';
import { advance } from '../../src/subscriptions/lifecycle';
import { MIGRATION_CHANNEL, type Origin } from '../../src/subscriptions/moving/move';
import { noticeOf, whileAsked } from '../../src/subscriptions/next-step';
import type { Charge } from '../../src/subscriptions/payment';
import type { Service } from '../../src/subscriptions/services/service';
import { agreedPrice } from '../../src/subscriptions/services/tariff';
import type { Act, EventCause, Subscription, SubscriptionEvent } from '../../src/subscriptions/subscription';
import { aSubscription, JOINED } from './a-subscription';

/** What can befall somebody. */
export type Happening =
  | { readonly type: 'hours pass'; readonly hours: number }
  /** The clock leaps to the stored step, which is worked on at once. */
  | { readonly type: 'next step' }
  | { readonly type: 'worker looks' }
  | { readonly type: 'joins' }
  | { readonly type: 'says yes' }
  | { readonly type: 'says no' }
  | { readonly type: 'stops'; readonly channel: EventCause['channel'] }
  /** By the yes to another service. */
  | { readonly type: 'moves away' }
  | { readonly type: 'number dies' }
  | { readonly type: 'is charged' }
  | { readonly type: 'is refused'; readonly failure: Failure }
  | { readonly type: 'service becomes'; readonly state: Service['state'] };

interface Asked extends Charge {
  readonly subscriptionId: number;
  isStopped: boolean;
}

interface Said {
  readonly subscriptionId: number;
  readonly text: string;
  readonly at: Date;
}

/** These are counted by payment, and two may come in at once. */
const OF_A_PAYMENT: ReadonlySet<string> = new Set(['receipt', 'spendReminder']);

/**
 * One person, one service and an operator that does as it pleases. Whatever happens, the promises of the lifecycle are looked at;
 * one that is broken throws its own name.
 */
export class History {
  now = JOINED;
  subscription: Subscription | null = null;
  readonly charges: Asked[] = [];
  readonly paid: Asked[] = [];
  readonly said: Said[] = [];
  trials = 0;
  private waiting: Asked[] = [];
  private ids = 0;
  /** When the charge that is due next was announced. */
  private noticedAt: Date | null = null;

  /** @param from what the person would leave for this service, where the brand proposed it to them */
  constructor(
    public service: Service,
    private readonly from: History | null = null,
  ) {}

  /** As a service sees it that somebody moves to from here. */
  get origin(): Origin | undefined {
    const { subscription } = this;
    if (!subscription) return undefined;
    const own = ({ subscriptionId }: Asked): boolean => subscriptionId === subscription.id;
    const ends = this.paid.filter(own).map(({ periodEnd }) => +periodEnd);
    return {
      ...{ state: subscription.state, periodEnd: subscription.periodEnd },
      paidUntil: ends.length === 0 ? null : new Date(Math.max(...ends)),
      isPaying: this.waiting.some(own),
    };
  }

  happen(happening: Happening): void {
    switch (happening.type) {
      case 'hours pass':
        this.now = hoursAfter(this.now, happening.hours);
        return;
      case 'next step':
        if (this.subscription?.nextAt && this.subscription.nextAt > this.now)
          this.now = this.subscription.nextAt;
        return this.look();
      case 'worker looks':
        return this.look();
      case 'joins':
        return this.join();
      case 'says yes':
        return this.tell({ type: 'confirmed' }, 'text');
      case 'says no':
        return this.tell({ type: 'declined' }, 'text');
      case 'stops':
        return this.tell({ type: 'stopped', reason: 'stopped' }, happening.channel);
      case 'moves away':
        return this.tell({ type: 'stopped', reason: 'migrated' }, 'text');
      case 'number dies':
        return this.tell({ type: 'barred', reason: 'recycled' }, 'file');
      case 'is charged':
        return this.charged();
      case 'is refused':
        return this.refused(happening.failure);
      case 'service becomes':
        this.service = { ...this.service, state: happening.state };
    }
  }

  /** Twice at one instant, as two workers would: the second finds nothing to do. */
  private look(): void {
    this.tell({ type: 'due' }, 'timer');
    const before = this.subscription;
    if (!before) return;
    promise(before.nextAt === null || before.nextAt > this.now, 'what was due is done');
    this.tell({ type: 'due' }, 'timer');
    promise(this.subscription === before, 'a step is done once');
  }

  private join(): void {
    if (this.subscription && this.subscription.endedAt === null) return;
    const channel = this.from ? MIGRATION_CHANNEL : 'text';
    const asked = aSubscription({
      id: ++this.ids,
      channel,
      joinedAt: this.now,
      nextAt: null,
      nextStep: null,
    });
    const { at, step } = whileAsked(asked, this.service);
    this.subscription = { ...asked, nextAt: at, nextStep: step };
    this.noticedAt = null;
  }

  private charged(): void {
    const charge = this.waiting.shift();
    if (!charge || charge.isStopped) return; // refunded in full, by billing
    this.paid.push(charge);
    const { amountMinor, periodStart, periodEnd } = charge;
    const told = this.said.length;
    this.tell({ type: 'charged', chargeId: 1, amountMinor, periodStart, periodEnd }, 'charge');
    promise(this.subscription?.state === 'active', 'who pays is served');
    const receipts = this.said.slice(told).filter(({ text }) => text === 'receipt');
    promise(receipts.length === 1, 'one receipt for one payment');
  }

  private refused(failure: Failure): void {
    const charge = this.waiting.shift();
    if (!charge || charge.isStopped) return;
    const { periodStart, periodEnd } = charge;
    this.tell({ type: 'refused', chargeId: 1, failure, periodStart, periodEnd }, 'charge');
    if (FAILURES[failure] === 'end')
      promise(this.subscription?.endedAt !== null, 'who cannot be charged is let go');
  }

  private tell(event: SubscriptionEvent, channel: EventCause['channel']): void {
    const before = this.subscription;
    if (!before) return;
    const facts = { hadTrial: this.trials > 0, isContentMissing: false, origin: this.from?.origin };
    const cause = { channel, actor: null, at: this.now };
    const { subscription, acts } = advance(before, event, this.service, cause, facts);
    this.subscription = subscription;
    if (before.state !== 'trial' && subscription.state === 'trial') this.trials++;
    for (const act of acts) this.gather(act, before);
    this.check(before, acts);
  }

  private gather(act: Act, before: Subscription): void {
    const subscriptionId = before.id;
    if (act.type === 'charge') this.ask({ ...act, subscriptionId, isStopped: false }, before);
    else if (act.type === 'stop charges')
      for (const charge of this.waiting) charge.isStopped ||= charge.subscriptionId === subscriptionId;
    else this.say(act.text, before);
  }

  private say(text: string, before: Subscription): void {
    const earlier = this.said.filter(({ subscriptionId }) => subscriptionId === before.id);
    promise(!earlier.some((one) => one.text === 'goodbye'), 'nothing is said after a goodbye');
    const isRepeated = earlier.some((one) => one.text === text && +one.at === +this.now);
    promise(OF_A_PAYMENT.has(text) || !isRepeated, 'nothing is said twice at once');
    if (text === 'renewalNotice' || text === 'trialEnding') {
      promise(this.noticedAt === null, 'a charge is announced once');
      this.noticedAt = this.now;
    }
    this.said.push({ subscriptionId: before.id, text, at: this.now });
  }

  private ask(charge: Asked, before: Subscription): void {
    const own = this.waiting.filter(({ subscriptionId }) => subscriptionId === charge.subscriptionId);
    promise(own.length === 0, 'one payment is on its way at a time');
    promise(before.endedAt === null && this.subscription?.endedAt === null, 'nobody is charged who has left');
    promise(!this.charges.some(({ key }) => key === charge.key), 'every try has a name of its own');
    const overlaps = this.paid.some(
      (paid) =>
        paid.subscriptionId === charge.subscriptionId &&
        charge.periodStart < paid.periodEnd &&
        paid.periodStart < charge.periodEnd,
    );
    promise(!overlaps, 'no moment is paid for twice');
    promise(this.from?.origin?.isPaying !== true, 'nobody pays for two services at once');
    const price = agreedPrice(this.service, before.tariffId, this.now)?.amountMinor ?? 0n;
    promise(charge.amountMinor > 0n && charge.amountMinor <= price, 'nobody pays more than they agreed to');
    promise(charge.periodEnd > this.now, 'nothing that is over is charged');
    promise(this.service.state === 'approved', 'a service that rests charges nobody');
    this.wasAnnounced(before);
    this.charges.push(charge);
    this.waiting.push(charge);
    this.noticedAt = null;
  }

  /** By the time that the service promises, where the period is long enough for a notice. */
  private wasAnnounced(before: Subscription): void {
    if (before.state !== 'active' && before.state !== 'trial') return;
    if (noticeOf(before, this.service) === null) return;
    const promised = hoursAfter(this.now, -this.service.settings.noticeHours);
    promise(this.noticedAt !== null && this.noticedAt <= promised, 'a charge is announced in time');
  }

  private check(before: Subscription, acts: readonly Act[]): void {
    const after = this.subscription ?? before;
    if (before.endedAt !== null) promise(after === before && acts.length === 0, 'an end is an end');
    const isWaiting = this.waiting.some(
      ({ subscriptionId, isStopped }) => subscriptionId === after.id && !isStopped,
    );
    const isPaying = after.state === 'activating' || after.state === 'renewing';
    promise(isPaying === isWaiting || after.endedAt !== null, 'paying means that a payment is on its way');
    promise((after.nextAt === null) === (after.nextStep === null), 'a step has its hour');
    const isIdle = isPaying || after.endedAt !== null;
    promise(isIdle === (after.nextAt === null), 'whoever waits for nothing else has a next step');
    if (after.state === 'grace' || after.state === 'suspended')
      promise(after.failingSince !== null, 'it is known since when somebody owes');
    if (after.state === 'active')
      promise(
        after.periodEnd !== null && after.failingSince === null && after.attempts === 0,
        'paid is paid',
      );
    if (after.state === 'pending')
      promise(
        acts.every(({ type }) => type === 'say'),
        'nothing before the yes',
      );
  }
}

function promise(isKept: boolean, name: string): void {
  if (!isKept) throw new Error(`broken: ${name}`);
}
