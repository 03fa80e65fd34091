import { Injectable } from '@nestjs/common';
import { idInBody } from '../../catalogue/reference.store';
import { Database } from '../../platform/database.service';
import { Identity } from '../../platform/identity.service';
import { invalid } from '../../platform/validation.pipe';
import { msisdnIn } from '../../subscribers/path';
import { findPerson } from '../../subscribers/people.store';
import type { NewComplaintDto } from './complaint.dto';
import { isNumberOf, subjectOfCharge, subjectOfSubscription, type Subject } from './complaints.store';

/** Whom and what a complaint is about. */
@Injectable()
export class ComplaintSubjects {
  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
  ) {}

  /** @param brandId the only brand whose rows count; null for staff */
  async meant(wish: NewComplaintDto, brandId: number | null): Promise<Subject> {
    const { charge, subscription, msisdn } = wish;
    if (charge !== undefined && subscription !== undefined)
      throw invalid([{ path: 'subscription', message: 'is known by the charge: name one of the two' }]);
    const subject = await this.paidFor(charge, subscription, brandId);
    if (!subject) return this.personMeant(wish, brandId);
    if (msisdn !== undefined) await this.checkNumber(msisdn, subject);
    return subject;
  }

  private async paidFor(
    charge: number | undefined,
    subscription: number | undefined,
    brandId: number | null,
  ): Promise<Subject | null> {
    const { sql } = this.database;
    if (charge !== undefined)
      return (
        (await subjectOfCharge(sql, charge, brandId)) ?? nothing('charge', `${charge} is no charge there is`)
      );
    if (subscription === undefined) return null;
    const subject = await subjectOfSubscription(sql, subscription, brandId);
    return subject ?? nothing('subscription', `${subscription} is no subscription there is`);
  }

  private async personMeant(
    { msisdn, brand, shortcode }: NewComplaintDto,
    brandId: number | null,
  ): Promise<Subject> {
    const { sql } = this.database;
    if (msisdn === undefined || brand === undefined || shortcode === undefined)
      return nothing('charge', 'name a charge, a subscription, or msisdn, brand and shortcode');
    const person = await findPerson(sql, this.identity.hashOf(msisdnIn(msisdn)));
    return {
      brandId: await idInBody(sql, 'brand', brand, brandId),
      shortcodeId: await idInBody(sql, 'shortcode', shortcode, brandId),
      subscriberId: person?.id ?? nothing('msisdn', 'is nobody we know'),
      ...{ serviceId: null, subscriptionId: null, chargeId: null },
    };
  }

  /** A slip of the pen in a number or an id must not answer a stranger. */
  private async checkNumber(msisdn: string, { subscriberId }: Subject): Promise<void> {
    const hash = this.identity.hashOf(msisdnIn(msisdn));
    if (!(await isNumberOf(this.database.sql, subscriberId, hash)))
      throw invalid([{ path: 'msisdn', message: 'is not the number of whom it concerns' }]);
  }
}

function nothing(path: string, message: string): never {
  throw invalid([{ path, message }]);
}
